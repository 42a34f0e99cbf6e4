import type { DriverContext } from '../contract';
import { callGraph, Success } from '../graph/call';
import { accessOf, type WhatsAppCredentials } from './credentials';
import { RULES } from './errors';
import { isMessageId } from './recipient';

/**
 * Shows that somebody types for 25 seconds at most, or until the next message, and marks what the customer wrote as read:
 * WhatsApp has no one without the other (whatsapp.md §5). It belongs to a message of theirs.
 */
export async function typing(
  context: DriverContext<WhatsAppCredentials>,
  _chat: string,
  lastInbound?: string,
): Promise<void> {
  if (lastInbound === undefined || !isMessageId(lastInbound)) return;
  const { credentials } = context;
  const json = {
    messaging_product: 'whatsapp',
    status: 'read',
    message_id: lastInbound,
    typing_indicator: { type: 'text' },
  };
  const request = { method: 'POST', path: [credentials.phoneNumberId, 'messages'], json } as const;
  await callGraph(context, accessOf(credentials), request, Success, RULES);
}
