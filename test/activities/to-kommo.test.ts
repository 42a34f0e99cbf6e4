import { ToKommo } from '../../src/activities/to-kommo';
import { Lease } from '../../src/activities/lease';
import type { HttpClient } from '../../src/http/client';
import { takeLane } from '../../src/ledger/lane';
import { asChatId, type ChatId } from '../../src/model/ids';
import { claim, deliveriesOf, fromMessenger, take, type DeliveryRow } from '../ledger/ledger';
import { startCourier, type Courier } from './courier';

let courier: Courier;
beforeAll(async () => {
  courier = await startCourier();
});
afterAll(() => courier.close());
afterEach(() => courier.assumeNothing());

const IDLE = { kind: 'returned', result: { kind: 'idle' } };
const run = (chatId: ChatId, options?: Parameters<Courier['run']>[2]): ReturnType<Courier['run']> =>
  courier.run('to-kommo', chatId, options);

async function last(chatId: ChatId): Promise<DeliveryRow | undefined> {
  return (await deliveriesOf(courier.ledger.db, chatId, 'to-kommo')).at(-1);
}

/** What the manager sees, without the first message. */
async function inInbox(chatId: ChatId): Promise<string[]> {
  return ((await courier.inbox(chatId))?.messages ?? []).slice(1).map(({ text }) => text);
}

const sends = async (): Promise<number> => (await courier.requests('kommo', 'send')).length;

it('brings what the customer wrote to the inbox, once, in order, and learns the ids', async () => {
  const customer = await courier.customer();
  for (const text of ['one', 'two', 'three']) await courier.customerWrites(customer, text);
  expect(await run(customer.chatId)).toMatchObject(IDLE);
  expect(await inInbox(customer.chatId)).toEqual(['one', 'two', 'three']);
  expect(await run(customer.chatId)).toMatchObject(IDLE);
  expect(await inInbox(customer.chatId)).toHaveLength(3);
  const inbox = await courier.inbox(customer.chatId);
  const { rows } = await courier.ledger.db.query(
    `select chats.kommo_id as chat, participants.kommo_id as customer,
            (select count(*) from messages where chat_id = chats.id and messages.kommo_id is null) as unnamed
     from chats join participants on participants.id = chats.customer_id where chats.id = $1`,
    [customer.chatId],
  );
  expect(rows).toEqual([{ chat: inbox?.id, customer: inbox?.customer.id, unnamed: 0 }]);
});

it('answer lost after Kommo had stored it: found in the history, one message in the inbox', async () => {
  const customer = await courier.customer();
  await courier.customerWrites(customer, 'stored');
  await courier.customerWrites(customer, 'next');
  await courier.sandbox.fault({ name: 'kommo-drop-after-storing', operation: 'send', times: 1 });
  const before = await sends();
  expect(await run(customer.chatId)).toMatchObject({ kind: 'later', type: 'Uncertain', delayMs: 1_000 });
  await courier.pass(customer.chatId, 2);
  expect(await run(customer.chatId)).toMatchObject(IDLE);
  expect(await inInbox(customer.chatId)).toEqual(['stored', 'next']);
  expect((await sends()) - before).toBe(2);
  expect(await last(customer.chatId)).toMatchObject({ outcome: 'sent' });
});

it('even when it was the first message, whose chat we could not know', async () => {
  const { wake } = await courier.ledger.acceptor.accept([
    fromMessenger(courier.tenant, { chatRemoteId: '990001', text: 'first' }),
  ]);
  const chatId = wake[0]?.chatId ?? asChatId('');
  await courier.sandbox.fault({ name: 'kommo-drop-after-storing', operation: 'send', times: 1 });
  expect(await run(chatId)).toMatchObject({ kind: 'later', type: 'Uncertain' });
  await courier.pass(chatId, 2);
  expect(await run(chatId)).toMatchObject(IDLE);
  expect((await courier.inbox(chatId))?.messages.map(({ text }) => text)).toEqual(['first']);
});

it('lost before Kommo had it: absence counts only after the history has had its time, then it is sent once', async () => {
  const customer = await courier.customer();
  await courier.customerWrites(customer, 'reset');
  await courier.sandbox.fault({ name: 'kommo-reset', operation: 'send', times: 1 });
  const before = await sends();
  expect(await run(customer.chatId)).toMatchObject({ kind: 'later', type: 'Uncertain' });

  await courier.pass(customer.chatId, 5);
  const early = await run(customer.chatId);
  expect(early).toMatchObject({ kind: 'later', type: 'Uncertain' });
  // It looks again when absence begins to count, 12 s after the send.
  expect((early as { delayMs: number }).delayMs).toBeLessThanOrEqual(7_000);
  expect((early as { delayMs: number }).delayMs).toBeGreaterThan(5_000);
  expect(await inInbox(customer.chatId)).toEqual([]);

  await courier.pass(customer.chatId, 8);
  expect(await run(customer.chatId)).toMatchObject(IDLE);
  expect(await inInbox(customer.chatId)).toEqual(['reset']);
  expect((await sends()) - before).toBe(2);
  expect(await last(customer.chatId)).toMatchObject({ outcome: 'sent', attempts: 0 });
});

