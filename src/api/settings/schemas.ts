import { z } from 'zod';
import { CHANGE_KINDS } from '../../model/change-kind';
import { CHECK_STATES } from '../../model/check';
import { LONGEST_BOT_MARK } from '../../model/conversation-settings';
import { DATE_ORDERS } from '../../history/reader';
import { IMPORT_ORIGINS, IMPORT_STATES } from '../../model/import';
import { MESSENGER_KINDS } from '../../model/messenger-kind';
import { NOTICE_WEIGHTS } from '../../model/notice-weight';
import { REFERRAL_PIECES } from '../../model/referral-pieces';
import { TEMPLATE_DRIFTS, TEMPLATE_STATES } from '../../model/template';
import { INSTALL_STEPS, SOURCE_STEPS } from '../../model/steps';
import { LANGUAGES } from '../../model/words';
import { importOptions } from '../imports/options';
import type {
  Alerts,
  AlertsChange,
  Changes,
  Headline,
  ImportCard,
  ImportList,
  ImportUser,
  Installation,
  LeadFieldChoice,
  MessengerChoice,
  NewImportRequest,
  NewSourceRequest,
  OpenedSettings,
  OpenSettings,
  Overview,
  People,
  PeopleChange,
  PipelineChoice,
  SettingsSession,
  SourceCard,
  SourceChangeRequest,
  SourceRepairRequest,
  SourceState,
  SourceTest,
  TemplateList,
} from './contract';

/** What the contract says, for requests that are read and for the description of the API. */
const at = z.int().meta({ description: 'Milliseconds since 1970' });
const kommoId = z.int().min(1);
const id = z.uuid();
/** Postgres stores every text but one that holds a NUL. */
const words = z
  .string()
  .trim()
  .min(1)
  .regex(/^[^\0]*$/);
const name = words.max(100);
/** It stands in one line with what it marks. */
const botMark = words.max(LONGEST_BOT_MARK).regex(/^[^\r\n]*$/);
const may = z.enum(['nothing', 'see', 'change']);
const credentials = z
  .record(z.string().max(100), z.string().max(10_000))
  .meta({ description: 'As the messenger names its fields' });

// Sessions ------------------------------------------------------------------------------------------------------------

const opening = {
  page: z.enum(['settings', 'advanced', 'add-source']),
  pipelineId: kommoId.exactOptional(),
  language: z.enum(['en', 'es', 'pt']),
  theme: z.enum(['light', 'dark']),
};

export const openSettings = z.object({
  ...opening,
  sourceId: kommoId.exactOptional().meta({ description: 'Of a tile that was clicked, as Kommo numbers it' }),
  externalId: words.max(100).exactOptional().meta({ description: 'Of the same, as Courier named it' }),
}) satisfies z.ZodType<OpenSettings>;

export const openedSettings = z.strictObject({ url: z.string() }) satisfies z.ZodType<OpenedSettings>;

export const ticket = z.object({ ticket: z.string().min(1).max(200) });

export const settingsSession = z.strictObject({
  session: z.string(),
  expiresAt: at,
  me: z.strictObject({ userId: kommoId, name: z.string().nullable(), isAdmin: z.boolean(), may }),
  open: z.strictObject({ ...opening, source: id.nullable() }),
}) satisfies z.ZodType<SettingsSession>;

/** Nothing to tell but that it is done, or under way. */
export const done = z.strictObject({});

// Overview ------------------------------------------------------------------------------------------------------------

const progress = {
  state: z.enum(['waiting', 'running', 'done', 'skipped', 'failed']),
  text: z.string().nullable(),
  at: at.nullable(),
};
const installSteps = z.array(z.strictObject({ step: z.enum(INSTALL_STEPS), ...progress }));

const installation = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('installing'), steps: installSteps }),
  z.strictObject({ state: z.literal('waiting'), steps: installSteps, consentUrl: z.string() }),
  z.strictObject({ state: z.literal('ready'), tokenEndsAt: at.nullable() }),
  z.strictObject({ state: z.literal('needs-authorisation'), since: at, consentUrl: z.string() }),
]) satisfies z.ZodType<Installation>;

