import { ToMessenger } from '../../src/activities/to-messenger';
import { Lease } from '../../src/activities/lease';
import type { HttpClient } from '../../src/http/client';
import { markPart, planParts } from '../../src/ledger/attempt';
import { takeLane } from '../../src/ledger/lane';
import { splitText } from '../../src/messengers/split-text';
import { telegram } from '../../src/messengers/telegram';
import { asChatId, type ChatId } from '../../src/model/ids';
import { claim, deliveriesOf, fromKommo, inText, take, type DeliveryRow } from '../ledger/ledger';
import { BOT_ID, startCourier, type Courier } from './courier';

let courier: Courier;
beforeAll(async () => {
  courier = await startCourier();
});
afterAll(() => courier.close());
afterEach(async () => {
  jest.restoreAllMocks();
  await courier.ledger.db.query('update sources set held_until = null');
});

const IDLE = { kind: 'returned', result: { kind: 'idle' } };
const rowsOf = (chatId: ChatId): Promise<DeliveryRow[]> => deliveriesOf(courier.ledger.db, chatId, 'to-messenger');
const run = (chatId: ChatId, options?: Parameters<Courier['run']>[2]): ReturnType<Courier['run']> =>
  courier.run('to-messenger', chatId, options);

it('sends what the manager wrote, once, in order, and the tick is due', async () => {
  const customer = await courier.customer();
  for (const text of ['one', 'two', 'three']) await courier.managerWrites(customer.chatId, text);
  expect(await run(customer.chatId)).toMatchObject({ kind: 'returned', result: { kind: 'idle', receiptsDue: true } });
  expect(await courier.onPhone(customer)).toEqual(['one', 'two', 'three']);
  for (const row of await rowsOf(customer.chatId)) expect(row).toMatchObject({ outcome: 'sent', tick: 'delivered' });
  expect(await run(customer.chatId)).toMatchObject(IDLE);
  expect(await courier.onPhone(customer)).toHaveLength(3);
});

it('a limit of the bot holds its source, so that the next chat does not ask too, and no message is to blame', async () => {
  const [a, b] = [await courier.customer(), await courier.customer()];
  await courier.managerWrites(a.chatId, 'too fast');
  await courier.managerWrites(b.chatId, 'me too');
  await courier.sandbox.fault({
    name: 'telegram-error',
    status: 429,
    retryAfter: 20,
    operation: 'sendMessage',
    times: 1,
  });
  const before = (await courier.requests('telegram', 'sendMessage')).length;

  const first = await run(a.chatId);
  expect(first).toMatchObject({ kind: 'later', type: 'Held' });
  expect((first as { delayMs: number }).delayMs).toBeGreaterThan(15_000);
  expect((first as { delayMs: number }).delayMs).toBeLessThanOrEqual(20_000);
  expect(await run(b.chatId)).toMatchObject({
    kind: 'later',
    type: 'Held',
    message: (first as { message: string }).message,
  });
  expect((await courier.requests('telegram', 'sendMessage')).length - before).toBe(1);
  expect((await rowsOf(a.chatId))[0]).toMatchObject({ state: 'pending', attempts: 0 });

  await courier.ledger.db.query('update sources set held_until = now()');
  await courier.pass(a.chatId, 30);
  expect(await run(a.chatId)).toMatchObject(IDLE);
  expect(await run(b.chatId)).toMatchObject(IDLE);
  expect([await courier.onPhone(a), await courier.onPhone(b)]).toEqual([['too fast'], ['me too']]);
});

it('a token that is refused parks the chat and says what to do', async () => {
  const customer = await courier.customer();
  await courier.managerWrites(customer.chatId, 'x');
  await courier.sandbox.fault({ name: 'telegram-error', status: 401, operation: 'sendMessage', times: 1 });
  const ran = await run(customer.chatId);
  expect(ran).toMatchObject({ kind: 'returned', result: { kind: 'park' } });
  expect((ran as { result: { why?: string } }).result.why).toContain('@BotFather');
  // Parked, it waits instead of giving the lane back.
  expect(await run(customer.chatId, { parked: true })).toMatchObject({ kind: 'later', type: 'Held' });
});

