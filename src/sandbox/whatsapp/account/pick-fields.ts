import { badParameter } from '../../graph/graph-error';
import type { Params } from '../../graph/params';

/** What `fields` asks for, and the id; without it, what such a node shows of itself. @throws GraphError for other names */
export function pickFields(
  node: Readonly<Record<string, unknown>>,
  params: Params,
  shown: readonly string[],
  nodeType: string,
): Record<string, unknown> {
  const wanted = params.names('fields') ?? shown;
  const unknown = wanted.find((name) => !(name in node));
  if (unknown !== undefined) {
    throw badParameter(`Tried accessing nonexisting field (${unknown}) on node type (${nodeType})`);
  }
  return Object.fromEntries(
    [...new Set([...wanted, 'id'])].flatMap((name) => (node[name] === undefined ? [] : [[name, node[name]] as const])),
  );
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
