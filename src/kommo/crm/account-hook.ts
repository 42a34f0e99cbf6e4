import { z } from 'zod';
import { readForm, type FormValue } from './form';
import { ReviewAnswer, whatsAppFieldsOf, whatsAppShape } from './template-answers';
import type { Template } from './types';

/** What an account's webhook tells of its talks (kommo-platform.md §9.2). */
export interface AccountHook {
  readonly accountId: number;
  readonly talks: readonly {
    readonly id: number;
    readonly chatId: string;
    readonly contactId: number | null;
    readonly leadId: number | null;
    readonly isInWork: boolean;
    /** Milliseconds since 1970. */
    readonly updatedAt: number;
  }[];
  /** Templates that somebody sent for approval (§8.3); what the webhook leaves out is not there. */
  readonly templates: readonly Template[];
}

const number = z.coerce.number().int().positive();
/** In milliseconds it is still a whole number. */
const LATEST_S = Math.floor(Number.MAX_SAFE_INTEGER / 1_000);
const orNull = number.nullable().catch(null);
const Talk = z
  .object({
    talk_id: number,
    // Postgres stores every text but one that holds a NUL.
    chat_id: z
      .string()
      .max(100)
      .regex(/^[^\0]+$/),
    contact_id: orNull,
    entity_id: orNull,
    entity_type: z.string().nullable().catch(null),
    is_in_work: z.enum(['0', '1', 'true', 'false']),
    updated_at: number.max(LATEST_S),
  })
  .transform((talk) => ({
    id: talk.talk_id,
    chatId: talk.chat_id,
    contactId: talk.contact_id,
    leadId: talk.entity_type === 'lead' || talk.entity_type === 'leads' ? talk.entity_id : null,
    isInWork: talk.is_in_work === '1' || talk.is_in_work === 'true',
    updatedAt: talk.updated_at * 1_000,
  }));

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
  const talk = at(form, 'talk');
  const listed = ['add', 'update'].flatMap((event) => Object.values(branch(at(talk, event))));
  // The documentation prints a bare "add"; others met it under a name (§8.3).
  const reviewed = [at(form, 'add'), at(at(form, 'chat_template_reviews'), 'add')];
  const templates = reviewed
    .flatMap((events) => Object.values(branch(events)))
    .flatMap((one) => ReviewedTemplate.safeParse(one).data ?? []);
  return { accountId, templates, talks: listed.flatMap((one) => Talk.safeParse(one).data ?? []) };
}

function at(value: FormValue | undefined, name: string): FormValue | undefined {
  return branch(value)[name];
}

function branch(value: FormValue | undefined): Readonly<Record<string, FormValue>> {
  return value === undefined || typeof value === 'string' ? {} : value;
}
