import { createImport } from '../../src/ledger/imports';
import { makeChatAt } from '../../src/ledger/import-chats';
import { findImport, moveImport, noteUpload } from '../../src/ledger/imports';
import { knownMessages, takePage, type PastMessage } from '../../src/ledger/take-import';
import { pastOf } from '../../src/activities/imports/past-message';
import type { ImportId } from '../../src/model/ids';
import { fromMessenger, openLedger, type Ledger, type Tenant } from './ledger';

const AT = Date.UTC(2025, 3, 1, 9, 30, 0);

let ledger: Ledger;
let tenant: Tenant;
beforeAll(async () => {
  ledger = await openLedger();
  tenant = await ledger.tenant();
});
afterAll(() => ledger.close());

async function newImport(): Promise<ImportId> {
  const { accountId, sourceId } = tenant;
  const options = { newestLive: false, perSecond: 4 };
  const id = await createImport(ledger.db, { accountId, sourceId, fileName: 'x', options, by: 'Olga' });
  if (id === undefined) throw new Error('No import was made');
  await noteUpload(ledger.db, id, { key: 'k', size: 1, sha256: '' });
  await moveImport(ledger.db, id, ['uploaded'], 'taking');
  return id;
}

interface Said {
  readonly text: string;
  readonly key: string;
  readonly remoteId?: string;
  readonly side?: 'customer' | 'business';
  readonly nth?: number;
}

/** As the activity makes it of what a reader tells. */
async function past(
  importId: ImportId,
  address: string,
  { text, key, remoteId, side, nth = 1 }: Said,
): Promise<PastMessage> {
  const row = await findImport(ledger.db, importId);
  if (row === undefined) throw new Error('There is no such import');
  const chat = { name: address, title: 'Ana', address, phone: undefined };
  const chatId = await makeChatAt(ledger.db, row, chat);
  const told = {
    kind: 'message' as const,
    chat: address,
    key,
    ...(remoteId === undefined ? {} : { remoteId }),
    at: AT,
    author: { key: 'a', name: 'Ana', side: side ?? ('customer' as const) },
    content: { type: 'text' as const, text },
  };
  return pastOf(row, told, { chat, chatId, authorId: null, nth }).message;
}

async function take(importId: ImportId, messages: readonly PastMessage[], from = 0): Promise<string> {
  const [first] = messages;
  const chat = {
    name: first?.chatName ?? '',
    title: 'Ana',
    address: undefined,
    chatId: first?.chatId,
    told: 1,
    known: 0,
  };
  const page = { from, to: from + messages.length, messages, files: [], chats: [chat], gaps: {} };
  return takePage(ledger.db, { importId, accountId: tenant.accountId }, page);
}

const rowsOf = async (address: string): Promise<{ lane: string; state: string }[]> =>
  (
    await ledger.db.query<{ lane: string; state: string }>(
      `select lane, deliveries.state from deliveries join chats on chats.id = deliveries.chat_id where chats.remote_id = $1`,
      [address],
    )
  ).rows;

it('a message without an id is known by minute, side and words, as often as it is there', async () => {
  for (const remoteId of ['41', '42']) {
    const event = fromMessenger(tenant, { chatRemoteId: '900', remoteId, text: 'ok', at: AT + 20_000 });
    await ledger.acceptor.accept([event]);
  }
  const id = await newImport();
  const given = await Promise.all([
    past(id, '900', { text: 'ok', key: 'k1', nth: 1 }),
    past(id, '900', { text: 'ok', key: 'k2', nth: 2 }),
    past(id, '900', { text: 'ok', key: 'k3', nth: 3 }),
    past(id, '900', { text: 'ok', key: 'k4', side: 'business', nth: 1 }),
    past(id, '900', { text: 'other', key: 'k5', nth: 1 }),
  ]);
  const known = await knownMessages(ledger.db, given);
  expect(given.map(({ deliveryId }) => known.has(deliveryId))).toEqual([true, true, false, false, false]);
});

it('what was imported and comes live is a repeat; what has not gone yet goes live', async () => {
  const id = await newImport();
  const message = await past(id, '901', { text: 'hello', key: '7', remoteId: '7' });
  expect(await take(id, [message])).toBe('taken');
  expect(await rowsOf('901')).toEqual([{ lane: 'import', state: 'pending' }]);

  const event = fromMessenger(tenant, { chatRemoteId: '901', remoteId: '7', text: 'hello', at: AT });
  const { fresh, wake } = await ledger.acceptor.accept([event]);
  expect([...fresh]).toEqual([]);
  expect(wake.map(({ chatId }) => chatId)).toEqual([message.chatId]);
  expect(await rowsOf('901')).toEqual([{ lane: 'to-kommo', state: 'pending' }]);
});

it('a page that another worker has taken is not taken again', async () => {
  const id = await newImport();
  const message = await past(id, '902', { text: 'hello', key: '8', remoteId: '8' });
  expect(await take(id, [message])).toBe('taken');
  expect(await take(id, [message])).toBe('elsewhere');
  expect(await rowsOf('902')).toHaveLength(1);
});

it('names the same message the same in every import', async () => {
  const [one, other] = await Promise.all(
    [await newImport(), await newImport()].map((id) => past(id, '903', { text: 'x', key: '9', remoteId: '9' })),
  );
  expect(one).toEqual(other);
});
