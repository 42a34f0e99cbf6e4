import type { RequestHandler } from 'express';
import { isObject, parseJson, readBody } from '../body';
import { exchange, type Outcome } from '../exchange';
import type { Whims } from '../lines/whims';
import { deleteActivity, sendActivity, updateActivity } from './activities';
import { channelOf, regionOf } from './addresses';
import { describeAttachment, download, uploadAttachment, viewAttachment } from './attachments';
import type { Ask, Call, Parts } from './call';
import { ISSUER } from './connector-token';
import { createConversation, getMember, listMembers, pageMembers } from './conversations';
import { giveToken } from './entra';
import { ConnectorError, disturbed, refusal } from './errors';
import { checkStanding } from './standing';

/** 256 kB of everything (skype.md §7). */
const MOST_BYTES = 262_144;

type Perform = (call: Call) => Outcome | Promise<Outcome>;

/** Method, path below `/v3`, what faults and the journal call it, and what it does (skype.md §3). */
const CONNECTOR: readonly (readonly [string, string, string, Perform])[] = [
  ['POST', 'conversations', 'create-chat', createConversation],
  ['POST', 'conversations/:conversation/activities', 'send', sendActivity],
  ['POST', 'conversations/:conversation/activities/:activity', 'reply', sendActivity],
  ['PUT', 'conversations/:conversation/activities/:activity', 'update', updateActivity],
  ['DELETE', 'conversations/:conversation/activities/:activity', 'delete', deleteActivity],
  ['POST', 'conversations/:conversation/attachments', 'upload', uploadAttachment],
  ['GET', 'conversations/:conversation/members', 'members', listMembers],
  ['GET', 'conversations/:conversation/members/:member', 'member', getMember],
  ['GET', 'conversations/:conversation/pagedmembers', 'members', pageMembers],
  ['GET', 'attachments/:attachment', 'attachment', describeAttachment],
  ['GET', 'attachments/:attachment/views/:view', 'download', viewAttachment],
];

interface Endpoint {
  readonly name: string;
  readonly chats: readonly string[];
  readonly perform: (ask: Ask) => Outcome | Promise<Outcome>;
}

/** Where Microsoft's parts are, below `/botframework`: the sign-in, the keys, the connector, and the stores of files. */
export function botFrameworkRoutes(parts: Parts, whims: Whims<ConnectorError>): RequestHandler {
  const { core } = parts;
  return async (req, res) => {
    const body = await readBody(req, MOST_BYTES).catch(() => undefined);
    if (body === undefined) return;
    const path = partsOf(req.path);
    const json = parseJson(body.bytes);
    const { name, chats, perform } = endpointAt(req.method, path, json, whims);
    await exchange(core, req, res, {
      side: 'botframework',
      operation: name,
      path: req.originalUrl,
      request: isObject(json) ? json : null,
      chats,
      disturb: disturbed,
      perform: async () => {
        try {
          return await perform({ ...parts, req, res, body });
        } catch (error) {
          if (error instanceof ConnectorError) return error.outcome;
          throw error;
        }
      },
    });
  };
}

function endpointAt(method: string, path: readonly string[], json: unknown, whims: Whims<ConnectorError>): Endpoint {
  const [area, first = '', second = '', ...rest] = path;
  const plain = (name: string, perform: Endpoint['perform']): Endpoint => ({ name, chats: [], perform });
  if (area === 'login' && second === 'oauth2' && rest.join('/') === 'v2.0/token') {
    return plain('token', (ask) => giveToken(ask, first));
  }
  if (area === 'v1' && first === '.well-known' && rest.length === 0) {
    if (second === 'openidconfiguration') return plain('openid', reading(openIdDocument));
    if (second === 'keys')
      return plain(
        'keys',
        reading(({ keys }) => ({ status: 200, body: keys.published() })),
      );
  }
  if (area === 'files' && rest.length === 0) return plain('file', (ask) => download(ask, first, second));
  if (area === 'smba' && second === 'v3') return connector(method, { region: first, path: rest }, json, whims);
  return plain('unknown', () => ({ status: 404 }));
}

/** The connector of one region; each call by a bot's token. */
function connector(
  method: string,
  { region, path }: { readonly region: string; readonly path: readonly string[] },
  json: unknown,
  whims: Whims<ConnectorError>,
): Endpoint {
  const [found] = CONNECTOR.flatMap(([verb, pattern, called, does]) => {
    const ids = verb === method ? match(pattern, path) : undefined;
    return ids === undefined ? [] : [{ called, does, ids }];
  });
  const ids = found?.ids ?? {};
  const isTyping = found?.called === 'send' && isObject(json) && json.type === 'typing';
  const name = isTyping ? 'typing' : (found?.called ?? 'unknown');
  return {
    name,
    chats: ids.conversation === undefined ? [] : [ids.conversation],
    perform: (ask) => {
      const line = ask.access.lineOf(ask.req.headers.authorization);
      checkStanding(ask.core, line);
      if (region !== regionOf(line)) throw refusal('InvalidBotApiHost');
      const whim = whims.take(line, name);
      if (whim) throw whim;
      if (!found)
        throw refusal(CONNECTOR.some(([, pattern]) => match(pattern, path)) ? 'MethodNotAllowed' : 'NotFound');
      if (ask.body.tooLarge) {
        throw refusal('MessageSizeTooBig', { message: `Message exceeded maximum size of ${String(MOST_BYTES)} bytes` });
      }
      return found.does({ ...ask, line, channel: channelOf(line), ids, json: () => objectOf(json) });
    },
  };
}

function objectOf(json: unknown): Readonly<Record<string, unknown>> {
  if (!isObject(json)) throw refusal('BadSyntax');
  return json;
}

/** @returns what stands for the names of the pattern; undefined where it is another path */
function match(pattern: string, path: readonly string[]): Record<string, string> | undefined {
  const names = pattern.split('/');
  if (names.length !== path.length) return undefined;
  const isIt = names.every((name, index) => name.startsWith(':') || name === path[index]);
  if (!isIt) return undefined;
  return Object.fromEntries(
    names.flatMap((name, index) => (name.startsWith(':') ? [[name.slice(1), path[index] ?? '']] : [])),
  );
}

function reading(perform: Endpoint['perform']): Endpoint['perform'] {
  return (ask) => (ask.req.method === 'GET' ? perform(ask) : { status: 405, headers: { Allow: 'GET' } });
}

/** skype.md §1 */
function openIdDocument({ core }: Ask): Outcome {
  return {
    status: 200,
    body: {
      issuer: ISSUER,
      authorization_endpoint: 'https://invalid.botframework.com',
      jwks_uri: `${core.url}/botframework/v1/.well-known/keys`,
      id_token_signing_alg_values_supported: ['RS256'],
      token_endpoint_auth_methods_supported: ['private_key_jwt'],
    },
  };
}

function partsOf(path: string): readonly string[] {
  return path
    .replace(/^\//, '')
    .split('/')
    .map((part) => {
      try {
        return decodeURIComponent(part);
      } catch {
        return part;
      }
    });
}