it('a history that lags behind does not make it be sent twice', async () => {
  const customer = await courier.customer();
  await courier.customerWrites(customer, 'slow to show');
  await courier.sandbox.assume({ 'history-lag-ms': 600_000, 'repeated-msgid': 'refuse-400' });
  await courier.sandbox.fault({ name: 'kommo-drop-after-storing', operation: 'send', times: 1 });
  await run(customer.chatId);
  await courier.pass(customer.chatId, 5);
  expect(await run(customer.chatId)).toMatchObject({ kind: 'later', type: 'Uncertain' });
  await courier.sandbox.assume({ 'history-lag-ms': 0 });
  await courier.pass(customer.chatId, 20);
  expect(await run(customer.chatId)).toMatchObject(IDLE);
  expect(await inInbox(customer.chatId)).toEqual(['slow to show']);
  expect(await last(customer.chatId)).toMatchObject({ outcome: 'sent' });
});

it('no evidence for half a minute: unknown, and the lane goes on', async () => {
  const customer = await courier.customer();
  await courier.customerWrites(customer, 'doubt');
  await courier.customerWrites(customer, 'sure');
  await courier.sandbox.fault({ name: 'kommo-drop-after-storing', operation: 'send', times: 1 });
  await run(customer.chatId);
  await courier.sandbox.fault({ name: 'kommo-error', status: 500, operation: 'history', times: 2 });
  await courier.pass(customer.chatId, 20);
  expect(await run(customer.chatId)).toMatchObject({ kind: 'later', type: 'Uncertain' });
  await courier.pass(customer.chatId, 20);
  expect(await run(customer.chatId)).toMatchObject(IDLE);
  const rows = await deliveriesOf(courier.ledger.db, customer.chatId, 'to-kommo');
  expect(rows.slice(1).map(({ outcome }) => outcome)).toEqual(['unknown', 'sent']);
});

it('a worker that died after its send: the successor finds the message instead of sending it again', async () => {
  const customer = await courier.customer();
  await courier.customerWrites(customer, 'sent by the dead');
  const held = await take(courier.ledger.db, customer.chatId, 'to-kommo');
  const delivery = await claim(courier.ledger.db, held);
  expect(await new ToKommo(courier.deps, held).carry(delivery, new Lease())).toMatchObject({ kind: 'settled' });
  const before = await sends();
  expect(await run(customer.chatId)).toMatchObject(IDLE);
  expect(await sends()).toBe(before);
  expect(await inInbox(customer.chatId)).toEqual(['sent by the dead']);
  expect(await last(customer.chatId)).toMatchObject({ outcome: 'sent' });
});

it('a worker that was stopped between claim and send sends nothing', async () => {
  const customer = await courier.customer();
  await courier.customerWrites(customer, 'frozen');
  const held = await take(courier.ledger.db, customer.chatId, 'to-kommo');
  const delivery = await claim(courier.ledger.db, held);
  const lease = new Lease();
  jest.spyOn(lease, 'holds').mockReturnValue(false);
  const before = await sends();
  expect(await new ToKommo(courier.deps, held).carry(delivery, lease)).toMatchObject({
    kind: 'put-off',
    blameless: true,
  });
  expect(await sends()).toBe(before);
});

it('waits for a channel that Kommo does not let in, and says that an administrator has to', async () => {
  const customer = await courier.customer();
  const { db } = courier.ledger;
  await courier.customerWrites(customer, 'refused');
  await courier.sandbox.fault({ name: 'kommo-error', status: 403, operation: 'send', times: 2 });
  const refused = await run(customer.chatId);
  expect(refused).toMatchObject({ kind: 'later' });
  expect(JSON.stringify(refused)).not.toContain('an administrator has to authorise it again');
  await db.query(
    `insert into grants (integration_id, account_id, kind, access_token, expires_at, state, refused_since)
     select integration_id, account_id, 'long-lived', 'sealed', now(), 'refused', now() from scopes where id = $1`,
    [courier.tenant.scopeId],
  );
  await courier.pass(customer.chatId, 60);
  expect(JSON.stringify(await run(customer.chatId))).toContain('an administrator has to authorise it again');
  const { rows } = await db.query<{ last_text: string }>('select last_text from deliveries where chat_id = $1', [
    customer.chatId,
  ]);
  expect(rows.at(-1)?.last_text).toContain('an administrator has to authorise it again');
  await db.query('delete from grants');
  await courier.pass(customer.chatId, 60);
  expect(await run(customer.chatId)).toMatchObject(IDLE);
});