it('a customer who blocked the bot: failed at once, with the reason for the manager', async () => {
  const customer = await courier.customer();
  await courier.sandbox.post(`/telegram/bots/${BOT_ID}/chats/${customer.phoneChat}/block`, {});
  const id = await courier.managerWrites(customer.chatId, 'are you there?');
  expect(await run(customer.chatId)).toMatchObject({ kind: 'returned', result: { kind: 'idle', receiptsDue: true } });
  expect((await rowsOf(customer.chatId))[0]).toMatchObject({
    outcome: 'failed',
    outcome_code: 905,
    outcome_text: 'The customer has blocked the bot.',
    tick: 'failed',
  });
  await courier.reportReceipts(customer.chatId);
  expect(await courier.inboxMessage(id)).toMatchObject({
    status: 'failed',
    error: { code: 905, text: 'The customer has blocked the bot.' },
  });
});

it('errors that pass are tried again at a growing distance, and park at the fifth', async () => {
  const customer = await courier.customer();
  await courier.managerWrites(customer.chatId, 'through at last');
  await courier.sandbox.fault({ name: 'telegram-error', status: 500, operation: 'sendMessage', times: 5 });
  const delays: number[] = [];
  for (let attempt = 1; attempt <= 4; attempt += 1) {
    const ran = await run(customer.chatId);
    expect(ran).toMatchObject({
      kind: 'later',
      type: 'TryLater',
      message: 'Telegram has an internal error (HTTP 500).',
    });
    delays.push((ran as { delayMs: number }).delayMs);
    await courier.pass(customer.chatId, 60);
  }
  expect([...delays].sort((a, b) => a - b)).toEqual(delays);
  expect(await run(customer.chatId)).toMatchObject({ kind: 'returned', result: { kind: 'park' } });
  expect((await rowsOf(customer.chatId))[0]).toMatchObject({ state: 'pending', attempts: 5 });
  await courier.pass(customer.chatId, 3_600);
  expect(await run(customer.chatId, { parked: true })).toMatchObject(IDLE);
  expect(await courier.onPhone(customer)).toEqual(['through at last']);
});

it.each(['telegram-hang', 'telegram-drop-after-storing', 'telegram-latency'] as const)(
  'no answer (%s): unknown, never sent again, and the lane goes on',
  async (name) => {
    const customer = await courier.customer();
    await courier.managerWrites(customer.chatId, 'perhaps');
    await courier.managerWrites(customer.chatId, 'certainly');
    const before = (await courier.requests('telegram', 'sendMessage')).length;
    await courier.sandbox.fault({
      name,
      operation: 'sendMessage',
      times: 1,
      ...(name === 'telegram-latency' ? { ms: 1_500 } : {}),
    });
    expect(await run(customer.chatId)).toMatchObject({ kind: 'returned', result: { kind: 'idle', receiptsDue: true } });
    expect(await run(customer.chatId)).toMatchObject(IDLE);

    const [perhaps, certainly] = await rowsOf(customer.chatId);
    expect(perhaps).toMatchObject({ outcome: 'unknown', outcome_code: 905, tick: 'failed' });
    expect(perhaps?.outcome_text).toContain('May have arrived');
    expect(certainly).toMatchObject({ outcome: 'sent' });
    expect((await courier.requests('telegram', 'sendMessage')).length - before).toBe(2);
    expect(await courier.onPhone(customer)).toEqual(
      name === 'telegram-hang' ? ['certainly'] : ['perhaps', 'certainly'],
    );
  },
);

it('a worker that died while sending: unknown, and not sent again', async () => {
  const customer = await courier.customer();
  await courier.managerWrites(customer.chatId, 'claimed by the dead');
  await claim(courier.ledger.db, await take(courier.ledger.db, customer.chatId, 'to-messenger'));
  expect(await run(customer.chatId)).toMatchObject(IDLE);
  expect((await rowsOf(customer.chatId))[0]).toMatchObject({ outcome: 'unknown', tick: 'failed' });
  expect(await courier.onPhone(customer)).toEqual([]);
});

it('a lane that was taken while the request was out: what is proven is recorded all the same', async () => {
  const customer = await courier.customer();
  await courier.managerWrites(customer.chatId, 'late proof');
  const http: HttpClient = {
    ...courier.deps.http,
    request: async (request) => {
      const answer = await courier.deps.http.request(request);
      await takeLane(courier.ledger.db, customer.chatId, 'to-messenger');
      return answer;
    },
  };
  expect(await run(customer.chatId, { http })).toMatchObject({ kind: 'later', type: 'LaneLost' });
  expect((await rowsOf(customer.chatId))[0]).toMatchObject({ outcome: 'sent', tick: 'delivered' });
  expect(await run(customer.chatId)).toMatchObject(IDLE);
  expect(await courier.onPhone(customer)).toEqual(['late proof']);
});

