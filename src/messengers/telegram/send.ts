import type { DriverContext, OutboundPart, SentPart } from '../contract';
import { askTelegram, type Answered } from './api';
import type { TelegramCredentials } from './credentials';
import { mayGoAsDocument, refusedBy, type Refusal } from './errors';
import { chatIdOf, readMessageId } from './ids';
import { dress } from './keyboard';
import { CAPTION_LIMIT, TEXT_LIMIT } from './limits';
import { SentMessage } from './shapes';
import { AS_DOCUMENT, wayFor } from './way';

/**
 * A refused part may go in another manner at once. Not later than this: who was stopped for long may not be the one that
 * sends in this chat any more (design §3, Fencing).
 */
const SECOND_TRY_WITHIN_MS = 3_000;

/** What is left of how a part was meant. */
interface Manner {
  readonly quotes: boolean;
  readonly urls: boolean;
  readonly asDocument: boolean;
}

const AS_MEANT: Manner = { quotes: true, urls: true, asDocument: false };

/**
 * Sends plain text, without `parse_mode`, so that nothing needs escaping, or one file, always as an upload (telegram.md
 * §3). What Telegram refuses for its form alone goes once more in a plainer one (§4). The Bot API has no key that makes a
 * repeat harmless.
 *
 * @throws DeliveryError as of telegram.md §4
 */
export async function send(context: DriverContext<TelegramCredentials>, part: OutboundPart): Promise<SentPart> {
  const chat = chatIdOf(part.chat);
  const begun = performance.now();
  let manner = AS_MEANT;
  for (;;) {
    const answer = await sendOnce(context, chat, part, manner);
    if (answer.kind === 'done') return sentPart(answer.result);
    const plainer = plainerThan(manner, part, answer.refusal);
    if (plainer === undefined || performance.now() - begun > SECOND_TRY_WITHIN_MS) throw refusedBy(answer.refusal);
    manner = plainer;
  }
}

export function sentPart({ message_id, date }: { readonly message_id: number; readonly date: number }): SentPart {
  return { remoteId: String(message_id), at: date * 1_000 };
}

/** Where the quoted message is gone, the part goes without it. */
export function quoteOf(replyTo: string | undefined): object {
  const message_id = replyTo === undefined ? undefined : readMessageId(replyTo);
  return message_id === undefined ? {} : { reply_parameters: { message_id, allow_sending_without_reply: true } };
}

function sendOnce(
  context: DriverContext<TelegramCredentials>,
  chat: number,
  { content, replyTo }: OutboundPart,
  { quotes, urls, asDocument }: Manner,
): Promise<Answered<{ message_id: number; date: number }>> {
  const isText = content.type === 'text';
  const { text, keyboard } = dress(isText ? content.text : (content.caption ?? ''), content.buttons ?? [], {
    limit: isText ? TEXT_LIMIT : CAPTION_LIMIT,
    urls,
  });
  const common = { chat_id: chat, ...(quotes ? quoteOf(replyTo) : {}), ...keyboard };
  if (isText) return askTelegram(context, 'sendMessage', { ...common, text }, SentMessage);
  const caption = text === '' ? {} : { caption: text };
  const way = asDocument ? AS_DOCUMENT : wayFor({ type: content.type, file: content.file, ...caption });
  return askTelegram(context, way.method, { ...common, ...way.parameters, ...caption }, SentMessage, [
    { name: way.field, file: content.file },
  ]);
}

/** @returns undefined where a plainer form would not help; each step is taken once, so it ends. */
function plainerThan(manner: Manner, { content, replyTo }: OutboundPart, refusal: Refusal): Manner | undefined {
  const said = refusal.description?.toLowerCase() ?? '';
  if (manner.quotes && replyTo !== undefined && /(be replied|replied message) not found/.test(said)) {
    return { ...manner, quotes: false };
  }
  const hasUrl = content.buttons?.flat().some(({ url }) => url !== undefined) === true;
  if (manner.urls && hasUrl && /button_url_invalid|button url/.test(said)) return { ...manner, urls: false };
  const isDocument = manner.asDocument || content.type === 'text' || wayFor(content) === AS_DOCUMENT;
  return isDocument || !mayGoAsDocument(refusal) ? undefined : { ...manner, asDocument: true };
}