const referralFields = z
  .partialRecord(z.enum(REFERRAL_PIECES), kommoId)
  .meta({ description: 'Custom fields of leads by what of an ad or link goes there' });

const aboutSource = { sourceId: id, name: z.string() };
const headline = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('authorise') }),
  z.strictObject({ kind: z.literal('installing') }),
  z.strictObject({ kind: z.literal('no-sources') }),
  z.strictObject({ kind: z.literal('source-broken'), ...aboutSource }),
  z.strictObject({ kind: z.literal('source-connecting'), ...aboutSource }),
  z.strictObject({ kind: z.literal('token-ends'), at }),
  z.strictObject({ kind: z.literal('stuck'), count: z.int(), since: at }),
  z.strictObject({ kind: z.literal('all-paused') }),
  z.strictObject({ kind: z.literal('flows'), lastMessageAt: at.nullable() }),
]) satisfies z.ZodType<Headline>;

const sourceState = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ok') }),
  z.strictObject({ kind: z.literal('connecting') }),
  z.strictObject({ kind: z.literal('paused'), since: at.nullable(), by: z.string().nullable() }),
  z.strictObject({
    kind: z.literal('broken'),
    fault: z.enum(['credentials', 'webhook', 'unreachable', 'kommo', 'pipeline']),
    text: z.string(),
    since: at.nullable(),
  }),
  z.strictObject({ kind: z.literal('removing') }),
]) satisfies z.ZodType<SourceState>;

export const sourceCard = z.strictObject({
  id,
  messenger: z.enum(MESSENGER_KINDS),
  messengerTitle: z.string(),
  name: z.string(),
  address: z.string().nullable(),
  link: z.string().nullable(),
  keepsHistory: z.boolean(),
  pipeline: z.strictObject({ id: kommoId, name: z.string().nullable(), archived: z.boolean() }).nullable(),
  isDefault: z.boolean(),
  contacts: z.strictObject({ preLink: z.boolean(), referralFields }),
  conversations: z.strictObject({
    closesAfterWindow: z.boolean(),
    closesWithCustomer: z.boolean(),
    closesWithSurvey: z.boolean(),
    botMark: z.string().nullable(),
  }),
  state: sourceState,
  lastMessageAt: at.nullable(),
  windowMs: z.int().nullable(),
  steps: z.array(z.strictObject({ step: z.enum(SOURCE_STEPS), ...progress })),
  checks: z.array(
    z.strictObject({ name: z.string(), title: z.string(), state: z.enum(CHECK_STATES), text: z.string() }),
  ),
  checkedAt: at.nullable(),
  notice: z.strictObject({ weight: z.enum(NOTICE_WEIGHTS), text: z.string(), at }).nullable(),
}) satisfies z.ZodType<SourceCard>;

export const overview = z.strictObject({
  account: z.strictObject({ id: kommoId, subdomain: z.string() }),
  installation,
  headline,
  sources: z.array(sourceCard),
  completeness: z
    .strictObject({ missing: z.int(), asks: z.int(), checkedAt: at })
    .nullable()
    .meta({ description: "What comparing with Kommo's history has found; null: it was not compared yet" }),
  administrators: z.array(z.string()),
}) satisfies z.ZodType<Overview>;

// Choices -------------------------------------------------------------------------------------------------------------

export const messengerChoices = z.array(
  z.strictObject({
    kind: z.enum(MESSENGER_KINDS),
    title: z.string(),
    about: z.string().nullable(),
    guide: z.array(
      z.strictObject({
        title: z.string(),
        text: z.string().meta({ description: 'What is typed word by word is between backticks' }),
        link: z.strictObject({ href: z.string(), text: z.string() }).nullable(),
        fields: z.array(z.string()).meta({ description: 'Entered in this step' }),
      }),
    ),
    fields: z.array(
      z.strictObject({
        name: z.string(),
        label: z.string(),
        help: z.string().nullable(),
        secret: z.boolean(),
        required: z.boolean(),
        pattern: z.string().nullable(),
        maxLength: z.int().nullable(),
        standard: z.string().nullable(),
        multiline: z.boolean(),
        choices: z.array(z.strictObject({ value: z.string(), label: z.string() })).nullable(),
      }),
    ),
  }),
) satisfies z.ZodType<readonly MessengerChoice[]>;

