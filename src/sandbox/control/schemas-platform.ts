import { z } from 'zod';
import { word } from './written';

/** What the control API takes and answers for Kommo's platform (kommo-platform.md). */
const address = z.url({ protocol: /^https?$/ });
const id = z.int().min(1);

const integration = {
  name: word,
  redirectUri: z.union([address, z.literal('')]).meta({ description: 'empty: long-lived tokens only' }),
  disableHookUrl: address.nullable(),
  scopes: z.array(word),
  widget: z
    .strictObject({ code: word, locations: z.array(word) })
    .nullable()
    .meta({ description: 'sources need the location lead_sources' }),
  multipleSources: z.boolean(),
  channelIds: z.array(z.guid()).meta({ description: 'channels registered with this integration' }),
};

export const newIntegration = z
  .strictObject({ clientId: z.guid(), clientSecret: word, ...integration })
  .meta({ id: 'NewIntegration' });

export const integrationChange = z
  .strictObject({ clientSecret: word, ...integration })
  .partial()
  .meta({ id: 'IntegrationChange' });

/** An integration in an account; without a user, an administrator acts. */
const whose = { clientId: z.guid(), accountId: id };
const who = { ...whose, userId: id.exactOptional() };

export const installation = z
  .strictObject({
    ...who,
    via: z
      .enum(['server', 'hand'])
      .meta({ description: 'server: Kommo calls the redirect URI with from_widget; hand: the code is answered here' }),
  })
  .meta({ id: 'Installation' });

export const disabling = z.strictObject(whose).meta({ id: 'Disabling' });

export const revocation = z
  .strictObject({ ...whose, what: z.enum(['all', 'access', 'refresh']).default('all') })
  .meta({ id: 'Revocation' });

export const move = z
  .strictObject({ accountId: id, subdomain: z.string().regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/) })
  .meta({ id: 'Move' });

export const longLivedToken = z
  .strictObject({ ...who, days: z.int().min(1).max(1826) })
  .meta({ id: 'NewLongLivedToken' });

/** What is wrong with a forged one. */
export const WIDGET_TOKEN_FLAWS = ['none', 'wrong-key', 'alg-none', 'wrong-aud', 'expired', 'wrong-issuer'] as const;
export type WidgetTokenFlaw = (typeof WIDGET_TOKEN_FLAWS)[number];

export const widgetToken = z
  .strictObject({ ...who, flaw: z.enum(WIDGET_TOKEN_FLAWS).default('none') })
  .meta({ id: 'NewWidgetToken' });

export const accountChange = z
  .strictObject({
    paid: z.boolean().exactOptional(),
    nps: z.boolean().exactOptional(),
    isUnsortedOn: z
      .boolean()
      .exactOptional()
      .meta({ description: 'whether first messages make incoming leads, or leads at once' }),
  })
  .meta({ id: 'SiteChange' });

export const newUser = z
  .strictObject({
    name: word,
    isAdmin: z.boolean().default(false),
    amojoId: z.guid().nullable().exactOptional().meta({ description: 'one is made up; null: not in chats' }),
  })
  .meta({ id: 'NewUser' });
export type NewUser = z.infer<typeof newUser>;

export const userChange = z
  .strictObject({
    isAdmin: z.boolean().exactOptional(),
    isActive: z.boolean().exactOptional(),
    amojoId: z.guid().nullable().exactOptional(),
  })
  .meta({ id: 'UserChange' });

export const newPipeline = z.strictObject({ name: word }).meta({ id: 'NewPipeline' });
export const pipelineChange = z
  .strictObject({ name: word.exactOptional(), isArchive: z.boolean().exactOptional() })
  .meta({ id: 'PipelineChange' });

export const contactChange = z
  .strictObject({
    hidden: z.boolean().exactOptional().meta({ description: 'known from incoming leads only' }),
    name: word.exactOptional(),
    phones: z.array(word).exactOptional().meta({ description: 'all of them' }),
    emails: z.array(word).exactOptional().meta({ description: 'all of them' }),
  })
  .meta({ id: 'ContactChange' });
export type ContactChange = z.infer<typeof contactChange>;

export const newContact = z
  .strictObject({ name: word, phones: z.array(word).default([]), emails: z.array(word).default([]) })
  .meta({ id: 'NewContact' });
export type NewContact = z.infer<typeof newContact>;

export const newLead = z
  .strictObject({
    name: word.exactOptional(),
    pipelineId: id.exactOptional().meta({ description: 'without it: the main one' }),
    contact: newContact,
  })
  .meta({ id: 'NewLead' });
export type NewLead = z.infer<typeof newLead>;

export const madeLead = z.object({ id }).meta({ id: 'MadeLead' });

export const newLeadField = z
  .strictObject({ name: word, type: z.enum(['text', 'textarea', 'url', 'numeric', 'tracking_data', 'checkbox']) })
  .meta({ id: 'NewLeadField' });

export const leadChange = z
  .strictObject({ fields: z.array(z.strictObject({ fieldId: id, values: z.array(word) })) })
  .meta({ id: 'LeadChange' });

