import { z } from 'zod';
import { asAccountId } from '../../model/ids';
import { given } from '../given';
import { asAmojoChatId } from '../ids';
import type {
  ChatLink,
  Contact,
  ContactValue,
  CrmAccount,
  CrmUser,
  Lead,
  LeadField,
  Page,
  Pipeline,
  Source,
  Subscription,
  Talk,
} from './types';

/** Bodies of answers, read leniently: unknown members are ignored, what is not needed may be absent, null or odd. */
export const id = z.union([
  z.int(),
  z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number),
]);
export const optionalId = id.nullish().catch(undefined).transform(present);
export const optionalText = z.string().min(1).nullish().catch(undefined).transform(present);
export const flag = z
  .boolean()
  .nullish()
  .catch(undefined)
  .transform((value) => value ?? false);

export function present<Value>(value: Value | null | undefined): Value | undefined {
  return value ?? undefined;
}

/** The items under this name, all of them (kommo-platform.md §9.6). */
export function embedded<Item>(name: string, item: z.ZodType<Item>): z.ZodType<readonly Item[]> {
  return z
    .object({ _embedded: z.object({ [name]: z.array(item) }) })
    .transform(({ _embedded }) => _embedded[name] ?? []);
}

/** A page; whether there is a next one is told by a link, whose address is not used (§9.6). */
export function pageOf<Item>(name: string, item: z.ZodType<Item>): z.ZodType<Page<Item>> {
  const links = z.object({ next: z.object({ href: z.string() }) });
  return z
    .object({ _embedded: z.object({ [name]: z.array(item) }), _links: z.unknown() })
    .transform(({ _embedded, _links }) => ({ items: _embedded[name] ?? [], more: links.safeParse(_links).success }));
}

export const AccountAnswer: z.ZodType<CrmAccount> = z
  .object({
    id,
    subdomain: z.string().min(1),
    name: optionalText,
    amojo_id: optionalText,
    current_user_id: optionalId,
    drive_url: optionalText,
    country: optionalText,
  })
  .transform((body) => ({
    id: asAccountId(body.id),
    subdomain: body.subdomain,
    ...given({
      name: body.name,
      amojoId: body.amojo_id,
      currentUserId: body.current_user_id,
      driveUrl: body.drive_url,
      country: body.country,
    }),
  }));

export const UserAnswer: z.ZodType<CrmUser> = z
  .object({
    id,
    name: optionalText,
    amojo_id: optionalText,
    rights: z.object({ is_admin: flag, is_active: flag }).nullish().catch(undefined),
  })
  .transform((body) => ({
    id: body.id,
    isAdmin: body.rights?.is_admin ?? false,
    isActive: body.rights?.is_active ?? false,
    ...given({ name: body.name, amojoId: body.amojo_id }),
  }));

/** `type` 1 is the stage of incoming leads. */
export const PipelineAnswer: z.ZodType<Pipeline> = z
  .object({
    id,
    name: z.string(),
    is_main: flag,
    is_archive: flag,
    _embedded: z
      .object({ statuses: z.array(z.object({ id, name: z.string(), type: z.unknown() })).catch([]) })
      .nullish()
      .catch(undefined),
  })
  .transform((body) => ({
    id: body.id,
    name: body.name,
    isMain: body.is_main,
    isArchived: body.is_archive,
    statuses: (body._embedded?.statuses ?? []).map((status) => ({
      id: status.id,
      name: status.name,
      isIncoming: status.type === 1,
    })),
  }));

const whatsapp = z.object({
  type: z.literal('whatsapp'),
  params: z.object({ waba: flag, is_supports_list_message: flag }).nullish().catch(undefined),
  pages: z.array(z.object({ id: z.string(), name: z.string(), link: z.string() })).catch([]),
});

export const SourceAnswer: z.ZodType<Source> = z
  .object({
    id,
    external_id: z.string(),
    name: optionalText,
    pipeline_id: optionalId,
    default: flag,
    origin_code: optionalText,
    services: z.array(z.unknown()).nullish().catch(undefined),
  })
  .transform((body) => {
    const service = (body.services ?? []).map((one) => whatsapp.safeParse(one).data).find(Boolean);
    return {
      id: body.id,
      externalId: body.external_id,
      isDefault: body.default,
      ...given({
        name: body.name,
        pipelineId: body.pipeline_id,
        originCode: body.origin_code,
        whatsapp: service && {
          official: service.params?.waba ?? false,
          listMessages: service.params?.is_supports_list_message ?? false,
          pages: service.pages,
        },
      }),
    };
  });