export const pipelineChoices = z.array(
  z.strictObject({ id: kommoId, name: z.string(), isMain: z.boolean() }),
) satisfies z.ZodType<readonly PipelineChoice[]>;

export const leadFieldChoices = z.array(z.strictObject({ id: kommoId, name: z.string() })) satisfies z.ZodType<
  readonly LeadFieldChoice[]
>;

const takeOver = z
  .boolean()
  .exactOptional()
  .meta({ description: 'Also where another service has its messages now: that one gets none any more' });

// Sources -------------------------------------------------------------------------------------------------------------

export const newSource = z.object({
  messenger: z.enum(MESSENGER_KINDS),
  credentials,
  pipelineId: kommoId.nullable(),
  name: name.exactOptional(),
  takeOver,
}) satisfies z.ZodType<NewSourceRequest>;

export const sourceRepair = z.object({ takeOver }) satisfies z.ZodType<SourceRepairRequest>;

export const sourceChange = z.object({
  name: name.exactOptional(),
  pipelineId: kommoId.nullable().exactOptional(),
  isDefault: z.literal(true).exactOptional(),
  preLink: z.boolean().exactOptional(),
  referralFields: referralFields.exactOptional(),
  closesAfterWindow: z.boolean().exactOptional(),
  closesWithCustomer: z.boolean().exactOptional(),
  closesWithSurvey: z.boolean().exactOptional(),
  botMark: botMark.nullable().exactOptional(),
  credentials: credentials.exactOptional(),
}) satisfies z.ZodType<SourceChangeRequest>;

export const sourceTest = z.strictObject({
  since: at,
  state: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('waiting') }),
    z.strictObject({ kind: z.literal('received'), at, deliveryId: z.uuid().exactOptional() }),
    z.strictObject({ kind: z.literal('in-kommo'), at, tookMs: z.int(), deliveryId: z.uuid().exactOptional() }),
    z.strictObject({ kind: z.literal('failed'), text: z.string(), deliveryId: z.uuid().exactOptional() }),
  ]),
}) satisfies z.ZodType<SourceTest>;

/** Milliseconds beyond which there are no dates. */
const LAST_DATE_MS = 8_640_000_000_000_000;

/** In a path. */
export const sinceInPath = z.coerce.number().int().min(0).max(LAST_DATE_MS);

// Templates -----------------------------------------------------------------------------------------------------------

const standing = z.enum(TEMPLATE_STATES);

export const templateList = z.strictObject({
  isAvailable: z.boolean(),
  sync: z.strictObject({
    state: z.enum(['waiting', 'running', 'idle']),
    begunAt: at.nullable(),
    endedAt: at.nullable(),
    done: z.int(),
    all: z.int(),
    trouble: z.string().nullable(),
  }),
  templates: z.array(
    z.strictObject({
      id,
      messengerTitle: z.string(),
      name: z.string(),
      language: z.string().nullable(),
      category: z.string().nullable(),
      text: z.string(),
      state: standing,
      reason: z.string().nullable(),
      drift: z.enum(TEMPLATE_DRIFTS).nullable(),
      inKommo: z.boolean(),
      obstacle: z.string().nullable(),
      parameters: z.array(
        z.strictObject({ marker: z.string(), placeholder: z.string(), example: z.string().nullable() }),
      ),
      accounts: z.array(
        z.strictObject({ sources: z.array(z.string()), state: standing, reason: z.string().nullable() }),
      ),
      mayTake: z.boolean(),
      isTaking: z.boolean(),
    }),
  ),
}) satisfies z.ZodType<TemplateList>;

// Imports -------------------------------------------------------------------------------------------------------------

