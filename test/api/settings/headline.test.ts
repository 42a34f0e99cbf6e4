import type { Installation, SourceCard, SourceState } from '../../../src/api/settings/contract';
import { headlineOf, type HeadlineFacts } from '../../../src/api/settings/headline';
import { TOKEN_ENDS_SOON_MS } from '../../../src/model/token-end';

const NOW = 1_800_000_000_000;
const READY: Installation = { state: 'ready', tokenEndsAt: null };

function card(id: string, state: SourceState, lastMessageAt: number | null = null): SourceCard {
  return {
    id,
    messenger: 'telegram',
    messengerTitle: 'Telegram',
    name: `Shop ${id}`,
    address: null,
    link: null,
    keepsHistory: false,
    pipeline: null,
    isDefault: false,
    contacts: { preLink: false, referralFields: {} },
    conversations: { closesAfterWindow: false, closesWithCustomer: false, closesWithSurvey: true, botMark: null },
    state,
    lastMessageAt,
    windowMs: null,
    steps: [],
    checks: [],
    checkedAt: null,
    notice: null,
  };
}

const ok = (id: string, at: number | null = null): SourceCard => card(id, { kind: 'ok' }, at);
const paused = (id: string): SourceCard => card(id, { kind: 'paused', since: null, by: null });
const connecting = (id: string): SourceCard => card(id, { kind: 'connecting' });
const broken = (id: string, since: number | null): SourceCard =>
  card(id, { kind: 'broken', fault: 'webhook', text: 'x', since });
const stuck = { count: 3, since: NOW - 60_000 };

const facts = (given: Partial<HeadlineFacts>): HeadlineFacts => ({
  installation: READY,
  sources: [ok('a')],
  stuck: null,
  now: NOW,
  ...given,
});

test.each<[string, Partial<HeadlineFacts>, object]>([
  [
    'authorise, whatever else is wrong',
    { installation: { state: 'needs-authorisation', since: 1, consentUrl: 'x' }, sources: [broken('a', 1)], stuck },
    { kind: 'authorise' },
  ],
  ['installing', { installation: { state: 'installing', steps: [] }, sources: [] }, { kind: 'installing' }],
  [
    'installing, when a step waits for a person',
    { installation: { state: 'waiting', steps: [], consentUrl: 'x' } },
    { kind: 'installing' },
  ],
  ['no sources', { sources: [] }, { kind: 'no-sources' }],
  [
    'no sources, when the last one is being removed',
    { sources: [card('a', { kind: 'removing' })] },
    { kind: 'no-sources' },
  ],
  [
    'the source that has been broken for longest',
    { sources: [ok('a'), broken('b', null), broken('c', 20), broken('d', 10)], stuck },
    { kind: 'source-broken', sourceId: 'd', name: 'Shop d' },
  ],
  [
    'a broken source although nobody knows since when',
    { sources: [ok('a'), broken('b', null)] },
    { kind: 'source-broken', sourceId: 'b', name: 'Shop b' },
  ],
  ['what is stuck, before what is being connected', { sources: [connecting('a')], stuck }, { kind: 'stuck', ...stuck }],
  [
    'what is being connected',
    { sources: [ok('a'), connecting('b')] },
    { kind: 'source-connecting', sourceId: 'b', name: 'Shop b' },
  ],
  [
    'a token that ends soon',
    { installation: { state: 'ready', tokenEndsAt: NOW + TOKEN_ENDS_SOON_MS - 1 } },
    { kind: 'token-ends', at: NOW + TOKEN_ENDS_SOON_MS - 1 },
  ],
  [
    'nothing of a token that ends later',
    { installation: { state: 'ready', tokenEndsAt: NOW + TOKEN_ENDS_SOON_MS } },
    { kind: 'flows', lastMessageAt: null },
  ],
  ['all paused', { sources: [paused('a'), paused('b')] }, { kind: 'all-paused' }],
  ['flows, when some are paused', { sources: [paused('a'), ok('b', 5)] }, { kind: 'flows', lastMessageAt: 5 }],
  [
    'flows, with the newest message',
    { sources: [ok('a', 5), ok('b', 9), ok('c')] },
    { kind: 'flows', lastMessageAt: 9 },
  ],
])('%s', (_name, given, expected) => {
  expect(headlineOf(facts(given))).toEqual(expected);
});
