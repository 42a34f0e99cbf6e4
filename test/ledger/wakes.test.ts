import { chatsWithOverdueRows, markWoken, takeUnwoken } from '../../src/ledger/wakes';
import type { Database } from '../../src/ledger/database';
import { settleAndClaim } from '../../src/ledger/claim';
import type { ChatId } from '../../src/model/ids';
import { claim, fromKommo, fromMessenger, openLedger, quietChat, take, type Ledger, type Tenant } from './ledger';

let ledger: Ledger;
let tenant: Tenant;
beforeEach(async () => {
  ledger = await openLedger();
  tenant = await ledger.tenant();
});
afterEach(() => ledger.close());

/** Chats with one accepted row each, of which nobody has been told. */
async function chats(count: number): Promise<ChatId[]> {
  const { wake } = await ledger.acceptor.accept(
    Array.from({ length: count }, (_, n) => fromMessenger(tenant, { chatRemoteId: `w${n}` })),
  );
  return wake.map(({ chatId }) => chatId);
}

async function wokenSeq(chatId: ChatId): Promise<number | undefined> {
  const { rows } = await ledger.db.query<{ woken_seq: number }>('select woken_seq from chats where id = $1', [chatId]);
  return rows[0]?.woken_seq;
}

const age = (seconds: number): Promise<unknown> =>
  ledger.db.query(`update chats set last_event_at = last_event_at - interval '${seconds} seconds'`);

describe('chats whose wake is missing', () => {
  it('are left alone while their wake may still be under way', async () => {
    await chats(2);
    expect(await takeUnwoken(ledger.db, 3_000, 10)).toEqual([]);
  });

  it('are shared by the processes that look for them, and taken once', async () => {
    const all = await chats(60);
    await age(10);
    const other = ledger.anotherProcess();
    const taken = await Promise.all([ledger.db, other.db, ledger.db, other.db].map((db) => takeUnwoken(db, 3_000, 20)));
    const ids = taken.flat().map(({ chatId }) => chatId);
    expect(new Set(ids).size).toBe(ids.length);
    const rest = (await takeUnwoken(ledger.db, 3_000, 100)).map(({ chatId }) => chatId);
    expect([...ids, ...rest].sort()).toEqual([...all].sort());
  });

  it('that another process is just taking are left to it, without waiting', async () => {
    const all = await chats(5);
    await age(10);
    const other = await ledger.anotherProcess().db.connect();
    try {
      await other.query('begin');
      const theirs = await takeUnwoken(other as unknown as Database, 3_000, 2);
      const ours = await takeUnwoken(ledger.db, 3_000, 10);
      await other.query('commit');
      expect([theirs.length, ours.length]).toEqual([2, 3]);
      expect([...theirs, ...ours].map(({ chatId }) => chatId).sort()).toEqual([...all].sort());
    } finally {
      other.release();
    }
  });

  it('are told of everything, and tried again while they stay untold', async () => {
    const [chatId] = await chats(1);
    await age(10);
    const first = await takeUnwoken(ledger.db, 3_000, 10);
    expect(first).toMatchObject([
      {
        chatId,
        afterSeq: 0,
        lastSeq: 1,
        work: ['to-kommo', 'to-messenger', 'media', 'receipts'],
        messenger: 'telegram',
      },
    ]);
    expect(await takeUnwoken(ledger.db, 3_000, 10)).toEqual([]);
    await age(10);
    expect(await takeUnwoken(ledger.db, 3_000, 10)).toEqual(first);
    await markWoken(ledger.db, first);
    await age(10);
    expect(await takeUnwoken(ledger.db, 3_000, 10)).toEqual([]);
  });

  it('come oldest first', async () => {
    const [a, b, c] = await chats(3);
    await age(10);
    await ledger.db.query("update chats set last_event_at = last_event_at - interval '1 hour' where id = $1", [b]);
    expect((await takeUnwoken(ledger.db, 3_000, 1)).map(({ chatId }) => chatId)).toEqual([b]);
    expect((await takeUnwoken(ledger.db, 3_000, 2)).map(({ chatId }) => chatId).sort()).toEqual([a, c].sort());
  });
});

describe('what a conversation was told', () => {
  it('never goes backwards', async () => {
    const { chatId, clientId } = await quietChat(ledger, tenant);
    const hook = () => fromKommo(tenant, { chatKommoId: 'k', chatClientId: clientId });
    await ledger.acceptor.accept([hook(), hook(), hook()]);
    await markWoken(ledger.db, [{ chatId, afterSeq: 0, lastSeq: 4 }]);
    await markWoken(ledger.db, [{ chatId, afterSeq: 0, lastSeq: 2 }]);
    expect(await wokenSeq(chatId)).toBe(4);
  });

  it('does not cover a row below whose own wake was lost: it may be of the other lane', async () => {
    const { chatId, clientId } = await quietChat(ledger, tenant);
    await markWoken(ledger.db, [{ chatId, afterSeq: 0, lastSeq: 1 }]);
    await ledger.acceptor.accept([fromMessenger(tenant, { chatRemoteId: await remoteIdOf(chatId) })]);
    const { wake } = await ledger.acceptor.accept([fromKommo(tenant, { chatKommoId: 'k', chatClientId: clientId })]);
    expect(wake).toMatchObject([{ chatId, afterSeq: 2, lastSeq: 3, work: ['to-messenger'] }]);
    await markWoken(ledger.db, wake);
    await age(10);
    const [again] = await takeUnwoken(ledger.db, 3_000, 10);
    expect(again).toMatchObject({ chatId, afterSeq: 0, lastSeq: 3 });
    expect(again?.work).toContain('to-kommo');
  });

  async function remoteIdOf(chatId: ChatId): Promise<string> {
    const { rows } = await ledger.db.query<{ remote_id: string }>('select remote_id from chats where id = $1', [
      chatId,
    ]);
    return rows[0]?.remote_id ?? '';
  }
});

describe('chats that were told and do not move', () => {
  const old = (): Promise<unknown> => ledger.db.query("update deliveries set accepted_at = now() - interval '1 hour'");

  it('are found by a row that is long pending, not by one that waits for its time', async () => {
    const [stuck, waiting] = await chats(2);
    await old();
    await ledger.db.query("update deliveries set next_attempt_at = now() + interval '1 hour' where chat_id = $1", [
      waiting,
    ]);
    expect((await chatsWithOverdueRows(ledger.db, 60_000, 10)).map(({ chatId }) => chatId)).toEqual([stuck]);
  });

  it('are found by a tick that Kommo was not told', async () => {
    const { chatId, clientId } = await quietChat(ledger, tenant);
    await ledger.acceptor.accept([fromKommo(tenant, { chatKommoId: 'k', chatClientId: clientId })]);
    const held = await take(ledger.db, chatId, 'to-messenger');
    const { id } = await claim(ledger.db, held);
    const settlement = { deliveryId: id, outcome: { kind: 'sent' }, tick: 'delivered', remoteId: '1' } as const;
    await settleAndClaim(ledger.db, held, settlement, 'leave');
    expect(await chatsWithOverdueRows(ledger.db, 60_000, 10)).toEqual([]);
    await old();
    expect((await chatsWithOverdueRows(ledger.db, 60_000, 10)).map((chat) => chat.chatId)).toEqual([chatId]);
  });
});