const count = z.int();
const person = z.strictObject({
  author: z.string(),
  name: z.string(),
  as: z.enum(['customer', 'business']),
  userId: z.string().nullable(),
  messages: count,
});
const survey = z.strictObject({
  format: z.string(),
  chats: count,
  messages: count,
  fromCustomers: count,
  fromBusiness: count,
  files: count,
  filesMissing: count,
  oldest: at.nullable(),
  newest: at.nullable(),
  known: count,
  chatsKnown: count,
  chatsNew: count,
  leads: count,
  gaps: z.array(z.strictObject({ why: z.string(), count, places: z.array(z.string()) })),
  people: z.array(person),
  samples: z.array(
    z.strictObject({ title: z.string(), address: z.string().nullable(), messages: count, match: z.string() }),
  ),
});

export const importCard = z.strictObject({
  id,
  source: z.strictObject({ id, name: z.string(), messenger: z.enum(MESSENGER_KINDS), messengerTitle: z.string() }),
  from: z.enum(IMPORT_ORIGINS),
  state: z.enum(IMPORT_STATES),
  paused: z.boolean(),
  fileName: z.string(),
  fileSize: count.nullable(),
  options: z.strictObject({
    timeZone: z.string().exactOptional(),
    dateOrder: z.enum(DATE_ORDERS).exactOptional(),
    business: z.array(z.string()).exactOptional(),
    users: z.record(z.string(), z.string()).exactOptional(),
    customer: z
      .strictObject({ address: z.string().exactOptional(), phone: z.string().exactOptional() })
      .exactOptional(),
    newestLive: z.boolean(),
    perSecond: z.number(),
  }),
  survey: survey.nullable(),
  fetched: count.nullable(),
  counts: z.strictObject({
    chats: count,
    told: count,
    known: count,
    sent: count,
    failed: count,
    unknown: count,
    ignored: count,
    waiting: count,
  }),
  result: z
    .strictObject({
      kommo: z.strictObject({ sent: count, found: count, missing: count, repeated: count }),
      differences: z.array(z.strictObject({ why: z.string(), count })),
    })
    .nullable(),
  trouble: z.string().nullable(),
  asks: z.enum(['date-order']).nullable(),
  createdBy: z.string(),
  createdAt: at,
  endedAt: at.nullable(),
}) satisfies z.ZodType<ImportCard>;

export const importList = z.strictObject({ imports: z.array(importCard) }) satisfies z.ZodType<ImportList>;

export const newImport = z.object({
  source: id,
  fileName: words.max(255).optional(),
  timeZone: importOptions.timeZone,
}) satisfies z.ZodType<NewImportRequest>;

export const importChange = z.object(importOptions);

export const importUsers = z.array(z.strictObject({ id: z.string(), name: z.string().nullable() })) satisfies z.ZodType<
  readonly ImportUser[]
>;

// People, alerts, changes ---------------------------------------------------------------------------------------------

export const people = z.strictObject({
  users: z.array(z.strictObject({ id: kommoId, name: z.string().nullable(), isAdmin: z.boolean(), may })),
}) satisfies z.ZodType<People>;

export const peopleChange = z.object({
  see: z.array(kommoId).max(1_000),
  change: z.array(kommoId).max(1_000),
}) satisfies z.ZodType<PeopleChange>;

export const alerts = z.strictObject({
  email: z.string().nullable(),
  emailAvailable: z.boolean(),
  webhook: z.string().nullable(),
  taskUserId: kommoId.nullable(),
  language: z.enum(LANGUAGES),
}) satisfies z.ZodType<Alerts>;

export const alertsChange = z.object({
  email: z.email().max(254).nullable(),
  webhook: z.string().trim().max(2_000).nullable(),
  taskUserId: kommoId.nullable(),
  language: z.enum(LANGUAGES).optional(),
}) satisfies z.ZodType<AlertsChange>;

export const changes = z.strictObject({
  changes: z.array(
    z.strictObject({
      id: z.string(),
      at,
      by: z.string(),
      what: z.enum(CHANGE_KINDS),
      source: z.string().nullable(),
      detail: z.string().nullable(),
    }),
  ),
  next: z.string().nullable(),
}) satisfies z.ZodType<Changes>;

export const changesQuery = z.object({
  after: z
    .string()
    .regex(/^[1-9]\d{0,17}$/, 'not the "next" of a page')
    .exactOptional(),
});
