import type { Phone } from '../../model/phone';
import type { Resolved } from '../contract';
import type { Context } from './api';
import { say } from './phrases';
import type { DataFromCourier } from './protocol/from-courier';
import { capabilitiesNow } from './service-capabilities';

/** Stands for a conversation that the service has not told yet; ids of conversations are the service's own. */
const BY_PHONE = /^tel:(\+\d{7,15})$/;

/**
 * The service is not asked whose a number is: it is written to, and its answer tells the conversation (webhook.md §2). One that
 * has not said that it can is not tried.
 */
export async function resolve(context: Context, phone: Phone): Promise<Resolved> {
  const { writeFirst } = await capabilitiesNow(context);
  if (writeFirst === null) return { kind: 'absent', ...say('custom.customer-first') };
  return { kind: 'found', address: `tel:+${phone}`, aliases: [] };
}

/** Whether the service has not told yet which conversation it is: there is nothing to point to there. */
export function isUntold(chat: string): boolean {
  return BY_PHONE.test(chat);
}

/** Whom a message goes to. @param customer the service's id of them, where it has told one */
export function addressed(
  chat: string,
  customer: string | undefined,
): Pick<DataFromCourier<'message.created'>, 'conversation' | 'contact'> {
  const phone = BY_PHONE.exec(chat)?.[1];
  if (phone !== undefined) return { contact: { phone } };
  return { conversation: { id: chat }, ...(customer === undefined ? {} : { contact: { id: customer } }) };
}
