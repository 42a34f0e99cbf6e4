import { isObject } from '../body';
import { badParameter } from './graph-error';
import type { Params } from './params';

type Node = Readonly<Record<string, unknown>>;

/**
 * What `fields` asks for, and the id; without it, what such a node shows of itself. Of a node within it, `{…}` says what.
 *
 * @throws GraphError for other names
 */
export function pickFields(
  node: Node,
  params: Params,
  shown: readonly string[],
  nodeType: string,
): Record<string, unknown> {
  return pick(node, selectionOf(params) ?? shown.map((name) => ({ name, inner: undefined })), nodeType);
}

interface Selected {
  readonly name: string;
  readonly inner: readonly Selected[] | undefined;
}

function pick(node: Node, wanted: readonly Selected[], nodeType: string): Record<string, unknown> {
  const unknown = wanted.find(({ name }) => !(name in node));
  if (unknown) throw badParameter(`Tried accessing nonexisting field (${unknown.name}) on node type (${nodeType})`);
  const inners = new Map(wanted.map(({ name, inner }) => [name, inner]));
  return Object.fromEntries(
    [...new Set([...inners.keys(), 'id'])].flatMap((name) => {
      const value = node[name];
      if (value === undefined) return [];
      const inner = inners.get(name);
      return [[name, inner && isObject(value) ? pickInner(value, inner, nodeType) : value] as const];
    }),
  );
}

/** Of an edge it is what its `data` holds: a node, or a list of them. */
function pickInner(node: Node, wanted: readonly Selected[], nodeType: string): Record<string, unknown> {
  if (Array.isArray(node.data)) {
    return { ...node, data: node.data.map((each: unknown) => (isObject(each) ? pick(each, wanted, nodeType) : each)) };
  }
  return isObject(node.data) ? { data: pick(node.data, wanted, nodeType) } : pick(node, wanted, nodeType);
}

/** `name,picture{url}`, or a list of names; undefined where there is none. */
function selectionOf(params: Params): readonly Selected[] | undefined {
  const given = params.raw.fields ?? undefined;
  if (typeof given !== 'string' || !given.includes('{')) {
    return params.names('fields')?.map((name) => ({ name, inner: undefined }));
  }
  const tokens = given.match(/[^{},\s]+|[{},]/g) ?? [];
  const read = (): Selected[] => {
    const selected: Selected[] = [];
    for (let token = tokens.shift(); token !== undefined && token !== '}'; token = tokens.shift()) {
      if (token === ',') continue;
      if (token === '{') throw badParameter('Syntax error in the field expansion: a name is missing.');
      const isParent = tokens[0] === '{';
      if (isParent) tokens.shift();
      // How much of it, `messages.limit(5)`, is whoever's who has the edge.
      const [name = ''] = token.split('.');
      selected.push({ name, inner: isParent ? read() : undefined });
    }
    return selected;
  };
  return read();
}

/** One page of a list with Graph's cursors; a cursor is the place in the list. */
export function pageOf(
  items: readonly Record<string, unknown>[],
  params: Params,
  address: string,
): { readonly data: readonly Record<string, unknown>[]; readonly paging: object } {
  const limit = Math.min(Math.max(Number(params.text('limit') ?? DEFAULT_LIMIT) || DEFAULT_LIMIT, 1), MOST);
  const after = decode(params.text('after'));
  const data = items.slice(after, after + limit);
  const end = after + data.length;
  const cursors = { before: encode(after), after: encode(end) };
  if (data.length === 0) return { data, paging: {} };
  const query = new URLSearchParams({
    ...(params.has('fields') ? { fields: params.text('fields') ?? '' } : {}),
    ...(params.has('status') ? { status: params.text('status') ?? '' } : {}),
    limit: String(limit),
    after: cursors.after,
  });
  return { data, paging: { cursors, ...(end < items.length ? { next: `${address}?${query.toString()}` } : {}) } };
}

const DEFAULT_LIMIT = 25;
const MOST = 1000;

function encode(place: number): string {
  return Buffer.from(`at:${String(place)}`).toString('base64url');
}

function decode(cursor: string | undefined): number {
  if (cursor === undefined || cursor === '') return 0;
  const place = /^at:(\d+)$/.exec(Buffer.from(cursor, 'base64url').toString())?.[1];
  if (place === undefined) throw badParameter('Invalid cursor');
  return Number(place);
}
