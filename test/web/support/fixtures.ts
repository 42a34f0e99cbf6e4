import type {
  Alerts,
  Change,
  Headline,
  Installation,
  Me,
  Overview,
  People,
  LeadFieldChoice,
  PipelineChoice,
  SourceCard,
} from '../../../src/api/settings/contract';
import type { InstallStep, Progress, SourceStep } from '../../../src/model/steps';
import { INSTALL_STEPS, SOURCE_STEPS } from '../../../src/model/steps';
import { brokenAt, telegramChecks, whatsappChecks } from './checks';

export const ADMIN: Me = { userId: 1, name: 'Maria Souza', isAdmin: true, may: 'change' };
export const MANAGER: Me = { userId: 3, name: 'Tom Becker', isAdmin: false, may: 'see' };
export const STRANGER: Me = { userId: 9, name: 'Nils Holm', isAdmin: false, may: 'nothing' };

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

export function sourceSteps(
  states: readonly Progress<SourceStep>['state'][],
  text: string | null = null,
): Progress<SourceStep>[] {
  return SOURCE_STEPS.map((step, index) => {
    const state = states[index] ?? 'waiting';
    return { step, state, text: state === 'failed' || state === 'skipped' ? text : null, at: null };
  });
}

export function installSteps(
  states: readonly Progress<InstallStep>['state'][],
  text: string | null = null,
): Progress<InstallStep>[] {
  return INSTALL_STEPS.map((step, index) => {
    const state = states[index] ?? 'waiting';
    return { step, state, text: state === 'failed' ? text : null, at: null };
  });
}

const ALL_DONE = sourceSteps(['done', 'done', 'done', 'done']);

/** A source that works. */
export function source(change: Partial<SourceCard> = {}): SourceCard {
  return {
    id: 's1',
    messenger: 'telegram',
    messengerTitle: 'Telegram',
    name: 'Flower shop',
    address: '@flower_shop_bot',
    link: 'https://t.me/flower_shop_bot',
    keepsHistory: false,
    pipeline: { id: 11, name: 'Sales', archived: false },
    isDefault: true,
    contacts: { preLink: false, referralFields: {} },
    conversations: { closesAfterWindow: false, closesWithCustomer: false, closesWithSurvey: true, botMark: null },
    state: { kind: 'ok' },
    lastMessageAt: Date.now() - 12_000,
    windowMs: null,
    steps: ALL_DONE,
    checks: telegramChecks(),
    checkedAt: Date.now() - 2 * MINUTE,
    notice: null,
    ...change,
  };
}

export const support = (change: Partial<SourceCard> = {}): SourceCard =>
  source({
    id: 's2',
    name: 'Support line',
    address: '@flower_help_bot',
    link: 'https://t.me/flower_help_bot',
    pipeline: { id: 12, name: 'After-sales', archived: false },
    isDefault: false,
    lastMessageAt: Date.now() - 3 * HOUR,
    windowMs: 24 * HOUR,
    ...change,
  });

export const wholesale = (change: Partial<SourceCard> = {}): SourceCard =>
  source({
    id: 's3',
    name: 'Wholesale',
    address: '@flower_b2b_bot',
    link: 'https://t.me/flower_b2b_bot',
    pipeline: null,
    isDefault: false,
    lastMessageAt: null,
    ...change,
  });

export const hotline = (change: Partial<SourceCard> = {}): SourceCard =>
  source({
    id: 'w1',
    messenger: 'whatsapp',
    messengerTitle: 'WhatsApp',
    name: 'Flower hotline',
    address: '+351 910 000 101',
    link: 'https://wa.me/351910000101',
    keepsHistory: true,
    isDefault: false,
    windowMs: 24 * HOUR,
    checks: whatsappChecks(),
    ...change,
  });

const READY: Installation = { state: 'ready', tokenEndsAt: null };

export function overview(change: Partial<Overview> = {}): Overview {
  const sources = change.sources ?? [source(), support(), wholesale()];
  return {
    account: { id: 31_000_001, subdomain: 'flowers' },
    installation: READY,
    headline: { kind: 'flows', lastMessageAt: Date.now() - 12_000 },
    completeness: null,
    administrators: ['Maria Souza', 'João Lima'],
    ...change,
    sources,
  };
}

export const CONSENT = 'https://www.kommo.example/oauth?client_id=1';

const lastSeen = (): Headline => ({ kind: 'flows', lastMessageAt: Date.now() - 2 * MINUTE });

/** One of each thing that can be wrong with a source. */
export function troubles(): readonly SourceCard[] {
  const since = Date.now() - 25 * MINUTE;
  const broken = (fault: 'credentials' | 'webhook' | 'unreachable' | 'kommo' | 'pipeline', text: string) =>
    ({ kind: 'broken', fault, text, since }) as const;
  return [
    source({
      state: broken('credentials', 'Telegram does not accept the bot token any more (401).'),
      checks: brokenAt('token', 'Telegram does not accept the bot token any more (401).'),
    }),
    support({
      state: broken('webhook', 'Messages to the bot go to another service: other.example.'),
      checks: brokenAt('address', 'Messages to the bot go to another service: other.example.'),
    }),
    wholesale({ state: broken('unreachable', '') }),
    source({ id: 's4', name: 'Weddings', isDefault: false, state: broken('kommo', '') }),
    source({
      id: 's5',
      name: 'Christmas sale',
      isDefault: false,
      pipeline: { id: 19, name: 'Christmas 2024', archived: true },
      state: broken('pipeline', ''),
    }),
    source({ id: 's6', name: 'Franchise', isDefault: false, state: { kind: 'paused', since, by: 'João Lima' } }),
    source({ id: 's7', name: 'Old bot', isDefault: false, state: { kind: 'removing' } }),
  ];
}