it('a worker that was stopped between claim and send sends nothing, and nobody is to blame', async () => {
  const customer = await courier.customer();
  await courier.managerWrites(customer.chatId, 'frozen');
  const held = await take(courier.ledger.db, customer.chatId, 'to-messenger');
  const delivery = await claim(courier.ledger.db, held);
  const lease = new Lease();
  jest.spyOn(lease, 'holds').mockReturnValue(false);
  const before = (await courier.requests('telegram', 'sendMessage')).length;
  expect(await new ToMessenger(courier.deps, held).carry(delivery, lease)).toMatchObject({
    kind: 'put-off',
    blameless: true,
  });
  expect((await courier.requests('telegram', 'sendMessage')).length).toBe(before);
});

describe('a text too long for one message', () => {
  const words = Array.from({ length: 1_500 }, (_, n) => `w${String(n).padStart(4, '0')}`).join(' ');
  const pieces = splitText(words, 4_096);

  it('goes out in parts, in order, and nothing of it is lost', async () => {
    expect(words).toHaveLength(8_999);
    const customer = await courier.customer();
    await courier.managerWrites(customer.chatId, words);
    expect(await run(customer.chatId)).toMatchObject(IDLE);
    const parts = await courier.onPhone(customer);
    expect(parts).toHaveLength(3);
    expect(parts.join(' ')).toBe(words);
    expect((await rowsOf(customer.chatId))[0]).toMatchObject({ outcome: 'sent', tick: 'delivered' });
  });

  it('goes on where it was put off, without repeating what is out', async () => {
    const customer = await courier.customer();
    await courier.managerWrites(customer.chatId, words);
    let sends = 0;
    const http: HttpClient = {
      ...courier.deps.http,
      request: (request) => {
        sends += 1;
        return sends === 2
          ? courier.sandbox
              .fault({ name: 'telegram-error', status: 500, times: 1 })
              .then(() => courier.deps.http.request(request))
          : courier.deps.http.request(request);
      },
    };
    expect(await run(customer.chatId, { http })).toMatchObject({ kind: 'later', type: 'TryLater' });
    expect(await courier.onPhone(customer)).toEqual(pieces.slice(0, 1));
    await courier.pass(customer.chatId, 60);
    expect(await run(customer.chatId)).toMatchObject(IDLE);
    expect(await courier.onPhone(customer)).toEqual(pieces);
    expect((await rowsOf(customer.chatId))[0]).toMatchObject({ outcome: 'sent' });
  });

  it('after a crash between parts: the one under way is unknown and not repeated, the rest is sent', async () => {
    const customer = await courier.customer();
    await courier.managerWrites(customer.chatId, words);
    const held = await take(courier.ledger.db, customer.chatId, 'to-messenger');
    const { id } = await claim(courier.ledger.db, held);
    await planParts(courier.ledger.db, held, id, inText(...pieces));
    await markPart(courier.ledger.db, held, id, 0, 'claimed');

    expect(await run(customer.chatId)).toMatchObject(IDLE);
    expect(await courier.onPhone(customer)).toEqual(pieces.slice(1));
    expect((await rowsOf(customer.chatId))[0]).toMatchObject({ outcome: 'unknown', outcome_code: 905, tick: 'failed' });
    const { rows } = await courier.ledger.db.query('select state from parts where delivery_id = $1 order by index', [
      id,
    ]);
    expect(rows).toEqual([{ state: 'unknown' }, { state: 'sent' }, { state: 'sent' }]);
  });
});

it('what has waited too long fails with 903 and is not sent', async () => {
  const customer = await courier.customer();
  await courier.managerWrites(customer.chatId, 'stale');
  await courier.managerWrites(customer.chatId, 'fresh');
  await courier.ledger.db.query(
    `update deliveries set expires_at = now() where chat_id = $1 and id = (select id from deliveries
       where chat_id = $1 and lane = 'to-messenger' order by seq limit 1)`,
    [customer.chatId],
  );
  expect(await run(customer.chatId)).toMatchObject(IDLE);
  const [stale] = await rowsOf(customer.chatId);
  expect(stale).toMatchObject({ outcome: 'failed', outcome_code: 903, tick: 'failed' });
  expect(stale?.outcome_text).toContain('not sent');
  expect(await courier.onPhone(customer)).toEqual(['fresh']);
});

