import { randomUUID } from 'node:crypto';
import { MockActivityEnvironment } from '@temporalio/testing';
import { fetchMedia } from '../../src/activities/fetch-media';
import { Lease } from '../../src/activities/lease';
import { Turns } from '../../src/activities/turn';
import type { MessageFromKommo } from '../../src/ledger/acceptable';
import { telegram } from '../../src/messengers/telegram';
import type { ChatId } from '../../src/model/ids';
import type { Rates } from '../../src/model/rates';
import type { FileView } from '../../src/sandbox/control/contract';
import { deliveriesOf, fromKommo, take } from '../ledger/ledger';
import { sampleFile } from '../support/sample-files';
import { waitFor } from '../support/wait-for';
import { startCourier, type Courier, type Customer, type Ran } from './courier';

let courier: Courier;
beforeAll(async () => {
  courier = await startCourier();
});
afterAll(() => courier.close());
afterEach(async () => {
  jest.restoreAllMocks();
  await courier.ledger.db.query('delete from send_turns');
});

const IDLE = { kind: 'returned', result: { kind: 'idle' } };
/** Long against everything that a test does. */
const LONG_MS = 100_000;
const TURN = { kind: 'later', type: 'Turn' };

const run = (chatId: ChatId, options?: Parameters<Courier['run']>[2]): Promise<Ran> =>
  courier.run('to-messenger', chatId, options);

function allow(rates: Rates): void {
  jest.spyOn(telegram, 'rates').mockReturnValue(rates);
}

/** What was tried of the chat's messages, and how it ended. */
async function attemptsOf(chatId: ChatId): Promise<string[]> {
  const { rows } = await courier.ledger.db.query<{ result: string }>(
    `select result from attempts join deliveries on deliveries.id = delivery_id
     where chat_id = $1 and lane = 'to-messenger' order by attempts.id`,
    [chatId],
  );
  return rows.map(({ result }) => result);
}

async function answers({ chatId }: Customer, given: Partial<MessageFromKommo>): Promise<void> {
  const inbox = await courier.inbox(chatId);
  const chat = { chatKommoId: inbox?.id ?? '', chatClientId: `telegram-${chatId}` };
  await courier.ledger.acceptor.accept([fromKommo(courier.tenant, { ...chat, ...given })]);
}

describe('a turn of the source', () => {
  const rates = { source: { everyMs: LONG_MS, burst: 1 } };

  beforeEach(async () => {
    allow(rates);
    const other = await courier.customer();
    await courier.managerWrites(other.chatId, 'to another chat');
    expect(await run(other.chatId)).toMatchObject(IDLE);
  });

  it('that is far is waited for outside, without attempts, with nothing claimed and without parking', async () => {
    const customer = await courier.customer();
    await courier.managerWrites(customer.chatId, 'waits');
    for (const parked of [false, true]) {
      const ran = await run(customer.chatId, { parked });
      expect(ran).toMatchObject({ ...TURN, message: expect.stringContaining('waits for its turn') as string });
      expect((ran as { delayMs: number }).delayMs).toBeLessThanOrEqual(20_000);
      await courier.pass(customer.chatId, 20);
    }
    expect((await deliveriesOf(courier.ledger.db, customer.chatId, 'to-messenger'))[0]).toMatchObject({
      state: 'pending',
      attempts: 0,
    });
    expect(await attemptsOf(customer.chatId)).toEqual([]);
    await courier.pass(customer.chatId, 100);
    expect(await run(customer.chatId)).toMatchObject(IDLE);
    expect(await courier.onPhone(customer)).toEqual(['waits']);
    expect(await attemptsOf(customer.chatId)).toEqual(['sent']);
  });

  it('lets a message that is written earlier and comes late go before the one that waits', async () => {
    const customer = await courier.customer();
    await answers(customer, { at: 2_000, content: { type: 'text', text: 'second' } });
    expect(await run(customer.chatId)).toMatchObject(TURN);
    await answers(customer, { at: 1_000, content: { type: 'text', text: 'first' } });
    await courier.pass(customer.chatId, 1_000);
    allow({ source: { everyMs: LONG_MS, burst: 2 } });
    expect(await run(customer.chatId)).toMatchObject(IDLE);
    expect(await courier.onPhone(customer)).toEqual(['first', 'second']);
  });
});