/** Every state of the overview, by its name in the pictures. */
export const OVERVIEWS = {
  overview: () => overview(),
  'overview-one-source': () => overview({ sources: [source()], headline: lastSeen() }),
  empty: () => overview({ sources: [], headline: { kind: 'no-sources' } }),
  installing: () =>
    overview({
      sources: [],
      headline: { kind: 'installing' },
      installation: { state: 'installing', steps: installSteps(['done', 'done', 'running']) },
    }),
  waiting: () =>
    overview({
      sources: [],
      headline: { kind: 'installing' },
      installation: {
        state: 'waiting',
        consentUrl: CONSENT,
        steps: installSteps(
          ['done', 'done', 'failed'],
          'Kommo does not let this user connect the chats. An administrator has to allow access.',
        ),
      },
    }),
  'needs-authorisation': () =>
    overview({
      headline: { kind: 'authorise' },
      installation: { state: 'needs-authorisation', since: Date.now() - 40 * MINUTE, consentUrl: CONSENT },
    }),
  connecting: () =>
    overview({
      headline: { kind: 'source-connecting', sourceId: 's2', name: 'Support line' },
      sources: [
        source(),
        support({ state: { kind: 'connecting' }, steps: sourceSteps(['done', 'running']), lastMessageAt: null }),
      ],
    }),
  troubles: () =>
    overview({ headline: { kind: 'source-broken', sourceId: 's1', name: 'Flower shop' }, sources: troubles() }),
  'token-ends': () => overview({ headline: { kind: 'token-ends', at: Date.now() + 9 * 24 * HOUR } }),
  stuck: () => overview({ headline: { kind: 'stuck', count: 3, since: Date.now() - 12 * MINUTE } }),
  'all-paused': () =>
    overview({
      headline: { kind: 'all-paused' },
      sources: [
        source({ state: { kind: 'paused', since: null, by: null } }),
        support({ state: { kind: 'paused', since: Date.now() - MINUTE, by: 'João Lima' } }),
      ],
    }),
} as const satisfies Record<string, () => Overview>;

export const LEAD_FIELDS: readonly LeadFieldChoice[] = [
  { id: 31, name: 'utm_source' },
  { id: 32, name: 'utm_campaign' },
  { id: 41, name: 'Advertisement' },
  { id: 42, name: 'Landing page' },
];

export const PIPELINES: readonly PipelineChoice[] = [
  { id: 11, name: 'Sales', isMain: true },
  { id: 12, name: 'After-sales', isMain: false },
  { id: 13, name: 'Wholesale', isMain: false },
];

export const PEOPLE: People = {
  users: [
    { id: 1, name: 'Maria Souza', isAdmin: true, may: 'change' },
    { id: 2, name: 'João Lima', isAdmin: true, may: 'change' },
    { id: 3, name: 'Tom Becker', isAdmin: false, may: 'see' },
    { id: 4, name: 'Ana Kovač', isAdmin: false, may: 'nothing' },
    { id: 5, name: null, isAdmin: false, may: 'nothing' },
  ],
};

export const ALERTS: Alerts = {
  email: 'team@flowers.example',
  emailAvailable: true,
  webhook: null,
  taskUserId: 1,
  language: 'en',
};

const WHAT: readonly (readonly [Change['what'], string | null, string | null])[] = [
  ['source-repaired', 'Support line', null],
  ['source-moved', 'Support line', 'Sales → After-sales'],
  ['people', null, 'Tom Becker: see'],
  ['source-credentials', 'Flower shop', null],
  ['source-added', 'Wholesale', '@flower_b2b_bot'],
  ['source-renamed', 'Flower shop', 'flower_shop_bot → Flower shop'],
  ['alerts', null, null],
  ['source-made-default', 'Flower shop', null],
  ['source-contacts', 'Flower shop', null],
  ['source-closing', 'Flower shop', null],
  ['source-bot-mark', 'Flower shop', 'Bot:'],
  ['source-paused', 'Franchise', null],
  ['source-resumed', 'Franchise', null],
  ['source-removed', 'Old bot', null],
  ['authorised', null, null],
  ['source-added', 'Flower shop', '@flower_shop_bot'],
  ['installed', null, null],
];

export const CHANGES: readonly Change[] = WHAT.map(([what, name, detail], index) => ({
  id: `c${index}`,
  at: Date.now() - index * 7 * HOUR,
  by: index % 3 === 1 ? 'João Lima' : 'Maria Souza',
  what,
  source: name,
  detail,
}));
