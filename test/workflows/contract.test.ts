import { asChatId } from '../../src/model/ids';
import { MESSENGER_KINDS } from '../../src/model/messenger-kind';
import { ALL_WORK } from '../../src/model/work';
import { conversationId, messengerQueue, workOf } from '../../src/workflows/contract';
import { SEARCH_ATTRIBUTES } from '../../src/workflows/search-attributes';

describe('names that others rely on', () => {
  it('do not change', () => {
    const chat = asChatId('0f8fad5b-d9cb-469f-a165-70867728950e');
    expect(conversationId('telegram', chat)).toBe('chat:telegram:0f8fad5b-d9cb-469f-a165-70867728950e');
    expect(SEARCH_ATTRIBUTES.map(({ name, type }) => `${name} ${type}`)).toEqual([
      'KommoAccountId KEYWORD',
      'SourceId KEYWORD',
      'Messenger KEYWORD',
      'DeliveryState KEYWORD',
      'StuckSince DATETIME',
      'AccountState KEYWORD',
    ]);
  });

  it('give every messenger a queue and its chats ids of their own', () => {
    const chat = asChatId('1');
    expect(new Set(MESSENGER_KINDS.map((kind) => conversationId(kind, chat))).size).toBe(MESSENGER_KINDS.length);
    expect(MESSENGER_KINDS.map(messengerQueue)).toContain('messenger-telegram');
  });
});

describe('what a wake asks for', () => {
  it('is what it names', () => {
    for (const work of ALL_WORK) expect(workOf({ work: [work] })).toEqual([work]);
    expect(workOf({ work: [] })).toEqual([]);
    expect(workOf({ work: ['receipts', 'receipts'] })).toEqual(['receipts']);
  });

  it.each([
    [undefined],
    [null],
    ['to-kommo'],
    [7],
    [{}],
    [{ work: null }],
    [{ work: 'to-kommo' }],
    [{ work: ['to-kommo', 'telepathy'] }],
    [{ work: [null] }],
  ])('is everything when it says %j', (hint) => {
    expect(workOf(hint)).toEqual(ALL_WORK);
  });
});
