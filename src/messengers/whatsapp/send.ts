import type { DriverContext, OutboundList, OutboundPart, SentPart } from '../contract';
import { postMessage } from './calls';
import { callbackData } from './correlation';
import type { WhatsAppCredentials } from './credentials';
import { refusedBy } from './errors';
import { mediaBlock } from './media';
import { buttonsBlock, listBlock, textBlock } from './menus';
import { isMessageId, recipientOf } from './recipient';

type Context = DriverContext<WhatsAppCredentials>;
/** What every message has, whatever it says. */
export type Addressed = Omit<OutboundPart, 'content'>;

/**
 * Sends a text, plain or with buttons, or one file, which is uploaded first (whatsapp.md §3). The Cloud API has no key
 * that makes a repeat harmless; ours comes back in the statuses and proves a send that had no answer.
 *
 * @throws DeliveryError as of whatsapp.md §4
 */
export async function send(context: Context, part: OutboundPart): Promise<SentPart> {
  const { content } = part;
  // An address that is none costs no upload.
  recipientOf(part.chat);
  if (content.type !== 'text') return post(context, part, await mediaBlock(context, content));
  const { text, buttons } = content;
  return post(context, part, buttons === undefined ? textBlock(text) : buttonsBlock(text, buttons));
}

export async function sendList(context: Context, part: OutboundList): Promise<SentPart> {
  return post(context, part, listBlock(part.list));
}

/** @throws DeliveryError */
export async function post(context: Context, part: Addressed, block: object): Promise<SentPart> {
  const answer = await postMessage(context, {
    ...recipientOf(part.chat),
    // Where the quoted message is gone, WhatsApp shows the answer without it.
    ...(part.replyTo !== undefined && isMessageId(part.replyTo) ? { context: { message_id: part.replyTo } } : {}),
    biz_opaque_callback_data: callbackData(part),
    ...block,
  });
  if (answer.kind === 'refused') throw refusedBy(answer.refusal, part.lastInboundAt !== undefined);
  return answer.result;
}
