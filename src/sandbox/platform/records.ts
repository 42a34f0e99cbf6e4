import { z } from 'zod';

/** What the platform knows. Times are seconds since 1970, as on the wire, by the sandbox's clock. */
const seconds = z.number();

/** kommo-platform.md §1.13. */
export const integrationKept = z.object({
  clientId: z.string(),
  clientSecret: z.string(),
  name: z.string(),
  redirectUri: z.string(),
  disableHookUrl: z.string().nullable(),
  scopes: z.array(z.string()),
  /** The uploaded archive; without the location `lead_sources` there are no sources (§4.1). */
  widget: z.object({ code: z.string(), locations: z.array(z.string()) }).nullable(),
  multipleSources: z.boolean(),
  /** Chat channels registered with this integration's id. */
  channelIds: z.array(z.string()),
  /** The uploaded `widget.zip`, in base64. */
  archive: z.string().nullable().default(null),
});
export type Integration = z.infer<typeof integrationKept>;

/** A user lets an integration into the account. What was granted stays as it was (§1.12). */
export const grantKept = z.object({
  id: z.number(),
  clientId: z.string(),
  accountId: z.number(),
  userId: z.number(),
  /** Granted by an administrator: full, and it survives that user. */
  full: z.boolean(),
  scopes: z.array(z.string()),
  revoked: z.boolean(),
});
export type Grant = z.infer<typeof grantKept>;

export const codeKept = z.object({ code: z.string(), grantId: z.number(), expiresAt: seconds, used: z.boolean() });
export type Code = z.infer<typeof codeKept>;

export const accessTokenKept = z.object({
  token: z.string(),
  grantId: z.number(),
  expiresAt: seconds,
  /** The refresh token it was given for; dead once this token is used (§1.5). */
  replaces: z.string().nullable(),
  revoked: z.boolean(),
});
export type AccessToken = z.infer<typeof accessTokenKept>;

export const refreshTokenKept = accessTokenKept.extend({
  /** Has been exchanged once. */
  exchanged: z.boolean(),
});
export type RefreshToken = z.infer<typeof refreshTokenKept>;

const userKept = z.object({
  id: z.number(),
  name: z.string(),
  email: z.string(),
  /** Null of some (§3.2). */
  amojoId: z.string().nullable(),
  isAdmin: z.boolean(),
  isActive: z.boolean(),
});
export type User = z.infer<typeof userKept>;

const pipelineKept = z.object({
  id: z.number(),
  name: z.string(),
  sort: z.number(),
  isMain: z.boolean(),
  isArchive: z.boolean(),
  /** The stage of incoming leads first, then the one for new leads. */
  statusIds: z.tuple([z.number(), z.number()]),
});
export type Pipeline = z.infer<typeof pipelineKept>;

const services = z.array(
  z.object({
    type: z.literal('whatsapp'),
    params: z.object({ waba: z.boolean(), is_supports_list_message: z.boolean() }),
    pages: z.array(z.object({ id: z.string(), name: z.string(), link: z.string() })),
  }),
);

const sourceKept = z.object({
  id: z.number(),
  clientId: z.string(),
  name: z.string(),
  externalId: z.string(),
  pipelineId: z.number(),
  isDefault: z.boolean(),
  originCode: z.string().nullable(),
  services,
  deleted: z.boolean(),
});
export type Source = z.infer<typeof sourceKept>;

const contactKept = z.object({
  id: z.number(),
  name: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  responsibleUserId: z.number(),
  createdAt: seconds,
  updatedAt: seconds,
  fields: z.array(
    z.object({ code: z.string(), values: z.array(z.object({ value: z.string(), enumCode: z.string() })) }),
  ),
  tags: z.array(z.string()),
  /** Known from incoming leads only: lists leave it out until it is accepted (§5.1). */
  hidden: z.boolean(),
});
export type Contact = z.infer<typeof contactKept>;

const chatLinkKept = z.object({ id: z.number(), contactId: z.number(), chatId: z.string() });

const webhookKept = z.object({
  id: z.number(),
  destination: z.string(),
  settings: z.array(z.string()),
  sort: z.number(),
  disabled: z.boolean(),
  createdBy: z.number(),
  createdAt: seconds,
  updatedAt: seconds,
  /** When it was answered badly, in the last two hours (§9.3). */
  failures: z.array(seconds).default([]),
});
export type Webhook = z.infer<typeof webhookKept>;

