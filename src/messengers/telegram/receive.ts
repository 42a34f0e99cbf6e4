import { createHash, timingSafeEqual } from 'node:crypto';
import type { RawRequest, Received } from '../contract';
import { isRecord, parseJson } from '../../http/json';
import { bodyKey } from '../not-carried';
import { editOf, messageOf } from './messages';
import { pressOf } from './press';
import { reactionOf } from './reactions';
import { standingOf } from './standing';
import { ignored, unparsed, type Receiving, type Understood } from './understood';

const SECRET_HEADER = 'x-telegram-bot-api-secret-token';

type Reader = (context: Receiving, raw: unknown, key: string) => Understood;

/** Kinds of updates that are asked for (`connect.ts`), and how each is read. */
const READERS: ReadonlyMap<string, Reader> = new Map([
  ['message', messageOf],
  ['edited_message', editOf],
  ['callback_query', pressOf],
  ['message_reaction', reactionOf],
  ['my_chat_member', standingOf],
]);

/**
 * Verifies and parses one update (telegram.md §2). Telegram repeats what is not answered with a 2xx and holds back the
 * chat's next updates until then, so every verified request is answered 200, understood or not.
 */
export function receive(context: Receiving, request: RawRequest): Received {
  if (!sameSecret(request.headers[SECRET_HEADER], context.webhook.secret)) {
    return { kind: 'refused', status: 401, reason: 'the secret token is missing or wrong' };
  }
  const { event, acknowledge } = understand(context, request.body);
  return {
    kind: 'events',
    events: [event],
    answer: { status: 200 },
    ...(acknowledge === undefined ? {} : { acknowledge: [acknowledge] }),
  };
}

function understand(context: Receiving, body: Buffer): Understood {
  const update = parseJson(body);
  if (!isRecord(update) || !Number.isSafeInteger(update.update_id))
    return unparsed(bodyKey(body), 'not an update of Telegram');
  const key = `update/${String(update.update_id)}`;
  for (const [kind, read] of READERS) if (kind in update) return read(context, update[kind], key);
  const kind = Object.keys(update).find((name) => name !== 'update_id') ?? 'nothing';
  return ignored(key, reasonToIgnore(kind));
}

function reasonToIgnore(kind: string): string {
  if (kind.includes('business')) return 'a bot that works for a business account (Telegram Business) is not carried';
  return `updates of the kind ${kind.slice(0, 40)} are not carried`;
}

/** Hashed first, so that neither the length nor the first difference shows in the time taken. */
function sameSecret(given: string | undefined, expected: string): boolean {
  if (given === undefined) return false;
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
