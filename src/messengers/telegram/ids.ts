import { notAnAddress, notAMessage } from './errors';

/** @throws DeliveryError for what cannot be a chat of Telegram; its ids fit a number (telegram.md §0, 11). */
export function chatIdOf(chat: string): number {
  const id = Number(chat);
  if (!Number.isSafeInteger(id) || id === 0) throw notAnAddress();
  return id;
}

/** @throws DeliveryError for what the bot cannot point to, such as the press of a button. */
export function messageIdOf(remoteId: string): number {
  const id = readMessageId(remoteId);
  if (id === undefined) throw notAMessage();
  return id;
}

export function readMessageId(remoteId: string): number | undefined {
  return /^[1-9]\d{0,14}$/.test(remoteId) ? Number(remoteId) : undefined;
}
