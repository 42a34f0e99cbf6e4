import type { OutboundClosing, OutboundRead } from '../contract';
import { tell, type Context } from './api';
import { nameOf } from './message-id';
import { capabilitiesNow } from './service-capabilities';
import { isUntold } from './write-first';

/** What stands above the message was read too (webhook.md §2). */
export async function markRead(context: Context, { key, chat, remoteId }: OutboundRead): Promise<void> {
  const { outbound } = await capabilitiesNow(context);
  if (outbound.read === 'refused' || isUntold(chat)) return;
  const at = new Date(context.clock.now()).toISOString();
  const data = { conversation: { id: chat }, up_to_message_id: remoteId, at };
  await tell(context, { type: 'conversation.read', id: `evt_${nameOf(key)}`, data });
}

/** Every service is told: one that shows nothing of it takes it all the same (webhook.md §2, unknown types). */
export async function tellClosing(context: Context, { key, chat, customer, state }: OutboundClosing): Promise<void> {
  if (isUntold(chat)) return;
  const contact = customer === undefined ? {} : { contact: { id: customer } };
  const data = { conversation: { id: chat }, ...contact, state };
  await tell(context, { type: 'conversation.state', id: `evt_${nameOf(key)}`, data });
}
