import type { Client } from '@temporalio/client';
import { pino } from 'pino';
import { Waker } from '../../src/api/waker';
import type { ChatToWake } from '../../src/ledger/wakes';
import { asChatId, type ChatId } from '../../src/model/ids';
import type { Work } from '../../src/model/work';
import { fromKommo, fromMessenger, openLedger, quietChat, type Ledger, type Tenant } from '../ledger/ledger';
import { waitFor } from '../support/wait-for';

/** One wake on its way to the engine. */
interface Sent {
  readonly workflowId: string;
  readonly work: readonly Work[];
  succeed(): void;
  fail(): void;
}

let ledger: Ledger;
let tenant: Tenant;
beforeAll(async () => {
  ledger = await openLedger();
  tenant = await ledger.tenant();
});
afterAll(() => ledger.close());

/** A waker whose engine answers when the test says so. */
function startWaker(): { waker: Waker; sent: Sent[] } {
  const sent: Sent[] = [];
  const client = {
    withDeadline: (_: number, work: () => Promise<unknown>) => work(),
    workflow: {
      signalWithStart: (_: string, options: { workflowId: string; signalArgs: [{ work: readonly Work[] }] }) =>
        new Promise<void>((resolve, reject) => {
          sent.push({
            workflowId: options.workflowId,
            work: options.signalArgs[0].work,
            succeed: resolve,
            fail: () => reject(new Error('the engine is away')),
          });
        }),
    },
  } as unknown as Client;
  const waker = new Waker({
    client,
    db: ledger.db,
    log: pino({ level: 'silent' }),
    settings: { queuePrefix: 't-', lingerMs: 1_000, wakesPerRun: 100 },
  });
  return { waker, sent };
}

async function told(chatId: ChatId): Promise<number | undefined> {
  const { rows } = await ledger.db.query<{ woken_seq: number }>('select woken_seq from chats where id = $1', [chatId]);
  return rows[0]?.woken_seq;
}

const chat = (id: string, afterSeq: number, lastSeq: number, work: readonly Work[]): ChatToWake => ({
  chatId: asChatId(id),
  accountId: 1,
  sourceId: 's',
  messenger: 'telegram',
  afterSeq,
  lastSeq,
  work,
});

it('has one wake under way for a chat, and merges what comes meanwhile into the next', async () => {
  const { chatId } = await quietChat(ledger, tenant);
  const { waker, sent } = startWaker();
  waker.wake([chat(chatId, 0, 1, ['to-kommo'])]);
  for (let seq = 1; seq < 5; seq += 1) waker.wake([chat(chatId, seq, seq + 1, ['to-kommo'])]);
  waker.wake([chat(chatId, 5, 6, ['to-messenger'])]);
  expect(sent.map(({ work }) => work)).toEqual([['to-kommo']]);
  expect(sent[0]?.workflowId).toBe(`chat:telegram:${chatId}`);
  sent[0]?.succeed();
  await waitFor(() => sent.length === 2);
  expect(await told(chatId)).toBe(1);
  expect([...(sent[1]?.work ?? [])].sort()).toEqual(['to-kommo', 'to-messenger']);
  sent[1]?.succeed();
  await waitFor(async () => (await told(chatId)) === 6);
  expect(sent).toHaveLength(2);
});

it('wakes other chats while one is under way', () => {
  const { waker, sent } = startWaker();
  waker.wake(['a', 'b', 'c'].map((id) => chat(id, 0, 1, ['to-kommo'])));
  expect(sent).toHaveLength(3);
});

it('a wake that was lost is not made good by one for the other lane', async () => {
  const { chatId, clientId } = await quietChat(ledger, tenant);
  await ledger.db.query('update chats set woken_seq = last_seq where id = $1', [chatId]);
  const { waker, sent } = startWaker();
  const { rows } = await ledger.db.query<{ remote_id: string }>('select remote_id from chats where id = $1', [chatId]);
  waker.wake((await ledger.acceptor.accept([fromMessenger(tenant, { chatRemoteId: rows[0]?.remote_id ?? '' })])).wake);
  sent[0]?.fail();
  waker.wake((await ledger.acceptor.accept([fromKommo(tenant, { chatKommoId: 'k', chatClientId: clientId })])).wake);
  await waitFor(() => sent.length === 2);
  expect(sent[1]?.work).toEqual(['to-messenger']);
  // The next wake starts when the one before has been written down.
  waker.wake([chat(chatId, 3, 3, ['receipts'])]);
  sent[1]?.succeed();
  await waitFor(() => sent.length === 3);
  // The row to Kommo is still untold: the relay finds it.
  expect(await told(chatId)).toBe(1);
});

it('does not count rows in a gap between two wakes as told', async () => {
  const { chatId } = await quietChat(ledger, tenant);
  const { waker, sent } = startWaker();
  waker.wake([chat(chatId, 0, 1, ['to-kommo'])]);
  waker.wake([chat(chatId, 1, 2, ['to-kommo'])]);
  waker.wake([chat(chatId, 7, 8, ['to-kommo'])]);
  waker.wake([chat(chatId, 9, 9, ['receipts'])]);
  sent[0]?.succeed();
  await waitFor(() => sent.length === 2);
  sent[1]?.succeed();
  await waitFor(async () => (await told(chatId)) === 2);
});