describe('a turn that is near', () => {
  /** Until it was the source's turn less than a moment later, whatever else this machine does. */
  async function nearTurn(turns: Turns): Promise<number> {
    return waitFor(
      async () => {
        await courier.ledger.db.query(`update send_turns set next_at = now() + interval '240 milliseconds'`);
        return (await turns.await(telegram, new Lease()))?.retryAfterMs;
      },
      { what: 'a turn to wait for' },
    );
  }

  async function newTurns(): Promise<Turns> {
    allow({ source: { everyMs: LONG_MS, burst: 1 } });
    const customer = await courier.customer();
    const turns = new Turns(courier.deps.db, await take(courier.deps.db, customer.chatId, 'to-messenger'), {});
    expect(await turns.await(telegram, new Lease())).toBeUndefined();
    return turns;
  }

  it('is taken, and used once it has come', async () => {
    const turns = await newTurns();
    expect(await nearTurn(turns)).toBeLessThanOrEqual(240);
    await waitFor(async () => (await turns.await(telegram, new Lease())) === undefined, { everyMs: 5 });
    expect((await turns.await(telegram, new Lease()))?.retryAfterMs).toBeGreaterThan(1_000);
  });

  it('is given up by whoever comes too late, but not twice in a row', async () => {
    const turns = await newTurns();
    await nearTurn(turns);
    const start = performance.now();
    const clock = jest.spyOn(performance, 'now');
    clock.mockReturnValue(start + 60_000);
    await courier.ledger.db.query('update lanes set next_at = null');
    await courier.ledger.db.query(`update send_turns set next_at = now() + interval '200 milliseconds'`);
    expect((await turns.await(telegram, new Lease()))?.retryAfterMs).toBeGreaterThan(0);
    clock.mockReturnValue(start + 120_000);
    expect(await turns.await(telegram, new Lease())).toBeUndefined();
  });

  it('is waited for in the same activity', async () => {
    allow({ chat: { everyMs: 120, burst: 1 } });
    const customer = await courier.customer();
    const texts = ['one', 'two', 'three', 'four'];
    for (const text of texts) await courier.managerWrites(customer.chatId, text);
    expect(await run(customer.chatId)).toMatchObject({ ...IDLE, result: { receiptsDue: true } });
    expect(await courier.onPhone(customer)).toEqual(texts);
    const sent = (await courier.requests('telegram', 'sendMessage')).filter(({ chat }) => chat === customer.phoneChat);
    expect((sent.at(-1)?.startedAt ?? 0) - (sent[0]?.startedAt ?? 0)).toBeGreaterThan(250);
    expect(await attemptsOf(customer.chatId)).toEqual(texts.map(() => 'sent'));
  });
});

describe('everything that is sent takes a turn:', () => {
  const rates = { chat: { everyMs: LONG_MS, burst: 3 } };
  beforeEach(() => allow(rates));

  it('each part of a long text', async () => {
    const customer = await courier.customer();
    const sentences = Array.from({ length: 1_000 }, (_, index) => `Sentence ${String(index)} of many.`);
    await courier.managerWrites(customer.chatId, sentences.join(' '));
    expect(await run(customer.chatId)).toMatchObject(TURN);
    expect(await courier.onPhone(customer)).toHaveLength(3);
    await courier.pass(customer.chatId, 1_000);
    expect(await run(customer.chatId)).toMatchObject(IDLE);
    expect((await courier.onPhone(customer)).join(' ')).toBe(sentences.join(' '));
  });

  it('each piece of an album', async () => {
    const customer = await courier.customer();
    for (let piece = 0; piece < 3; piece += 1) {
      const { name, mimeType, bytes } = sampleFile('png');
      const query = new URLSearchParams({ name, type: mimeType }).toString();
      const url = `${courier.sandbox.url}/control/files`;
      const stored = await fetch(`${url}?${query}`, { method: 'POST', body: new Uint8Array(bytes) });
      const { id } = (await stored.json()) as FileView;
      const file = { reference: `${url}/${id}`, name, mimeType, size: bytes.length };
      await answers(customer, { content: { type: 'picture', file, album: 'a' } });
    }
    await new MockActivityEnvironment().run(() => fetchMedia(courier.deps, customer.chatId));
    await courier.ledger.db.query('update deliveries set not_before = now() where chat_id = $1', [customer.chatId]);
    await courier.managerWrites(customer.chatId, 'behind it');
    expect(await run(customer.chatId)).toMatchObject(TURN);
    expect((await courier.phone(customer)).messages.filter(({ albumId }) => albumId !== null)).toHaveLength(3);
    expect(await courier.onPhone(customer)).not.toContain('behind it');
  });

  it('a reaction', async () => {
    const customer = await courier.customer();
    const said = (await courier.inbox(customer.chatId))?.messages[0]?.id ?? '';
    for (const text of ['one', 'two', 'three']) await courier.managerWrites(customer.chatId, text);
    const { accountId, scopeId } = courier.tenant;
    await courier.ledger.acceptor.accept([
      {
        kind: 'reaction-from-kommo',
        side: 'kommo',
        ...{ accountId, scopeId },
        dedupeKey: randomUUID(),
        chatKommoId: (await courier.inbox(customer.chatId))?.id ?? '',
        chatClientId: `telegram-${customer.chatId}`,
        sourceExternalId: null,
        author: { kommoId: 'user-1', name: '' },
        kommoId: said,
        messageId: null,
        reaction: { kind: 'emoji', emoji: '👍' },
        at: Date.now(),
        raw: Buffer.from('{}'),
      },
    ]);
    expect(await run(customer.chatId)).toMatchObject(TURN);
    expect(await courier.requests('telegram', 'setMessageReaction')).toEqual([]);
    await courier.pass(customer.chatId, 1_000);
    expect(await run(customer.chatId)).toMatchObject(IDLE);
  });
});

describe('states of messages that are due while the next one waits for its turn', () => {
  it('come together with those of the next ones: an activity gives nothing back that goes on soon', async () => {
    allow({ chat: { everyMs: 2_000, burst: 1 } });
    const customer = await courier.customer();
    for (const text of ['one', 'two']) await courier.managerWrites(customer.chatId, text);
    expect(await run(customer.chatId)).toMatchObject(TURN);
    await courier.pass(customer.chatId, 10);
    expect(await run(customer.chatId, { attempt: 2 })).toMatchObject({ ...IDLE, result: { receiptsDue: true } });
    expect(await courier.onPhone(customer)).toEqual(['one', 'two']);
  });
});
