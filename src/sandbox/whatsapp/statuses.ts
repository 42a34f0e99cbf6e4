import type { Core } from '../core';
import type { OnHandset } from '../lines/emulator';
import type { Handset, Line, LineMessage } from '../lines/records';
import type { Failure } from './codes';
import type { WhatsAppHooks } from './hooks';
import { contactOf, identityOf } from './people/person';

export type StatusName = 'sent' | 'delivered' | 'read' | 'played' | 'failed';

/** A message of the business on its way, as statuses tell of it. */
export interface Carried {
  readonly line: Line;
  /** Null: nobody on WhatsApp has that address. */
  readonly handset: Handset | null;
  /** What it was sent to, where there is nobody. */
  readonly address: string;
  readonly wamid: string;
  readonly callbackData: string | undefined;
  /** `service`, or the template's. */
  readonly category: string;
}

/** Tells the business what became of a message (whatsapp.md §4). */
export function tellStatus(
  core: Core,
  hooks: WhatsAppHooks,
  carried: Carried,
  status: StatusName,
  failed?: Failure,
): void {
  const { line, handset, wamid, callbackData, category } = carried;
  const isFailed = status === 'failed';
  const { waId, userId } = handset ? identityOf(core, handset) : { waId: carried.address, userId: undefined };
  const pricing = { billable: category !== 'service', pricing_model: 'PMP', category, type: 'regular' };
  const entry = {
    id: wamid,
    status,
    timestamp: String(core.clock.seconds()),
    ...(waId === undefined ? {} : { recipient_id: waId }),
    ...(userId === undefined ? {} : { recipient_user_id: userId }),
    ...(status === 'sent' || status === 'delivered' ? { pricing } : {}),
    ...(callbackData === undefined ? {} : { biz_opaque_callback_data: callbackData }),
    ...(failed ? { errors: [failed] } : {}),
  };
  const contacts = handset && !isFailed ? { contacts: [contactOf(core, handset)] } : {};
  hooks.sendValue(line, { ...contacts, statuses: [entry] }, { chat: handset?.id ?? null, messageId: wamid });
}

/** The customer has seen what the business wrote: everything up to this message. */
export function tellRead(core: Core, hooks: WhatsAppHooks, { line, handset }: OnHandset, upTo?: LineMessage): void {
  const until = upTo ? handset.messages.indexOf(upTo) : handset.messages.length - 1;
  for (const message of handset.messages.slice(0, until + 1)) {
    if (message.from !== 'line' || (message.status !== 'sent' && message.status !== 'delivered')) continue;
    message.status = 'read';
    if (handset.facts.receipts !== false) tellStatus(core, hooks, carriedOf({ line, handset }, message), 'read');
  }
}

export function carriedOf({ line, handset }: OnHandset, { id, facts }: LineMessage): Carried {
  return {
    line,
    handset,
    address: '',
    wamid: id,
    callbackData: typeof facts.callbackData === 'string' ? facts.callbackData : undefined,
    category: typeof facts.category === 'string' ? facts.category : 'service',
  };
}
