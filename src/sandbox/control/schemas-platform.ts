import { z } from 'zod';
import { WIDGET_TOKEN_FLAWS } from '../platform/oauth/widget-token';
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

export const widgetToken = z
  .strictObject({ ...who, flaw: z.enum(WIDGET_TOKEN_FLAWS).default('none') })
  .meta({ id: 'NewWidgetToken' });

export const accountChange = z
  .strictObject({ paid: z.boolean().exactOptional(), nps: z.boolean().exactOptional() })
  .meta({ id: 'SiteChange' });

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
  .strictObject({ hidden: z.boolean().meta({ description: 'known from incoming leads only' }) })
  .meta({ id: 'ContactChange' });

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
  .object({ clientId: z.string(), ...integration, installedIn: z.array(z.int()) })
  .meta({ id: 'IntegrationView' });

export const siteView = z
  .object({
    accountId: z.int(),
    subdomain: z.string(),
    paid: z.boolean(),
    nps: z.boolean(),
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
    contacts: z.array(z.object({ id: z.int(), name: z.string(), hidden: z.boolean() })),
    chatLinks: z.array(z.object({ id: z.int(), contactId: z.int(), chatId: z.string() })),
    webhooks: z.array(z.object({ id: z.int(), destination: z.string(), settings: z.array(z.string()) })),
    templates: z.array(z.object({ id: z.int(), name: z.string() })),
    tasks: z.array(z.object({ id: z.int(), text: z.string(), completeTill: z.int(), responsibleUserId: z.int() })),
    talks: z.array(z.object({ id: z.int(), contactId: z.int(), chatId: z.string(), state: z.string() })),
  })
  .meta({ id: 'SiteView' });

export const platformView = z
  .object({ integrations: z.array(integrationView), accounts: z.array(siteView) })
  .meta({ id: 'PlatformView' });

export type PlatformView = z.infer<typeof platformView>;
export type SiteView = z.infer<typeof siteView>;
export type IntegrationView = z.infer<typeof integrationView>;
