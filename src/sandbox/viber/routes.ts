import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';
import { isObject, parseJson, readBody, type Body } from '../body';
import type { Core } from '../core';
import { exchange, type Outcome } from '../exchange';
import type { Line } from '../lines/records';
import type { Whims } from '../lines/whims';
import { getOnline, getUserDetails } from './about-people';
import { getAccountInfo, setWebhook } from './account';
import { badData, disturbed, refusal, ViberError } from './answers';
import type { Call, Parts } from './call';
import { Fields } from './fields';
import { isMediaPath, serveMedia } from './incoming-media';
import { measureOf } from './measure';
import { sendMessage } from './send';
import { checkStanding } from './standing';

const BODY_KB = 30;

type Operation = (call: Call) => Outcome | Promise<Outcome>;

const OPERATIONS: ReadonlyMap<string, Operation> = new Map<string, Operation>([
  ['set_webhook', setWebhook],
  ['get_account_info', getAccountInfo],
  ['send_message', sendMessage],
  ['get_user_details', getUserDetails],
  ['get_online', getOnline],
]);

/** Viber's bot API, and the files that customers sent, below `/viber`. */
export function viberRoutes(parts: Parts, whims: Whims<ViberError>): RequestHandler {
  const { core } = parts;
  return async (req, res) => {
    const path = req.path;
    if (isMediaPath(path)) {
      await exchange(core, req, res, {
        side: 'viber',
        operation: 'file',
        path: req.originalUrl,
        request: null,
        chats: [],
        disturb: ({ status = 500 }) => ({ status }),
        perform: () => serveMedia(core, path, req, res),
      });
      return;
    }
    const most = BODY_KB * core.assumptions.number('viber-kilobyte');
    const body = await readBody(req, most).catch(() => undefined);
    if (!body) return;
    const json = parseJson(body.bytes);
    const name = path.slice(1);
    const operation = OPERATIONS.get(name);
    await exchange(core, req, res, {
      side: 'viber',
      operation: operation ? name : 'unknown',
      path: req.originalUrl,
      request: isObject(json) ? withoutToken(json) : null,
      chats: isObject(json) && typeof json.receiver === 'string' ? [json.receiver] : [],
      disturb: disturbed,
      perform: async () => {
        if (!operation) return { status: 404 };
        if (req.method !== 'POST') return { status: 405, headers: { Allow: 'POST' } };
        if (body.tooLarge && core.assumptions.is('viber-too-large-body', 'http-413')) return { status: 413 };
        try {
          const line = authenticate(core, req, json);
          const whim = whims.take(line, name);
          if (whim) throw whim;
          checkStanding(line);
          return await operation({ ...parts, line, body: readFields(core, req, body, json) });
        } catch (error) {
          if (error instanceof ViberError) return error.outcome;
          throw error;
        }
      },
    });
  };
}

/** The token in the header, or where the official libraries put it: in the body (viber.md §1). */
function authenticate({ lines }: Core, req: IncomingMessage, json: unknown): Line {
  const inBody = isObject(json) ? json.auth_token : undefined;
  const token = [req.headers['x-viber-auth-token'], inBody].find((each) => typeof each === 'string' && each !== '');
  if (token === undefined) throw new ViberError(2, 'missing_auth_token');
  const line = lines.of('viber').find(({ credentials }) => credentials.authToken === token);
  if (!line) throw refusal(2);
  return line;
}

function readFields(core: Core, req: IncomingMessage, body: Body, json: unknown): Fields {
  if (body.tooLarge) throw badData(`the body is larger than ${String(BODY_KB)} kB`);
  const type = req.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') throw badData('Content-Type: application/json expected');
  if (!isObject(json)) throw badData('a JSON object expected');
  const fields = new Fields(json, measureOf(core));
  // Asked for already.
  fields.know('auth_token');
  return fields;
}

function withoutToken(json: Readonly<Record<string, unknown>>): object {
  return 'auth_token' in json ? { ...json, auth_token: '…' } : json;
}
