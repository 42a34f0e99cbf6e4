import type { Request, RequestHandler } from 'express';
import type { Core } from '../core';
import { exchange, type Outcome } from '../exchange';
import { findAppEndpoint } from './app-endpoints';
import { authenticate } from './authenticate';
import type { GraphEndpoint, GraphMethod, GraphProduct } from './call';
import { showFile } from './call';
import { disturbed, GraphError, noSuchObject, unknownPath } from './graph-error';
import { Params, receive, type Received } from './params';
import { isVersion, NEWEST_VERSION } from './versions';

const NOTHING: Received = { raw: {}, uploads: new Map(), bytes: Buffer.alloc(0), warnings: [] };
const METHODS: ReadonlySet<string> = new Set<GraphMethod>(['GET', 'POST', 'DELETE']);
/** By these names secrets come; they stay out of the journal. */
const SECRET = new Set(['access_token', 'input_token', 'appsecret_proof', 'verify_token', 'pin', 'client_secret']);

/**
 * One product of the Graph API, below its mount: version, token, parameters, journal and faults are dealt with here, and
 * what a path does is the product's.
 */
export function graphRoutes(core: Core, product: GraphProduct): RequestHandler {
  return async (req, res) => {
    const [address = '', query = ''] = req.originalUrl.split('?', 2);
    const target = targetOf(product, address);
    const method = METHODS.has(req.method) ? (req.method as GraphMethod) : undefined;
    const endpoint = method && target && find(core, product, method, target.path);
    const received = await take(core, req, query);
    if (received === 'left') return;
    const { raw, uploads, bytes, warnings } = received instanceof GraphError ? NOTHING : received;
    const fresh = new Set([...uploads.values()].map(({ id }) => id));
    const params = new Params(raw);
    const request = shown(endpoint, raw, received);
    await exchange(core, req, res, {
      side: product.side,
      operation: endpoint?.operation ?? 'unknown',
      path: address,
      request,
      chats: endpoint?.chats?.(params) ?? [],
      disturb: (fault) => product.disturb?.(fault) ?? disturbed(fault),
      perform: () =>
        refusing(target?.version ?? NEWEST_VERSION, async () => {
          if (!target || !method) throw unknownPath(address.slice(product.mount.length));
          // Before anything else: who has no token is not told what there is.
          const caller = authenticate(core.graph, req.headers.authorization, raw);
          if (received instanceof GraphError) throw received;
          if (!endpoint) throw noEndpoint(product, method, target.path);
          const call = { ...caller, core, req, res, method, ...target, params, uploads, bytes };
          const outcome = await endpoint.run(call);
          if (outcome.stored === true) fresh.clear();
          return { ...outcome, warnings: [...warnings, ...(outcome.warnings ?? [])] };
        }),
    });
    await Promise.all([...fresh].map((id) => core.files.remove(id)));
  };
}

function find(
  core: Core,
  product: GraphProduct,
  method: GraphMethod,
  path: readonly string[],
): GraphEndpoint | undefined {
  return (
    product.find(method, path) ?? findAppEndpoint(product, method, path, (id) => core.graph.apps.has(id)) ?? undefined
  );
}

interface Target {
  readonly version: string;
  readonly path: readonly string[];
}

/** Undefined where no version of the API is named. */
function targetOf({ mount }: GraphProduct, address: string): Target | undefined {
  const [version = '', ...path] = address.slice(mount.length + 1).split('/');
  if (!isVersion(version)) return undefined;
  try {
    return { version, path: path.filter((part) => part !== '').map(decodeURIComponent) };
  } catch {
    // Nothing is called what cannot be written.
    return undefined;
  }
}

/** Of what is there, something is asked that it has not; or it is not there at all. */
function noEndpoint(product: GraphProduct, method: string, [first = '', ...rest]: readonly string[]): GraphError {
  if (!/^\d+$/.test(first)) return unknownPath(`/${[first, ...rest].join('/')}`);
  return rest.length > 0 && product.knows(first) ? unknownPath(`/${rest.join('/')}`) : noSuchObject(method, first);
}

async function refusing(version: string, perform: () => Promise<Outcome>): Promise<Outcome> {
  const headers = { 'facebook-api-version': version };
  try {
    const outcome = await perform();
    return { ...outcome, headers: { ...headers, ...outcome.headers } };
  } catch (error) {
    if (error instanceof GraphError) {
      const { outcome } = error;
      return { ...outcome, headers: { ...headers, ...outcome.headers } };
    }
    throw error;
  }
}

async function take(core: Core, req: Request, query: string): Promise<Received | GraphError | 'left'> {
  try {
    return await receive(req, query, core.files);
  } catch (error) {
    if (error instanceof GraphError) {
      // Answered early; the rest of it shall not stand in the way of the next request.
      req.resume();
      return error;
    }
    if (req.destroyed && !req.complete) return 'left';
    throw error;
  }
}

function shown(
  endpoint: GraphEndpoint | undefined,
  raw: Received['raw'],
  received: Received | GraphError,
): Record<string, unknown> | null {
  if (received instanceof GraphError) return null;
  const files = [...received.uploads].map(([name, file]) => [name, showFile(file)] as const);
  const fields = { ...withoutSecrets(raw), ...Object.fromEntries(files) };
  return endpoint?.shown?.(fields) ?? fields;
}

function withoutSecrets(raw: Received['raw']): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(raw).map(([name, value]) => {
      if (SECRET.has(name)) return [name, '…'];
      const isInner = typeof value === 'object' && value !== null && !Array.isArray(value);
      return [name, isInner ? withoutSecrets(value as Received['raw']) : value];
    }),
  );
}
