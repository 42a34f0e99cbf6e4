import { randomUUID } from 'node:crypto';
import type { DriverContext, OutboundList, OutboundPart, SentPart } from '../contract';
import { askApple, refusalIn } from './api';
import { referenceIn } from './chat-reference';
import type { AppleCredentials } from './credentials';
import { closed, notAnAddress, refusedBy } from './errors';
import { packed } from './gzip';
import { withButtons, withList } from './menus';
import { messageIdOf } from './message-id';
import { FILE_MARK } from './messages';
import { upload } from './upload';

type Context = DriverContext<AppleCredentials>;

/**
 * Sends one message (apple.md §3), by an id that is the same in every attempt. That Apple has taken it is all it will ever tell
 * (apple.md §0, 2).
 *
 * @throws DeliveryError as of apple.md §4
 */
export async function send(context: Context, part: OutboundPart): Promise<SentPart> {
  const { capabilities } = openChat(context, part.chat);
  return post(context, part, await bodyOf(context, part, capabilities));
}

/** Sends a menu, as the customer's device can show it. @throws DeliveryError as `send` does */
export async function sendList(context: Context, { list, ...part }: OutboundList): Promise<SentPart> {
  const { capabilities } = openChat(context, part.chat);
  return post(context, part, withList(list, capabilities, part.key));
}

/** The next message ends it, and about a minute (apple.md §5). */
export async function typing(context: Context, chat: string): Promise<void> {
  openChat(context, chat);
  await deliver(context, { id: randomUUID(), chat }, { type: 'typing_start' });
}

/** @throws DeliveryError where the customer may not be written to */
function openChat({ chatReference }: Context, chat: string) {
  if (!/^urn:mbid:[\x21-\x7e]{1,290}$/.test(chat)) throw notAnAddress();
  const reference = referenceIn(chatReference);
  if (reference.closed) throw closed();
  return reference;
}

async function bodyOf(
  context: Context,
  { content, key }: OutboundPart,
  capabilities: readonly string[],
): Promise<object> {
  if (content.type !== 'text') {
    const body = [withoutMarks(content.caption ?? ''), FILE_MARK].filter((each) => each !== '').join(' ');
    return { type: 'text', body, attachments: [await upload(context, content.file)] };
  }
  const { text, buttons } = content;
  return withButtons(withoutMarks(text), buttons ?? [], capabilities, key);
}

/** Each would stand for a file (apple.md §3). */
function withoutMarks(text: string): string {
  return text.replaceAll(FILE_MARK, '');
}

async function post(context: Context, { key, chat }: Pick<OutboundPart, 'key' | 'chat'>, body: object) {
  const id = messageIdOf(key);
  await deliver(context, { id, chat }, body);
  return { remoteId: id, at: context.clock.now() };
}

/** What the headers say, the body repeats (apple.md §3). */
async function deliver(
  context: Context,
  { id, chat: destinationId }: { readonly id: string; readonly chat: string },
  said: object,
): Promise<void> {
  const sourceId = context.credentials.businessId;
  const { body, headers } = packed({ v: 1, id, sourceId, destinationId, ...said });
  const names = { id, 'source-id': sourceId, 'destination-id': destinationId, 'content-type': 'application/json' };
  const answer = await askApple(context, { method: 'POST', path: 'message', headers: { ...names, ...headers }, body });
  if (answer.status >= 300) throw refusedBy(refusalIn(context, answer));
}
