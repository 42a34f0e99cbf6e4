import { z } from 'zod';
import { readForm, type FormValue } from './form';
import { ReviewAnswer, whatsAppFieldsOf, whatsAppShape } from './template-answers';
import type { Template } from './types';

/** What an account's webhook tells of its talks, incoming leads and contacts (kommo-platform.md §9.2). */
export interface AccountHook {
  readonly accountId: number;
  /** Those that wait to be sorted: new, or with another message. */
  readonly incoming: readonly {
    readonly uid: string;
    readonly chatId: string;
    readonly contactId: number | null;
    readonly leadId: number | null;
    /** Milliseconds since 1970. */
    readonly createdAt: number;
  }[];
  /** Those that a person has sorted; which chat they were of is not told. */
  readonly sorted: readonly {
    readonly uid: string;
    readonly as: 'accepted' | 'declined';
    readonly contactId: number | null;
    readonly leadId: number | null;
    /** Milliseconds since 1970. */
    readonly createdAt: number;
  }[];
  /** Contacts that are gone: deleted, or merged into another. */
  readonly goneContacts: readonly number[];
  readonly talks: readonly {
    readonly id: number;
    readonly chatId: string;
    readonly contactId: number | null;
    readonly leadId: number | null;
    readonly isInWork: boolean;
    readonly isRead: boolean;
    /** Milliseconds since 1970. */
    readonly updatedAt: number;
  }[];
  /** What managers and bots wrote, in all chats of the account, whoever carries them. */
  readonly outgoing: readonly {
    /** amojo's. */
    readonly messageId: string;
    readonly chatId: string;
    /** The CRM's. */
    readonly sourceId: number | null;
    /** Milliseconds since 1970. */
    readonly at: number;
  }[];
  /** Templates that somebody sent for approval (§8.3); what the webhook leaves out is not there. */
  readonly templates: readonly Template[];
}

const number = z.coerce.number().int().positive();
/** In milliseconds it is still a whole number. */
const LATEST_S = Math.floor(Number.MAX_SAFE_INTEGER / 1_000);
const orNull = number.nullable().catch(null);
// Postgres stores every text but one that holds a NUL.
const word = z
  .string()
  .max(100)
  .regex(/^[^\0]+$/);
const seconds = number.max(LATEST_S);
const flag = z.enum(['0', '1', 'true', 'false']).transform((said) => said === '1' || said === 'true');
const Talk = z
  .object({
    talk_id: number,
    chat_id: word,
    contact_id: orNull,
    entity_id: orNull,
    entity_type: z.string().nullable().catch(null),
    is_in_work: flag,
    // Left out: nothing is known to be read.
    is_read: flag.catch(false),
    updated_at: seconds,
  })
  .transform((talk) => ({
    id: talk.talk_id,
    chatId: talk.chat_id,
    contactId: talk.contact_id,
    leadId: talk.entity_type === 'lead' || talk.entity_type === 'leads' ? talk.entity_id : null,
    isInWork: talk.is_in_work,
    isRead: talk.is_read,
    updatedAt: talk.updated_at * 1_000,
  }));

/** Lists are branches with numbers for names; what is in them may be ids, or objects with one. */
const firstId = z
  .record(z.string(), z.union([number, z.object({ id: number }).transform(({ id }) => id)]))
  .transform((list) => Object.values(list)[0] ?? null)
  .catch(null);
const ids = z.object({ leads: firstId, contacts: firstId }).catch({ leads: null, contacts: null });

const Incoming = z
  .object({
    uid: word,
    category: z.literal('chats'),
    created_at: seconds.catch(0),
    source_data: z.object({ origin: z.object({ chat_id: word }) }),
    data: ids,
  })
  .transform(({ uid, created_at, source_data, data }) => ({
    uid,
    chatId: source_data.origin.chat_id,
    contactId: data.contacts,
    leadId: data.leads,
    createdAt: created_at * 1_000,
  }));

const Sorted = z
  .object({
    uid: word,
    category: z.literal('chats').optional(),
    action: z.enum(['accept', 'decline']),
    created_at: seconds.catch(0),
    accept_result: ids.optional(),
  })
  .transform(({ uid, action, created_at, accept_result }) => ({
    uid,
    as: action === 'accept' ? ('accepted' as const) : ('declined' as const),
    contactId: accept_result?.contacts ?? null,
    leadId: accept_result?.leads ?? null,
    createdAt: created_at * 1_000,
  }));

const Outgoing = z.object({ id: word, chat_id: word, source_id: orNull, created_at: seconds }).transform((message) => ({
  messageId: message.id,
  chatId: message.chat_id,
  sourceId: message.source_id,
  at: message.created_at * 1_000,
}));

const Gone = z.object({ id: number, type: z.literal('contact').optional() }).transform(({ id }) => id);

/** Lists are branches with numbers for names. */
const Reviews = z
  .record(z.string(), z.unknown())
  .transform((listed) => Object.values(listed).flatMap((one) => ReviewAnswer.safeParse(one).data ?? []));
const words = z
  .string()
  .min(1)
  .max(4_096)
  .regex(/^[^\0]+$/);
const ReviewedTemplate = z
  .object({
    ...whatsAppShape,
    type: z.literal('waba'),
    id: number,
    name: words,
    content: words,
    is_editable: z.string().optional(),
    reviews: Reviews,
  })
  .transform((body): Template => ({
    id: body.id,
    name: body.name,
    content: body.content,
    isEditable: body.is_editable === '1' || body.is_editable === 'true',
    buttons: [],
    whatsapp: whatsAppFieldsOf(body) ?? { examples: {} },
    reviews: body.reviews,
  }));

/** Every value of the form is a string. @returns undefined for what is no such webhook; unknown events are left out */
export function readAccountHook(body: string): AccountHook | undefined {
  const form = readForm(body);
  if (form === undefined) return undefined;
  const accountId = number.safeParse(at(at(form, 'account'), 'id')).data;
  if (accountId === undefined) return undefined;
  const named = <Item>(events: readonly (FormValue | undefined)[], item: z.ZodType<Item>): readonly Item[] =>
    events.flatMap((event) => Object.values(branch(event))).flatMap((one) => item.safeParse(one).data ?? []);
  const told = <Item>(what: string, events: readonly string[], item: z.ZodType<Item>): readonly Item[] =>
    named(
      events.map((event) => at(at(form, what), event)),
      item,
    );
  return {
    accountId,
    talks: told('talk', ['add', 'update'], Talk),
    incoming: told('unsorted', ['add', 'update'], Incoming),
    sorted: told('unsorted', ['delete'], Sorted),
    goneContacts: told('contacts', ['delete'], Gone),
    outgoing: told('outgoing_message', ['add'], Outgoing),
    // The documentation prints a bare "add"; others met it under a name (§8.3).
    templates: named([at(form, 'add'), at(at(form, 'chat_template_reviews'), 'add')], ReviewedTemplate),
  };
}

function at(value: FormValue | undefined, name: string): FormValue | undefined {
  return branch(value)[name];
}

function branch(value: FormValue | undefined): Readonly<Record<string, FormValue>> {
  return value === undefined || typeof value === 'string' ? {} : value;
}
