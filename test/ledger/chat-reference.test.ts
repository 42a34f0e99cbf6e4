import { randomUUID } from 'node:crypto';
import type { Notice } from '../../src/ledger/acceptable';
import { takeLane } from '../../src/ledger/lane';
import { findLiveChat } from '../../src/ledger/live-chats';
import type { ChatId } from '../../src/model/ids';
import { fromMessenger, openLedger, type Ledger, type Tenant } from './ledger';

let ledger: Ledger;
let tenant: Tenant;
beforeAll(async () => {
  ledger = await openLedger();
  tenant = await ledger.tenant();
});
afterAll(() => ledger.close());

/** A chat in which something was done at some time, with a reference or without. */
interface Told {
  readonly at: number;
  readonly chatReference?: string;
}

async function tell(chatRemoteId: string, ...told: readonly Told[]): Promise<ChatId> {
  const { wake } = await ledger.acceptor.accept(told.map((each) => fromMessenger(tenant, { chatRemoteId, ...each })));
  const [chat] = wake;
  if (chat === undefined) throw new Error('no chat to wake');
  return chat.chatId;
}

const referenceOf = async (chatId: ChatId): Promise<string | null | undefined> =>
  (await takeLane(ledger.db, chatId, 'to-messenger'))?.chat.reference;

const changesOf = async (chatId: ChatId): Promise<readonly object[]> => {
  const { rows } = await ledger.db.query<{ before: string; after: string }>(
    'select before, after from address_changes where chat_id = $1 order by id',
    [chatId],
  );
  return rows;
};

describe('what it takes to write in a chat', () => {
  it('is what the messenger told last, for whoever takes the lane or shows typing', async () => {
    const chatRemoteId = randomUUID();
    const chatId = await tell(chatRemoteId, { at: 1, chatReference: 'emea' });
    expect(await referenceOf(chatId)).toBe('emea');
    const live = await findLiveChat(ledger.db, { sourceId: tenant.sourceId, chatRemoteId });
    expect(live?.reference).toBe('emea');
    expect(await changesOf(chatId)).toEqual([]);
  });

  it('is nothing where nobody told it, and stays where one message does not', async () => {
    const chatRemoteId = randomUUID();
    const chatId = await tell(chatRemoteId, { at: 1 });
    expect(await referenceOf(chatId)).toBeNull();
    await tell(chatRemoteId, { at: 2, chatReference: 'emea' });
    await tell(chatRemoteId, { at: 3 });
    expect(await referenceOf(chatId)).toBe('emea');
  });

  it('changes with the messenger, which is written down', async () => {
    const chatRemoteId = randomUUID();
    const chatId = await tell(chatRemoteId, { at: 1, chatReference: 'emea' });
    await tell(chatRemoteId, { at: 2, chatReference: 'emea' });
    await tell(chatRemoteId, { at: 3, chatReference: 'amer' });
    expect(await referenceOf(chatId)).toBe('amer');
    expect(await changesOf(chatId)).toEqual([{ before: 'emea', after: 'amer' }]);
  });

  it.each([
    ['one by one', false],
    ['together', true],
  ])('is the newest one, in whatever order they come %s', async (_, together) => {
    const chatRemoteId = randomUUID();
    const told = [
      { at: 5, chatReference: 'newest' },
      { at: 3, chatReference: 'older' },
      { at: 9 },
      { at: 4, chatReference: 'old' },
    ];
    const chatId = await tell(chatRemoteId, ...(together ? told : told.slice(0, 1)));
    for (const each of together ? [] : told.slice(1)) await tell(chatRemoteId, each);
    expect(await referenceOf(chatId)).toBe('newest');
    expect(await changesOf(chatId)).toEqual([]);
  });

  it('changes with a notice, too, where that tells of it', async () => {
    const chatRemoteId = randomUUID();
    const chatId = await tell(chatRemoteId, { at: 5, chatReference: 'open' });
    const notice = (at: number, told: object): Notice => {
      const { accountId, sourceId } = tenant;
      const raw = Buffer.alloc(0);
      return {
        kind: 'notice',
        accountId,
        sourceId,
        chatRemoteId,
        dedupeKey: randomUUID(),
        text: 'x',
        at,
        raw,
        ...told,
      };
    };
    await ledger.acceptor.accept([notice(4, { chatReference: 'too old' })]);
    await ledger.acceptor.accept([notice(6, {})]);
    expect(await referenceOf(chatId)).toBe('open');
    await ledger.acceptor.accept([notice(7, { chatReference: 'closed' })]);
    expect(await referenceOf(chatId)).toBe('closed');
    expect(await changesOf(chatId)).toEqual([{ before: 'open', after: 'closed' }]);
    await tell(chatRemoteId, { at: 8, chatReference: 'open' });
    expect(await referenceOf(chatId)).toBe('open');
  });

  it('is not told again by a webhook that is repeated', async () => {
    const chatRemoteId = randomUUID();
    const first = fromMessenger(tenant, { chatRemoteId, at: 1, chatReference: 'emea' });
    const { wake } = await ledger.acceptor.accept([first]);
    await tell(chatRemoteId, { at: 2, chatReference: 'amer' });
    await ledger.acceptor.accept([{ ...first, chatReference: 'elsewhere' }]);
    expect(wake[0] && (await referenceOf(wake[0].chatId))).toBe('amer');
  });
});
