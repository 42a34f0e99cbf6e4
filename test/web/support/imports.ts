import type { ImportCard, ImportUser, SurveyCard } from '../../../src/api/settings/contract';
import type { ImportGap } from '../../../src/model/import';
import type { Language } from '../../../src/model/words';
import { say } from '../../../src/words';
import { inWords } from '../../../src/words/in-words';

export const IMPORT_USERS: readonly ImportUser[] = [
  { id: '6b1fd9b0-5a55-4d52-9c3e-0a4f7d2f6c11', name: 'Maria Santos' },
  { id: '0f5a44b2-6ce5-4ad3-8f0a-93e3a0c7be22', name: 'Daniel Costa' },
];
export const [MARIA, DANIEL] = IMPORT_USERS as readonly [ImportUser, ImportUser];

export const gapIn = (why: ImportGap, language: Language): string => inWords(say(`import.gap.${why}`), language);

const placeIn = (line: number, language: Language): string =>
  inWords(say('import.place.line', { line: String(line) }), language);

export function survey(change: Partial<SurveyCard> = {}, language: Language = 'en'): SurveyCard {
  return {
    format: 'whatsapp',
    chats: 3,
    messages: 1_240,
    fromCustomers: 655,
    fromBusiness: 585,
    files: 82,
    filesMissing: 3,
    oldest: Date.UTC(2022, 2, 3, 12),
    newest: Date.UTC(2024, 4, 9, 12),
    known: 41,
    chatsKnown: 1,
    chatsNew: 2,
    leads: 0,
    gaps: [
      { why: gapIn('service', language), count: 17, places: [] },
      { why: gapIn('no-date', language), count: 2, places: [310, 4_212].map((line) => placeIn(line, language)) },
    ],
    people: [
      { author: 'Ann Smith', name: 'Ann Smith', as: 'customer', userId: null, messages: 402 },
      { author: 'Shop Maria', name: 'Shop Maria', as: 'business', userId: null, messages: 388 },
      { author: 'Daniel', name: 'Daniel', as: 'business', userId: null, messages: 197 },
    ],
    samples: [],
    ...change,
  };
}

const NONE = { chats: 0, told: 0, known: 0, sent: 0, failed: 0, unknown: 0, ignored: 0, waiting: 0 };

export function counts(change: Partial<ImportCard['counts']> = {}): ImportCard['counts'] {
  return { ...NONE, ...change };
}

export function importCard(change: Partial<ImportCard> = {}): ImportCard {
  return {
    id: 'one',
    source: { id: 'hotline', name: 'Flower hotline', messenger: 'whatsapp', messengerTitle: 'WhatsApp' },
    from: 'file',
    state: 'surveyed',
    paused: false,
    fileName: 'WhatsApp Chat with Ann Smith.zip',
    fileSize: 48_300_000,
    options: { timeZone: 'Europe/Lisbon', newestLive: false, perSecond: 4 },
    survey: survey(),
    fetched: null,
    counts: counts(),
    result: null,
    trouble: null,
    asks: null,
    createdBy: 'Olga Ribeiro',
    createdAt: Date.now() - 4 * 60_000,
    endedAt: null,
    ...change,
  };
}

/** On its way, with so many messages sent. */
export function running(sent: number, change: Partial<ImportCard> = {}): ImportCard {
  const all = { chats: 3, told: 1_240, known: 41 };
  return importCard({ state: 'sending', counts: counts({ ...all, sent, waiting: 1_199 - sent }), ...change });
}

export function done(change: Partial<ImportCard> = {}, language: Language = 'en'): ImportCard {
  return importCard({
    state: 'done',
    counts: counts({ chats: 3, told: 1_240, known: 41, sent: 1_199 }),
    result: {
      kommo: { sent: 1_199, found: 1_199, missing: 0, repeated: 0 },
      differences: [
        { why: inWords(say('import.known'), language), count: 41 },
        { why: gapIn('service', language), count: 17 },
        { why: gapIn('no-date', language), count: 2 },
      ],
    },
    endedAt: Date.now(),
    ...change,
  });
}
