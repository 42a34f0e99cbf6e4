import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';
import { isObject, parseJson, readBody, type Body } from '../body';
import { exchange, type Outcome } from '../exchange';
import type { Sandbox } from '../sandbox';
import { answers, disturbed, refuse, Refusal } from './answers';
import { connect, disconnect } from './operations/connect';
import { createChat } from './operations/create-chat';
import { deliveryStatus } from './operations/delivery-status';
import { history } from './operations/history';
import type { Request, ScopedRequest } from './operations/operation';
import { send } from './operations/send';
import { react, typing } from './operations/signals';
import { findRoute, type Route } from './paths';
import { RateLimit } from './rate-limit';
import { findFlaw } from './signature';

/** No body is larger, whatever the reading says: it is held in memory. */
const MOST_BYTES = 64 * 1024 * 1024;

interface Incoming {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: Body;
  /** The JSON of the body; undefined when it is none. */
  readonly json: unknown;
}

/** Kommo's Chat API. */
export function kommoRoutes(sandbox: Sandbox): RequestHandler {
  const rateLimit = new RateLimit();
  return async (req, res) => {
    const [path = '', query = ''] = req.originalUrl.split('?', 2);
    const limit = sandbox.assumptions.number('body-limit-bytes') || MOST_BYTES;
    const body = await readBody(req, Math.min(limit, MOST_BYTES)).catch(() => undefined);
    if (!body) return;
    const incoming: Incoming = {
      method: req.method,
      path,
      query: new URLSearchParams(query),
      headers: req.headers,
      body,
      json: parseJson(body.bytes),
    };
    const route = findRoute(incoming.method, path, sandbox.assumptions);
    await exchange(sandbox, req, res, {
      side: 'kommo',
      operation: 'operation' in route ? route.operation : 'unknown',
      path: req.originalUrl,
      request: incoming.json ?? (body.bytes.length > 0 ? body.bytes.toString('utf8') : null),
      chats: 'operation' in route ? chatIds(sandbox, route, incoming.json) : [],
      clientMessageId: ownMessageId(incoming.json),
      disturb: disturbed,
      perform: (seq) => {
        const owner = 'operation' in route ? route.scopeId || route.channelId : '';
        const tooMany = rateLimit.exceeds(owner, sandbox.assumptions.number('rate-limit-per-second'));
        return tooMany ? answers.tooMany(1) : perform(sandbox, route, incoming, seq);
      },
    });
  };
}

/** Does what was asked, or says why not; both with what was odd about it. */
function perform(sandbox: Sandbox, route: Route | Outcome, incoming: Incoming, seq: number): Outcome {
  if (!('operation' in route)) return route;
  const warnings: string[] = [];
  try {
    return { ...checked(sandbox, route, { incoming, seq, warnings }), warnings };
  } catch (error) {
    if (error instanceof Refusal) return { ...refused(sandbox, route, error.outcome), warnings };
    throw error;
  }
}

interface Seen {
  readonly incoming: Incoming;
  readonly seq: number;
  readonly warnings: string[];
}

/** The checks in the order of kommo-chat-api.md §15.1. */
function checked(sandbox: Sandbox, route: Route, { incoming, seq, warnings }: Seen): Outcome {
  const { assumptions } = sandbox;
  const channel = sandbox.kommo.channels.get(route.channelId);
  if (!channel) return answers.notRegistered();
  if (incoming.body.tooLarge) return answers.tooLarge();
  const flaw = findFlaw(signedPart(incoming), channel.secret, sandbox.clock.now(), assumptions);
  if (flaw !== undefined && flaw !== 'signature' && assumptions.is('date-or-md5-wrong', 'refuse-400')) {
    refuse(flaw, 'absent or wrong');
  }
  if (flaw !== undefined) return answers.invalidSignature();
  const base = { sandbox, channel, id: route.id, query: incoming.query, seq, warnings };
  if (route.operation === 'connect') return connect(withBody(base, incoming));
  if (route.operation === 'disconnect') return disconnect(withBody(base, incoming));

  const connection = sandbox.kommo.connections.get(route.scopeId);
  if (!connection) {
    return assumptions.is('unknown-scope', 'refuse-404') ? answers.notRegistered() : answers.notAllowed();
  }
  if (route.operation === 'history') return history({ ...base, body: {}, connection });
  return operate(route.operation, { ...withBody(base, incoming), connection });
}

/** A refusal as the readings have it (kommo-chat-api.md §5, §14 row 11). */
function refused({ assumptions }: Sandbox, route: Route, outcome: Outcome): Outcome {
  const elsewhere =
    route.operation === 'typing' && outcome.status === 400 && assumptions.is('typing-bad-data', 'refuse-404');
  const said = elsewhere ? answers.as404(outcome) : outcome;
  const bare = (said.status === 400 || said.status === 404) && assumptions.is('refusal-body', 'empty');
  return bare ? { status: said.status } : said;
}

function operate(operation: 'create-chat' | 'send' | 'delivery-status' | 'typing' | 'react', request: ScopedRequest) {
  switch (operation) {
    case 'create-chat':
      return createChat(request);
    case 'send':
      return send(request);
    case 'delivery-status':
      return deliveryStatus(request);
    case 'typing':
      return typing(request);
    case 'react':
      return react(request);
  }
}

/** Step 5: JSON of the one supported type, an object. */
function withBody(base: Omit<Request, 'body'>, incoming: Incoming): Request {
  const [type = '', ...parameters] = (incoming.headers['content-type'] ?? '').split(';');
  const strict = base.sandbox.assumptions.is('content-type-parameters', 'refuse-400');
  if (type.trim().toLowerCase() !== 'application/json' || (strict && parameters.length > 0)) {
    refuse('Content-Type', 'application/json expected');
  }
  if (!isObject(incoming.json)) refuse('body', 'a JSON object expected');
  return { ...base, body: incoming.json };
}

function signedPart({ method, path, headers, body }: Incoming) {
  const one = (name: string): string | undefined => {
    const value = headers[name];
    return Array.isArray(value) ? value.join(', ') : value;
  };
  return {
    method,
    path,
    body: body.bytes,
    headers: {
      date: one('date'),
      contentType: one('content-type'),
      contentMd5: one('content-md5'),
      signature: one('x-signature'),
    },
  };
}

/** Every id of the chat a request is about, as far as it can be told before any check. */
function chatIds(sandbox: Sandbox, route: Route, json: unknown): string[] {
  const outer = isObject(json) ? json : {};
  const fields = isObject(outer.payload) ? outer.payload : outer;
  const named = [fields.conversation_ref_id, fields.conversation_id].filter((id) => typeof id === 'string');
  if (route.operation === 'history') named.push(route.id);
  const message = sandbox.kommo.messages.get(route.id);
  const chat =
    message?.chat ??
    named.map((id) => sandbox.kommo.chats.get(id) ?? sandbox.kommo.chatByClient(route.scopeId, id)).find(Boolean);
  if (chat) named.push(chat.id, ...(chat.clientId === null ? [] : [chat.clientId]));
  return named;
}

function ownMessageId(json: unknown): string | null {
  const payload = isObject(json) ? json.payload : undefined;
  const id = isObject(payload) ? payload.msgid : undefined;
  return typeof id === 'string' ? id : null;
}
