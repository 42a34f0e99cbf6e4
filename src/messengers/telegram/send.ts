import type { DriverContext, OutboundPart, SentPart } from '../contract';
import { DeliveryError } from '../delivery-error';
import { callTelegram } from './api';
import type { TelegramCredentials } from './credentials';
import { SentMessage } from './shapes';

/**
 * Sends plain text, without `parse_mode`, so that nothing needs escaping (telegram.md §3). The Bot API has no key that
 * makes a repeat harmless.
 *
 * @throws DeliveryError as of telegram.md §4
 */
export async function send(context: DriverContext<TelegramCredentials>, part: OutboundPart): Promise<SentPart> {
  const chat = Number(part.chat);
  if (!Number.isSafeInteger(chat) || chat === 0) {
    throw new DeliveryError({ code: 904, retry: 'no', text: 'The address of the chat is not one of Telegram.' });
  }
  const sent = await callTelegram(context, 'sendMessage', { chat_id: chat, text: part.content.text }, SentMessage);
  return { remoteId: String(sent.message_id), at: sent.date * 1_000 };
}
