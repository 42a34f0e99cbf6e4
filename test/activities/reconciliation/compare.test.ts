import { compareChat, type BothSides } from '../../../src/activities/reconciliation/compare';
import { asAmojoMessageId } from '../../../src/kommo/ids';
import type { HistoryMessage } from '../../../src/kommo/types';
import type { TakenByKommo } from '../../../src/ledger/missing';

const MINUTE = 60_000;
const NOW = 1_790_000_000_000;
const FROM = NOW - 25 * 60 * MINUTE;
const OUTAGE = { began: NOW - 10 * MINUTE, ended: NOW - MINUTE / 2 };

function said(id: string, ago: number, given: Partial<HistoryMessage> = {}): HistoryMessage {
  const content = { type: 'text', text: id } as const;
  return { id: asAmojoMessageId(id), at: NOW - ago, outgoing: true, content, ...given };
}

function compare(sides: Partial<BothSides>, outages = [OUTAGE]) {
  return compareChat(
    { history: [], completeFrom: -Infinity, accepted: new Set(), taken: [], ...sides },
    { from: FROM, now: NOW, outages },
  );
}
const idsOf = ({ missing }: ReturnType<typeof compare>): string[] =>
  missing.map(({ message, late }) => `${message.id} ${late}`);

describe('what a manager wrote', () => {
  it('and we never accepted is missing, in the order in which it was written', () => {
    const history = [said('third', 2 * MINUTE), said('second', 3 * MINUTE), said('first', 4 * MINUTE)];
    expect(idsOf(compare({ history }))).toEqual(['first going', 'second going', 'third going']);
  });

  it('is asked about when it is older than half an hour', () => {
    const history = [said('old', 30 * MINUTE + 1), said('young', 30 * MINUTE)];
    expect(idsOf(compare({ history }))).toEqual(['old asks', 'young going']);
  });

  it('and we have accepted is not missing', () => {
    expect(idsOf(compare({ history: [said('known', 5 * MINUTE)], accepted: new Set(['known']) }))).toEqual([]);
  });

  it('before what is compared is left alone', () => {
    expect(idsOf(compare({ history: [said('before', 25 * 60 * MINUTE + 1)] }))).toEqual([]);
  });

  it('just now, while we were there, is left to its webhook for two minutes', () => {
    const history = [said('on its way', MINUTE / 4), said('lost', 2 * MINUTE)];
    const difference = compare({ history }, []);
    expect(idsOf(difference)).toEqual(['lost going']);
    expect(difference.awaited).toBe(1);
  });

  it('just now, while we were away, is missing at once', () => {
    const difference = compare({ history: [said('lost', MINUTE)] });
    expect(idsOf(difference)).toEqual(['lost going']);
    expect(difference.awaited).toBe(0);
  });
});

it.each([
  ['a customer', { outgoing: false }],
  ['a customer, imported by us', { outgoing: false, msgid: 'ours' }],
  ['somebody at the messenger, imported in the name of the bot or a user', { msgid: 'ours' }],
])('what was written by %s is no manager’s message', (_, given) => {
  expect(idsOf(compare({ history: [said('other', 5 * MINUTE, given)] }))).toEqual([]);
});

describe('what Kommo has taken', () => {
  const taken = (given: Partial<TakenByKommo> = {}): TakenByKommo => ({
    deliveryId: 'd',
    msgid: 'ours',
    kommoId: 'theirs',
    at: NOW - 5 * MINUTE,
    gap: null,
    ...given,
  });
  const another = said('another', 20 * MINUTE, { outgoing: false, msgid: 'another' });

  it('is missing where its history shows it by neither id', () => {
    expect(compare({ history: [another], taken: [taken()] }).sendAgain).toEqual(['d']);
  });

  it.each([
    ['our id', said('new', 5 * MINUTE, { outgoing: false, msgid: 'ours' })],
    ['its own', said('theirs', 5 * MINUTE, { outgoing: false })],
  ])('is not missing where it is shown by %s', (_, shown) => {
    expect(compare({ history: [another, shown], taken: [taken()] }).sendAgain).toEqual([]);
  });

  it('is sent again once: what is missing after that stays a gap until it is shown', () => {
    const shown = said('theirs', 5 * MINUTE, { outgoing: false, msgid: 'ours' });
    expect(compare({ history: [another], taken: [taken({ gap: 'going' })] })).toMatchObject({
      sendAgain: [],
      stays: ['d'],
    });
    expect(compare({ history: [another], taken: [taken({ gap: 'stays' })] })).toMatchObject({
      sendAgain: [],
      stays: [],
      shown: [],
    });
    expect(compare({ history: [another, shown], taken: [taken({ gap: 'stays' })] }).shown).toEqual(['d']);
  });

  it('is not judged by a history that shows nothing, or does not reach back to it', () => {
    expect(compare({ history: [], taken: [taken()] }).sendAgain).toEqual([]);
    expect(compare({ history: [another], taken: [taken()], completeFrom: NOW - MINUTE }).sendAgain).toEqual([]);
  });
});