it('a chat without an address fails with 904: Telegram lets no bot begin', async () => {
  const { wake } = await courier.ledger.acceptor.accept([fromKommo(courier.tenant, { text: 'hello?' })]);
  const chatId = wake[0]?.chatId ?? asChatId('');
  expect(await run(chatId)).toMatchObject(IDLE);
  const [row] = await rowsOf(chatId);
  expect(row).toMatchObject({ outcome: 'failed', outcome_code: 904, tick: 'failed' });
  expect(row?.outcome_text).toContain('has to write first');
});

it('what cannot be carried yet fails with 905, says what it was and what would work', async () => {
  const customer = await courier.customer();
  const inbox = await courier.inbox(customer.chatId);
  await courier.ledger.acceptor.accept([
    fromKommo(courier.tenant, {
      chatKommoId: inbox?.id ?? '',
      chatClientId: inbox?.clientId ?? null,
      content: { type: 'unsupported', what: 'picture' },
    }),
  ]);
  expect(await run(customer.chatId)).toMatchObject(IDLE);
  const [row] = await rowsOf(customer.chatId);
  expect(row).toMatchObject({ outcome: 'failed', outcome_code: 905, tick: 'failed' });
  expect(row?.outcome_text).toMatch(/picture.*text/);
});

it('does its share and gives the rest back', async () => {
  jest.spyOn(telegram, 'rates').mockReturnValue({});
  const customer = await courier.customer();
  const texts = Array.from({ length: 25 }, (_, n) => `n${n}`);
  for (const text of texts) await courier.managerWrites(customer.chatId, text);
  expect(await run(customer.chatId)).toMatchObject({ kind: 'returned', result: { kind: 'more' } });
  expect(await courier.onPhone(customer)).toEqual(texts.slice(0, 20));
  expect(await run(customer.chatId)).toMatchObject(IDLE);
  expect(await courier.onPhone(customer)).toEqual(texts);
});

describe('states reported to Kommo', () => {
  it('are delivered, then read, and never back', async () => {
    const customer = await courier.customer();
    const id = await courier.managerWrites(customer.chatId, 'seen?');
    await run(customer.chatId);
    expect(await courier.reportReceipts(customer.chatId)).toEqual({ more: false });
    expect(await courier.inboxMessage(id)).toMatchObject({ status: 'delivered' });
    const before = (await courier.requests('kommo', 'delivery-status')).length;
    await courier.reportReceipts(customer.chatId);
    expect((await courier.requests('kommo', 'delivery-status')).length).toBe(before);

    await courier.ledger.db.query("update deliveries set tick = 'read' where chat_id = $1 and tick = 'delivered'", [
      customer.chatId,
    ]);
    await courier.reportReceipts(customer.chatId);
    expect(await courier.inboxMessage(id)).toMatchObject({ status: 'read' });
  });

  it('wait when Kommo cannot take them, and are let go when it does not know the message', async () => {
    const customer = await courier.customer();
    const id = await courier.managerWrites(customer.chatId, 'busy');
    await run(customer.chatId);
    await courier.sandbox.fault({ name: 'kommo-error', status: 503, operation: 'delivery-status', times: 1 });
    await expect(courier.reportReceipts(customer.chatId)).rejects.toMatchObject({ type: 'TryLater' });
    await courier.reportReceipts(customer.chatId);
    expect(await courier.inboxMessage(id)).toMatchObject({ status: 'delivered' });

    const inbox = await courier.inbox(customer.chatId);
    await courier.ledger.acceptor.accept([
      fromKommo(courier.tenant, { chatKommoId: inbox?.id ?? '', chatClientId: inbox?.clientId ?? null }),
    ]);
    await run(customer.chatId);
    await courier.reportReceipts(customer.chatId);
    const before = (await courier.requests('kommo', 'delivery-status')).length;
    await courier.reportReceipts(customer.chatId);
    expect((await courier.requests('kommo', 'delivery-status')).length).toBe(before);
  });
});
