import type { HttpClient } from '../../src/http/client';
import type { MessageFromKommo } from '../../src/ledger/acceptable';
import type { ChatId } from '../../src/model/ids';
import { deliveriesOf, fromKommo } from '../ledger/ledger';
import { startCourier, type Courier, type Ran } from './courier';

let courier: Courier;
beforeAll(async () => {
  courier = await startCourier();
});
afterAll(() => courier.close());

const run = (chatId: ChatId, options?: Parameters<Courier['run']>[2]): Promise<Ran> =>
  courier.run('to-messenger', chatId, options);

/** What leaves with the second request meets what `trouble` has prepared. */
function atTheSecond(trouble: () => Promise<unknown>): HttpClient {
  let requests = 0;
  return {
    ...courier.deps.http,
    request: async (request) => {
      requests += 1;
      if (requests === 2) await trouble();
      return courier.deps.http.request(request);
    },
  };
}

const internalError = (): Promise<unknown> =>
  courier.sandbox.fault({ name: 'telegram-error', status: 500, operation: 'sendMessage', times: 1 });

describe('states of messages that are due when a later message has to wait', () => {
  it.each([false, true])(
    'are given back at once, and the wait is for the next activity (parked: %s)',
    async (parked) => {
      const customer = await courier.customer();
      const id = await courier.managerWrites(customer.chatId, 'through');
      await courier.managerWrites(customer.chatId, 'waits');

      expect(await run(customer.chatId, { parked, http: atTheSecond(internalError) })).toMatchObject({
        kind: 'returned',
        result: { kind: 'more', receiptsDue: true },
      });
      await courier.reportReceipts(customer.chatId);
      expect(await courier.inboxMessage(id)).toMatchObject({ status: 'delivered' });

      const before = (await courier.requests('telegram', 'sendMessage')).length;
      const next = await run(customer.chatId);
      expect(next).toMatchObject({
        kind: 'later',
        type: 'TryLater',
        message: 'Telegram has an internal error (HTTP 500).',
      });
      expect((next as { delayMs: number }).delayMs).toBeGreaterThan(100);
      expect((next as { delayMs: number }).delayMs).toBeLessThanOrEqual(1_200);
      expect((await courier.requests('telegram', 'sendMessage')).length).toBe(before);
      expect((await deliveriesOf(courier.ledger.db, customer.chatId, 'to-messenger'))[1]).toMatchObject({
        state: 'pending',
        attempts: 1,
      });
      await courier.pass(customer.chatId, 60);
      expect(await run(customer.chatId)).toMatchObject({ kind: 'returned', result: { kind: 'idle' } });
      expect(await courier.onPhone(customer)).toEqual(['through', 'waits']);
    },
  );

  it('are given back also when the later message is in doubt', async () => {
    const customer = await courier.customer();
    await courier.ledger.db.query("update sources set when_unknown = 'resend'");
    try {
      await courier.managerWrites(customer.chatId, 'through');
      await courier.managerWrites(customer.chatId, 'perhaps');
      const hang = (): Promise<unknown> =>
        courier.sandbox.fault({ name: 'telegram-hang', operation: 'sendMessage', times: 1 });
      expect(await run(customer.chatId, { http: atTheSecond(hang) })).toMatchObject({
        kind: 'returned',
        result: { kind: 'more', receiptsDue: true },
      });
      expect(await run(customer.chatId)).toMatchObject({ kind: 'later' });
    } finally {
      await courier.ledger.db.query("update sources set when_unknown = 'ask'");
    }
  });

  it('do not end the retries where there are none', async () => {
    const customer = await courier.customer();
    await courier.managerWrites(customer.chatId, 'waits');
    await internalError();
    expect(await run(customer.chatId)).toMatchObject({ kind: 'later', type: 'TryLater' });
  });
});

it('what was written before a message that waits for its file, and comes late, goes before it', async () => {
  const customer = await courier.customer();
  const inbox = await courier.inbox(customer.chatId);
  const writes = (given: Partial<MessageFromKommo>): Promise<unknown> =>
    courier.ledger.acceptor.accept([
      fromKommo(courier.tenant, {
        chatKommoId: inbox?.id ?? '',
        chatClientId: `telegram-${customer.chatId}`,
        ...given,
      }),
    ]);
  const file = { reference: 'http://127.0.0.1:9/a.ogg', name: 'a.ogg', mimeType: 'audio/ogg', size: 10 };
  await writes({ at: 2_000, content: { type: 'voice', file } });
  expect(await run(customer.chatId)).toMatchObject({ kind: 'returned', result: { kind: 'await-media' } });
  await writes({ at: 1_000, content: { type: 'text', text: 'before' } });
  await writes({ at: 3_000, content: { type: 'text', text: 'after' } });
  expect(await run(customer.chatId)).toMatchObject({ kind: 'returned', result: { kind: 'await-media' } });
  expect(await courier.onPhone(customer)).toEqual(['before']);
});

describe('an attempt after one that died', () => {
  it('has the states of messages looked at, for the dead may owe some', async () => {
    const customer = await courier.customer();
    expect(await run(customer.chatId, { attempt: 2 })).toMatchObject({
      kind: 'returned',
      result: { kind: 'idle', receiptsDue: true },
    });
    expect(await run(customer.chatId)).toMatchObject({ result: { kind: 'idle', receiptsDue: false } });
    expect(await courier.run('to-kommo', customer.chatId, { attempt: 2 })).toMatchObject({
      result: { kind: 'idle', receiptsDue: false },
    });
  });
});
