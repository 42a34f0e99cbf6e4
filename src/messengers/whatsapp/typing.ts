import type { DriverContext, OutboundRead } from '../contract';
import { callGraph, Success } from '../graph/call';
import { accessOf, type WhatsAppCredentials } from './credentials';
import { RULES } from './errors';
import { isMessageId } from './recipient';

type Context = DriverContext<WhatsAppCredentials>;

/**
 * Shows that somebody types for 25 seconds at most, or until the next message, and marks what the customer wrote as read:
 * WhatsApp has no typing without it (whatsapp.md §5). It belongs to a message of theirs.
 */
export async function typing(context: Context, _chat: string, lastInbound?: string): Promise<void> {
  if (lastInbound === undefined) return;
  await mark(context, lastInbound, { typing_indicator: { type: 'text' } });
}

/** Marks this message and those before it (whatsapp.md §5). */
export async function markRead(context: Context, { remoteId }: OutboundRead): Promise<void> {
  await mark(context, remoteId, {});
}

async function mark(context: Context, messageId: string, beside: object): Promise<void> {
  if (!isMessageId(messageId)) return;
  const { credentials } = context;
  const json = { messaging_product: 'whatsapp', status: 'read', message_id: messageId, ...beside };
  const request = { method: 'POST', path: [credentials.phoneNumberId, 'messages'], json } as const;
  await callGraph(context, accessOf(credentials), request, Success, RULES);
}