const fieldValue = z.object({ value: z.union([z.string(), z.number()]).transform(String), enum_code: optionalText });
const customField = z.object({ field_code: z.string(), values: z.array(z.unknown()) });

export const ContactAnswer: z.ZodType<Contact> = z
  .object({
    id,
    name: optionalText,
    first_name: optionalText,
    last_name: optionalText,
    responsible_user_id: optionalId,
    custom_fields_values: z.array(z.unknown()).nullish().catch(undefined),
    _embedded: z
      .object({ leads: z.array(z.object({ id })).catch([]) })
      .nullish()
      .catch(undefined),
  })
  .transform((body) => ({
    id: body.id,
    leadIds: (body._embedded?.leads ?? []).map((lead) => lead.id),
    phones: valuesOf(body.custom_fields_values ?? [], 'PHONE'),
    emails: valuesOf(body.custom_fields_values ?? [], 'EMAIL'),
    ...given({
      name: body.name,
      firstName: body.first_name,
      lastName: body.last_name,
      responsibleUserId: body.responsible_user_id,
    }),
  }));

function valuesOf(fields: readonly unknown[], code: string): ContactValue[] {
  const field = fields.map((one) => customField.safeParse(one).data).find((one) => one?.field_code === code);
  return (field?.values ?? []).flatMap((one) => {
    const read = fieldValue.safeParse(one).data;
    return read === undefined ? [] : [{ value: read.value, ...given({ kind: read.enum_code }) }];
  });
}

/** Of an item that was added: its id, and which of those sent it is. */
export const AddedItem = z.object({ id, request_id: z.union([z.string(), z.number()]).transform(Number) });

export const ChatLinkAnswer: z.ZodType<ChatLink> = z
  .object({ contact_id: id, chat_id: z.string().min(1) })
  .transform((body) => ({ contactId: body.contact_id, chatId: asAmojoChatId(body.chat_id) }));

export const SubscriptionAnswer: z.ZodType<Subscription> = z
  .object({ destination: z.string(), settings: z.array(z.string()).catch([]), disabled: flag })
  .transform((body) => ({ destination: body.destination, events: body.settings, disabled: body.disabled }));

export const TalkAnswer: z.ZodType<Talk> = z
  .object({
    talk_id: id,
    is_in_work: z.boolean(),
    contact_id: optionalId,
    chat_id: optionalText,
    entity_id: optionalId,
    entity_type: optionalText,
    origin: optionalText,
  })
  .transform((body) => ({
    id: body.talk_id,
    isInWork: body.is_in_work,
    ...given({
      contactId: body.contact_id,
      chatId: body.chat_id === undefined ? undefined : asAmojoChatId(body.chat_id),
      leadId: body.entity_type === 'lead' ? body.entity_id : undefined,
      origin: body.origin,
    }),
  }));

/** A value may be a list's choice or a date: here it counts only that there is one. */
const filledField = z
  .object({ field_id: id, values: z.array(z.object({ value: z.unknown() })) })
  .transform(({ field_id, values }) => ({
    id: field_id,
    values: values.map(({ value }) =>
      typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value),
    ),
  }));

export const LeadFieldAnswer: z.ZodType<LeadField> = z
  .object({ id, name: z.string(), type: z.string() })
  .transform((body) => ({ id: body.id, name: body.name, type: body.type }));

export const LeadAnswer: z.ZodType<Lead> = z
  .object({
    id,
    name: optionalText,
    pipeline_id: optionalId,
    status_id: optionalId,
    responsible_user_id: optionalId,
    custom_fields_values: z.array(z.unknown()).nullish().catch(undefined),
    _embedded: z
      .object({
        contacts: z.array(z.object({ id })).catch([]),
        source: z.object({ id }).nullish().catch(undefined),
      })
      .nullish()
      .catch(undefined),
  })
  .transform((body) => ({
    id: body.id,
    contactIds: (body._embedded?.contacts ?? []).map((contact) => contact.id),
    customFields: (body.custom_fields_values ?? []).flatMap((one) => filledField.safeParse(one).data ?? []),
    ...given({
      name: body.name,
      pipelineId: body.pipeline_id,
      statusId: body.status_id,
      responsibleUserId: body.responsible_user_id,
      sourceId: body._embedded?.source?.id,
    }),
  }));
