import { z } from 'zod';

/** Bodies of requests, as the wire wants them (kommo-platform.md §4–§9); each is checked before it is sent. */
const id = z.int().positive();
const words = z.string().min(1);
const link = z.url({ protocol: /^https?$/ });
/** Items of one request: what every method takes (§4.4, §8.1, §9.4). */
const list = <Item extends z.ZodType>(item: Item) => z.array(item).min(1).max(50);

export const PathNumber = id;

export const PageQuery = z.strictObject({ page: id, limit: z.int().min(1).max(250) });
export const ShortPageQuery = z.strictObject({ page: id, limit: z.int().min(1).max(50) });

const service = z.strictObject({
  type: z.literal('whatsapp'),
  params: z.strictObject({ waba: z.boolean(), is_supports_list_message: z.boolean() }),
  pages: z.array(z.strictObject({ id: words, name: words, link: words })).optional(),
});
const source = {
  pipeline_id: id.optional(),
  default: z.boolean().optional(),
  // Neither digits only nor quotes only (§4.3).
  origin_code: z.string().max(20).regex(/[^\d]/).regex(/[^'"]/).optional(),
  services: z.array(service).optional(),
};
const externalId = z.string().regex(/^[\x20-\x7e]{1,36}$/, 'not 1 to 36 printable ASCII');

export const AddSourcesBody = list(z.strictObject({ name: words, external_id: externalId, ...source }));
export const ChangeSourcesBody = list(z.strictObject({ id, name: words.optional(), ...source }));
export const IdsBody = list(z.strictObject({ id }));

const fieldValue = z.strictObject({ value: words, enum_code: words });
const contact = {
  name: z.string().optional(),
  first_name: z.string().optional(),
  last_name: z.string().optional(),
  responsible_user_id: id.optional(),
  custom_fields_values: z
    .array(z.strictObject({ field_code: z.enum(['PHONE', 'EMAIL']), values: z.array(fieldValue) }))
    .optional(),
};
export const AddContactsBody = list(z.strictObject({ ...contact, request_id: words }));
export const ChangeContactBody = z.strictObject(contact);

export const LinkChatsBody = list(z.strictObject({ contact_id: id, chat_id: words }));

export const SubscribeBody = z.strictObject({ destination: link, settings: z.array(words).min(1) });
export const UnsubscribeBody = z.strictObject({ destination: words });

const button = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('inline'), text: words }),
  z.strictObject({ type: z.literal('url'), text: words, url: link }),
]);
const template = {
  external_id: words.optional(),
  is_editable: z.boolean().optional(),
  buttons: z.array(button).optional(),
  attachment: z
    .strictObject({ id: z.guid(), name: words, type: z.enum(['picture', 'file', 'document', 'video']) })
    .optional(),
  type: z.literal('waba').optional(),
  waba_category: z.enum(['UTILITY', 'AUTHENTICATION', 'MARKETING']).optional(),
  waba_language: words.optional(),
  waba_footer: z.string().optional(),
  waba_header: words.max(60).nullable().optional(),
  waba_header_type: z.enum(['text', 'media']).nullable().optional(),
  // An empty object is an empty list there.
  waba_examples: z.union([z.record(words, z.string()), z.array(z.never())]).optional(),
};
export const AddTemplatesBody = list(z.strictObject({ name: words, content: words, ...template }));
export const ChangeTemplatesBody = list(
  z.strictObject({ id, name: words.optional(), content: words.optional(), ...template }),
);
export const ReviewRequestBody = z.strictObject({});
export const ReviewReportBody = z.strictObject({
  status: z.enum(['approved', 'paused', 'rejected']),
  reject_reason: z.string().max(65_535).optional(),
});

/** Type 1 is the follow-up that every account has (Kommo's page `reference/tasks`). */
export const AddTasksBody = list(
  z.strictObject({
    text: words,
    complete_till: id,
    task_type_id: z.literal(1),
    responsible_user_id: id,
    request_id: words,
  }),
);

export const CloseTalkBody = z.strictObject({ force_close: z.boolean() });

export const ChangeLeadBody = z.strictObject({
  pipeline_id: id.optional(),
  status_id: id.optional(),
  responsible_user_id: id.optional(),
  custom_fields_values: z
    .array(z.strictObject({ field_id: id, values: z.array(z.strictObject({ value: words })).length(1) }))
    .min(1)
    .optional(),
});
