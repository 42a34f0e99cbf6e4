import type { Request, RequestHandler } from 'express';
import { parseJson, readBody, isObject, type Body } from '../body';
import { exchange, type Outcome } from '../exchange';
import type { Line } from '../lines/records';
import type { Whims } from '../lines/whims';
import { disturbed, refusal, ServiceError } from './answers';
import type { Call, Parts } from './call';
import { envelope, read } from './events';
import { isFilePath, serveFileOf } from './files';
import type { Heard } from './heard';
import { secretsIn } from './secrets';
import { idOf, verdictOn } from './signing';
import { answerPing, gone, takeDisabled, takeReaction, takeStatus, takeTyping } from './take-event';
import { takeHistory } from './take-history';
import { takeRead, takeState } from './take-marks';
import { takeMessage } from './take-message';

const MOST_BYTES = 256 * 1024;

type Take = (call: Call) => Outcome | Promise<Outcome>;

const TAKES: ReadonlyMap<string, Take> = new Map<string, Take>([
  ['message.created', takeMessage],
  ['message.status', takeStatus],
  ['message.reaction', takeReaction],
  ['typing.changed', takeTyping],
  ['conversation.read', takeRead],
  ['conversation.state', takeState],
  ['history.requested', takeHistory],
  ['connection.ping', answerPing],
  ['connection.disabled', takeDisabled],
]);

interface Within extends Parts {
  readonly heard: Heard;
  readonly whims: Whims<ServiceError>;
}

/** Where Courier tells each service what happens, and the files that customers sent, below `/custom`. */
export function customRoutes(within: Within): RequestHandler {
  const { core } = within;
  return async (req, res) => {
    if (isFilePath(req.path)) {
      await exchange(core, req, res, {
        side: 'custom',
        operation: 'file',
        path: req.originalUrl,
        request: null,
        chats: [],
        disturb: ({ status = 500 }) => ({ status }),
        perform: () => serveFileOf(core, req, res),
      });
      return;
    }
    const body = await readBody(req, MOST_BYTES).catch(() => undefined);
    if (!body) return;
    const json = parseJson(body.bytes);
    const said = isObject(json) ? json : {};
    const type = typeof said.type === 'string' ? said.type : 'unknown';
    await exchange(core, req, res, {
      side: 'custom',
      operation: TAKES.has(type) ? type : 'unknown',
      path: req.originalUrl,
      request: isObject(json) ? json : null,
      chats: chatsIn(said.data),
      disturb: disturbed,
      perform: async (seq) => {
        try {
          return await hear(within, { req, body, json, seq });
        } catch (error) {
          if (error instanceof ServiceError) return error.outcome;
          throw error;
        }
      },
    });
  };
}

interface Event {
  readonly req: Request;
  readonly body: Body;
  readonly json: unknown;
  readonly seq: number;
}

/** Verifies over the bytes before anything is read (webhook.md §1). @throws ServiceError */
async function hear(within: Within, { req, body, json, seq }: Event): Promise<Outcome> {
  const { core, heard, whims } = within;
  const line = core.lines.get('custom', decodeURIComponent(req.path.slice(1)));
  if (!line) throw refusal('unknown_connection', 'There is no such service here.');
  if (req.method !== 'POST') return { status: 405, headers: { Allow: 'POST' } };
  if (body.tooLarge) throw refusal('payload_too_large', 'An event has 256 kB at most.');
  const id = checkSignature(within, line, req, body);
  if (req.headers['content-type']?.split(';')[0]?.trim().toLowerCase() !== 'application/json') {
    throw refusal('invalid_payload', 'content-type: application/json expected');
  }
  const { type, timestamp, data } = read(envelope, json, 'event');
  const whim = whims.take(line, type);
  if (whim) throw whim;
  if (line.facts.disabled === true && type !== 'connection.ping' && type !== 'connection.disabled') throw gone();
  const take = TAKES.get(type);
  if (take === undefined) return { status: 202, body: { ignored: true }, warnings: [`${type}: no such event`] };
  const perform = async () => take({ ...within, line, at: Date.parse(timestamp), data });
  // A ping asks how things are now.
  if (type === 'connection.ping') return perform();
  return heard.once(`${line.id}/${id}`, { now: core.clock.now(), seq }, perform);
}

/** @returns what names the event. @throws ServiceError */
function checkSignature({ core }: Within, line: Line, req: Request, { bytes }: Body): string {
  const secrets = secretsIn(line.credentials.outboundSecret);
  const id = idOf(req.headers);
  const verdict = verdictOn(secrets, req.headers, bytes, core.clock.seconds());
  if (verdict !== 'genuine' || id === undefined) {
    throw verdict === 'stale_timestamp'
      ? refusal('stale_timestamp', 'The time of the signature is too far away.')
      : refusal('invalid_signature', 'The signature does not fit.');
  }
  return id;
}

function chatsIn(data: unknown): readonly string[] {
  const conversation = isObject(data) ? data.conversation : undefined;
  return isObject(conversation) && typeof conversation.id === 'string' ? [conversation.id] : [];
}