it('a lane that was taken while the request was out: what is proven is recorded all the same', async () => {
  const customer = await courier.customer();
  await courier.customerWrites(customer, 'late proof');
  const http: HttpClient = {
    ...courier.deps.http,
    request: async (request) => {
      const answer = await courier.deps.http.request(request);
      await takeLane(courier.ledger.db, customer.chatId, 'to-kommo');
      return answer;
    },
  };
  expect(await run(customer.chatId, { http })).toMatchObject({ kind: 'later', type: 'LaneLost' });
  expect(await last(customer.chatId)).toMatchObject({ outcome: 'sent' });
});

it('Kommo asks for patience: put off for as long as it says, and sent then', async () => {
  const customer = await courier.customer();
  await courier.customerWrites(customer, 'patient');
  await courier.sandbox.fault({ name: 'kommo-error', status: 429, retryAfter: 25, operation: 'send', times: 1 });
  const ran = await run(customer.chatId);
  expect(ran).toMatchObject({ kind: 'later', type: 'TryLater' });
  expect((ran as { delayMs: number }).delayMs).toBeGreaterThan(20_000);
  expect(await last(customer.chatId)).toMatchObject({ state: 'pending', attempts: 1 });
  await courier.pass(customer.chatId, 30);
  expect(await run(customer.chatId)).toMatchObject(IDLE);
  expect(await inInbox(customer.chatId)).toEqual(['patient']);
});

it('a refused signature is no fault of the message, which waits', async () => {
  const customer = await courier.customer();
  await courier.customerWrites(customer, 'waits');
  await courier.sandbox.fault({ name: 'kommo-error', status: 403, operation: 'send', times: 1 });
  expect(await run(customer.chatId)).toMatchObject({ kind: 'later', type: 'TryLater' });
  expect(await last(customer.chatId)).toMatchObject({ state: 'pending', outcome: null });
  await courier.pass(customer.chatId, 60);
  expect(await run(customer.chatId)).toMatchObject(IDLE);
  expect(await inInbox(customer.chatId)).toEqual(['waits']);
});

it('what Kommo refuses becomes a placeholder, so that the manager learns of it', async () => {
  const customer = await courier.customer();
  await courier.customerWrites(customer, 'private words');
  await courier.sandbox.fault({ name: 'kommo-error', status: 400, operation: 'send', times: 1 });
  expect(await run(customer.chatId)).toMatchObject(IDLE);
  const [text] = await inInbox(customer.chatId);
  expect(text).toContain('could not be shown here');
  expect(await last(customer.chatId)).toMatchObject({ outcome: 'sent' });
});

it('and when the placeholder is refused too, the row has failed and the lane goes on', async () => {
  const customer = await courier.customer();
  await courier.customerWrites(customer, 'private words');
  await courier.sandbox.fault({ name: 'kommo-error', status: 400, operation: 'send', times: 2 });
  expect(await run(customer.chatId)).toMatchObject(IDLE);
  const row = await last(customer.chatId);
  expect(row).toMatchObject({ outcome: 'failed', outcome_code: 905 });
  expect(row?.outcome_text).not.toContain('private words');
  await courier.customerWrites(customer, 'after');
  await run(customer.chatId);
  expect(await inInbox(customer.chatId)).toEqual(['after']);
});

it('what cannot be carried yet is named, with its caption', async () => {
  const customer = await courier.customer();
  for (const content of [
    { type: 'unsupported', what: 'photo', caption: 'my cat' },
    { type: 'unsupported', what: 'sticker' },
  ] as const) {
    await courier.ledger.acceptor.accept([
      fromMessenger(courier.tenant, { chatRemoteId: customer.phoneChat, content, at: Date.now() }),
    ]);
  }
  await run(customer.chatId);
  expect(await inInbox(customer.chatId)).toEqual(['[photo] my cat', '[sticker]']);
});

it('what has waited too long fails with 903 and is not sent', async () => {
  const customer = await courier.customer();
  await courier.customerWrites(customer, 'stale');
  await courier.ledger.db.query("update deliveries set expires_at = now() where chat_id = $1 and state = 'pending'", [
    customer.chatId,
  ]);
  const before = await sends();
  expect(await run(customer.chatId)).toMatchObject(IDLE);
  expect(await last(customer.chatId)).toMatchObject({ outcome: 'failed', outcome_code: 903, tick: null });
  expect(await sends()).toBe(before);
});