const templateKept = z.object({
  id: z.number(),
  /** null: a user made it in Kommo's pages. */
  clientId: z.string().nullable(),
  createdAt: seconds,
  updatedAt: seconds,
  /** As written, checked once (§8.2). */
  fields: z.record(z.string(), z.unknown()),
  reviews: z.array(z.object({ id: z.number(), sourceId: z.number(), status: z.string(), rejectReason: z.string() })),
});
export type Template = z.infer<typeof templateKept>;

const talkKept = z.object({
  id: z.number(),
  contactId: z.number(),
  chatId: z.string(),
  leadId: z.number().nullable(),
  origin: z.string(),
  state: z.enum(['in-work', 'closing', 'nps', 'closed']),
  isRead: z.boolean().default(true),
  createdAt: seconds,
  updatedAt: seconds,
});
export type Talk = z.infer<typeof talkKept>;

const leadKept = z.object({
  id: z.number(),
  name: z.string(),
  price: z.number(),
  pipelineId: z.number(),
  statusId: z.number(),
  responsibleUserId: z.number(),
  sourceId: z.number().nullable(),
  contactIds: z.array(z.number()),
  createdAt: seconds,
  updatedAt: seconds,
  /** An incoming lead: lists leave it out until it is accepted. */
  unsorted: z.boolean().default(false),
  /** Custom fields that are filled in. */
  fields: z.array(z.object({ fieldId: z.number(), values: z.array(z.union([z.string(), z.number()])) })).default([]),
});
export type Lead = z.infer<typeof leadKept>;

/** A custom field of leads. */
const leadFieldKept = z.object({
  id: z.number(),
  name: z.string(),
  code: z.string().nullable(),
  type: z.enum(['text', 'textarea', 'url', 'numeric', 'tracking_data', 'checkbox']),
});
export type LeadField = z.infer<typeof leadFieldKept>;

const taskKept = z.object({
  id: z.number(),
  text: z.string(),
  completeTill: seconds,
  typeId: z.number(),
  responsibleUserId: z.number(),
  /** What it belongs to, if anything. */
  entity: z.object({ type: z.string(), id: z.number() }).nullable(),
  isCompleted: z.boolean(),
  createdAt: seconds,
});
export type Task = z.infer<typeof taskKept>;

/** What a first message made and a person has to sort (§6.1). */
const unsortedKept = z.object({
  uid: z.string(),
  chatId: z.string(),
  contactId: z.number(),
  leadId: z.number(),
  pipelineId: z.number(),
  sourceUid: z.string(),
  /** Of the source, or of the integration where there is none (§4.6). */
  sourceName: z.string(),
  service: z.string(),
  createdAt: seconds,
  state: z.enum(['waiting', 'accepted', 'declined']),
  sortedAt: seconds.nullable(),
});
export type Unsorted = z.infer<typeof unsortedKept>;

/** What an account has set in a widget. */
const widgetHereKept = z.object({
  clientId: z.string(),
  settings: z.record(z.string(), z.unknown()),
  /** Where it was added as a lead source (§11.5). */
  pipelineId: z.number().nullable(),
});
export type WidgetHere = z.infer<typeof widgetHereKept>;

/** A webhook that is still to be taken by its destination (§9.3). */
export const deliveryKept = z.object({
  id: z.number(),
  accountId: z.number(),
  webhookId: z.number(),
  payload: z.record(z.string(), z.unknown()),
  /** Attempts made. */
  attempts: z.number(),
  /** Milliseconds, by the sandbox's clock. */
  dueAt: z.number(),
});
export type Delivery = z.infer<typeof deliveryKept>;

/** An account's CRM. */
export const siteKept = z.object({
  accountId: z.number(),
  paid: z.boolean(),
  /** A bot asks for a score before a talk is closed (§7.2). */
  nps: z.boolean(),
  /** Whether first messages make incoming leads, or leads at once (§6.1). */
  isUnsortedOn: z.boolean().default(true),
  users: z.array(userKept),
  pipelines: z.array(pipelineKept),
  sources: z.array(sourceKept),
  contacts: z.array(contactKept),
  chatLinks: z.array(chatLinkKept),
  webhooks: z.array(webhookKept),
  templates: z.array(templateKept),
  talks: z.array(talkKept),
  leads: z.array(leadKept),
  leadFields: z.array(leadFieldKept).default([]),
  tasks: z.array(taskKept).default([]),
  unsorted: z.array(unsortedKept).default([]),
  widgets: z.array(widgetHereKept).default([]),
});
export type Site = z.infer<typeof siteKept>;
