import { notAMessage, notAnAddress } from './errors';

/** A person's id for this business alone, such as `US.13491208655302741918` (whatsapp.md §0, 1–3). */
const SCOPED_ID = /^[A-Z]{2}(\.ENT)?\.[A-Za-z0-9]{1,128}$/;
const PHONE = /^\+?(\d{5,20})$/;

/**
 * Whom a message goes to: an id of this business as `recipient`, else a phone as `to`, with its plus, as without one
 * WhatsApp may put the business's own country before it (whatsapp.md §3).
 *
 * @throws DeliveryError for what is neither
 */
export function recipientOf(chat: string): { readonly recipient: string } | { readonly to: string } {
  if (isScopedId(chat)) return { recipient: chat };
  const [, digits] = PHONE.exec(chat) ?? [];
  if (digits === undefined) throw notAnAddress();
  return { to: `+${digits}` };
}

export function isScopedId(address: string): boolean {
  return SCOPED_ID.test(address);
}

export function isMessageId(remoteId: string): boolean {
  return remoteId.startsWith('wamid.');
}

/** @throws DeliveryError for what WhatsApp cannot be pointed to */
export function messageIdOf(remoteId: string): string {
  if (!isMessageId(remoteId)) throw notAMessage();
  return remoteId;
}