export const webhookChange = z.strictObject({ disabled: z.boolean() }).meta({ id: 'WebhookChange' });

export const widgetHere = z
  .strictObject({
    settings: z.record(z.string(), z.unknown()).exactOptional(),
    pipelineId: id.nullable().exactOptional().meta({ description: 'where it was added as a lead source' }),
  })
  .meta({ id: 'WidgetSettings' });

export const sorting = z
  .strictObject({ userId: id.exactOptional().meta({ description: 'without one, an administrator acts' }) })
  .meta({ id: 'Sorting' });

export const merge = z
  .strictObject({ from: id.meta({ description: 'the contact that is gone afterwards' }), into: id })
  .meta({ id: 'Merge' });

export const newTalk = z
  .strictObject({ contactId: id, chatId: z.guid(), leadId: id.exactOptional(), origin: word.exactOptional() })
  .meta({ id: 'NewTalk' });

// Answers ----------------------------------------------------------------------------------------------------

export const token = z.object({ token: z.string() }).meta({ id: 'Token' });

export const handedCode = z.object({ code: z.string(), referer: z.string() }).meta({ id: 'HandedCode' });

export const visit = z
  .object({ status: z.int().nullable(), ms: z.int(), error: z.string().nullable() })
  .meta({ id: 'Visit' });

export const integrationView = z
  .object({
    clientId: z.string(),
    ...integration,
    archive: z.object({ version: z.string() }).nullable().meta({ description: 'the uploaded widget' }),
    installedIn: z.array(z.int()),
  })
  .meta({ id: 'IntegrationView' });

export const uploaded = z
  .object({
    integration: integrationView,
    warnings: z.array(z.string()).meta({ description: 'what the marketplace would not take' }),
  })
  .meta({ id: 'UploadedWidget' });

export const siteView = z
  .object({
    accountId: z.int(),
    amojoId: z.string(),
    subdomain: z.string(),
    paid: z.boolean(),
    nps: z.boolean(),
    isUnsortedOn: z.boolean(),
    users: z.array(
      z.object({
        id: z.int(),
        name: z.string(),
        amojoId: z.string().nullable(),
        isAdmin: z.boolean(),
        isActive: z.boolean(),
      }),
    ),
    pipelines: z.array(z.object({ id: z.int(), name: z.string(), isMain: z.boolean(), isArchive: z.boolean() })),
    sources: z.array(
      z.object({
        id: z.int(),
        clientId: z.string(),
        name: z.string(),
        externalId: z.string(),
        pipelineId: z.int(),
        isDefault: z.boolean(),
        originCode: z.string().nullable(),
      }),
    ),
    contacts: z.array(
      z.object({
        id: z.int(),
        name: z.string(),
        hidden: z.boolean(),
        phones: z.array(z.string()),
        emails: z.array(z.string()),
      }),
    ),
    chatLinks: z.array(z.object({ id: z.int(), contactId: z.int(), chatId: z.string() })),
    webhooks: z.array(
      z.object({ id: z.int(), destination: z.string(), settings: z.array(z.string()), disabled: z.boolean() }),
    ),
    templates: z.array(
      z.object({
        id: z.int(),
        clientId: z.string().nullable().meta({ description: 'Whose it is; null: a user made it' }),
        name: z.string(),
        content: z.string(),
        externalId: z.string().nullable(),
        reviews: z.array(z.object({ id: z.int(), sourceId: z.int(), status: z.string(), rejectReason: z.string() })),
      }),
    ),
    tasks: z.array(z.object({ id: z.int(), text: z.string(), completeTill: z.int(), responsibleUserId: z.int() })),
    talks: z.array(z.object({ id: z.int(), contactId: z.int(), chatId: z.string(), state: z.string() })),
    leads: z.array(
      z.object({
        id: z.int(),
        name: z.string(),
        pipelineId: z.int(),
        statusId: z.int(),
        sourceId: z.int().nullable(),
        contactIds: z.array(z.int()),
        unsorted: z.boolean(),
        fields: z.array(z.object({ fieldId: z.int(), values: z.array(z.union([z.string(), z.number()])) })),
      }),
    ),
    leadFields: z.array(z.object({ id: z.int(), name: z.string(), code: z.string().nullable(), type: z.string() })),
    unsorted: z.array(
      z.object({
        uid: z.string(),
        chatId: z.string(),
        contactId: z.int(),
        leadId: z.int(),
        pipelineId: z.int(),
        sourceName: z.string(),
        state: z.string(),
      }),
    ),
    widgets: z.array(
      z.object({
        clientId: z.string(),
        settings: z.record(z.string(), z.unknown()),
        pipelineId: z.int().nullable(),
      }),
    ),
  })
  .meta({ id: 'SiteView' });

export const platformView = z
  .object({ integrations: z.array(integrationView), accounts: z.array(siteView) })
  .meta({ id: 'PlatformView' });

export type PlatformView = z.infer<typeof platformView>;
export type SiteView = z.infer<typeof siteView>;
export type IntegrationView = z.infer<typeof integrationView>;
