import type { InboxMessage, JournalEntry, NewFault } from '../../src/sandbox/control/contract';
import { addBot, botIdOf, enterToken } from '../support/bots';
import { settled } from '../support/deliveries';
import { openChats, Traffic, type BothSides } from '../support/traffic';
import { judge, type Written } from '../support/verdict';
import { waitFor } from '../support/wait-for';
import { BOT_ID, World } from '../support/world';

const OTHER_BOT = '500000002:another-telegram-bot-token';
const DEAD_BOT = '500000003:a-telegram-bot-whose-token-dies';
const BYSTANDERS = 3;
/** Messages of bystanders beside each trouble. */
const FEWEST_BYSTANDERS = 20;
/** Bystanders may take so many times longer than in calm times; behind a blocked one they would take seconds. */
const SLOWER_AT_MOST = 5;
/** Calm times are a few dozen milliseconds, which a busy machine alone can multiply. */
const LEAST_CALM_MS = 100;

describe('while Telegram', () => {
  let world: World;
  /** The chat in trouble, and two more of its bot. */
  let chat: BothSides;
  let sibling: BothSides;
  let third: BothSides;
  /** Chats of another bot. */
  let bystanders: readonly BothSides[];
  let deadChat: BothSides;
  let calmMs: number;
  /** Where the journal stood when the present trouble began. */
  let began = 0;

  beforeAll(async () => {
    world = await World.start();
    await addBot(world, OTHER_BOT, 'Other');
    await addBot(world, DEAD_BOT, 'Dead');
    const own = await openChats(world, 3);
    [chat, sibling, third] = [at(own, 0), at(own, 1), at(own, 2)];
    bystanders = await openChats(world, BYSTANDERS, { botId: botIdOf(OTHER_BOT) });
    deadChat = at(await openChats(world, 1, { botId: botIdOf(DEAD_BOT) }), 0);
    calmMs = await beside('calm', async () => {
      for (let turn = 0; turn < 20; turn += 1) await isDelivered(await write(chat, `all is well ${turn}`));
    });
  }, 180_000);
  afterAll(() => world.stop());

  it('refuses the token (401): the source is held at once, and nothing else', async () => {
    await enterToken(world, DEAD_BOT, `${botIdOf(DEAD_BOT)}:not-the-token-any-more`, 'Dead');
    const medianMs = await beside('token', async () => {
      await write(deadChat, 'waits for a good token');
      await waitFor(async () => (await hold(DEAD_BOT)).ms > 0, { timeoutMs: 30_000, what: 'the hold' });
      // A second message does not ask Telegram again.
      await write(deadChat, 'waits too');
      await customerIsHeard(deadChat, botIdOf(DEAD_BOT));
    });

    expect((await hold(DEAD_BOT)).reason).toBe(
      "Telegram does not accept the bot's token. Enter the bot's current token from @BotFather.",
    );
    expect((await sends(deadChat)).map(({ status }) => status)).toEqual([401]);
    expect((await hold(`${BOT_ID}:`)).ms).toBe(0);
    expectPrompt(medianMs);
    await enterToken(world, DEAD_BOT, DEAD_BOT, 'Dead');
  }, 90_000);

  it('answers 429 to one chat: the message is sent once, when Telegram wants it', async () => {
    const refusals = 2;
    const retryAfter = 2;
    await world.fault({ name: 'telegram-error', status: 429, retryAfter, chat: chat.phone, times: refusals });
    const medianMs = await beside('limited-chat', async () => {
      const text = await write(chat, 'a bit later');
      await customerIsHeard(chat);
      await isDelivered(text);
    });

    const attempts = await sends(chat);
    expect(attempts.map(({ status }) => status)).toEqual([...Array<number>(refusals).fill(429), 200]);
    for (const [index, later] of attempts.slice(1).entries()) {
      expect(later.startedAt - (attempts[index]?.startedAt ?? 0)).toBeGreaterThanOrEqual(retryAfter * 1_000);
    }
    expectPrompt(medianMs);
  }, 90_000);

  it('answers 429 to the whole bot: its other chats do not each learn it alone, and their messages wait and are sent once', async () => {
    const retryAfter = 4;
    const limits = await Promise.all(
      [chat, sibling, third].map(({ phone }) =>
        world.fault({ name: 'telegram-error', status: 429, retryAfter, chat: phone }),
      ),
    );
    const medianMs = await beside('limited-bot', async () => {
      const texts = [await write(chat, 'one of many')];
      await waitFor(async () => (await hold(`${BOT_ID}:`)).ms > 0, { timeoutMs: 30_000, what: 'the hold' });
      await Promise.all(limits.map(({ id }) => world.control('DELETE', `/faults/${id}`)));
      texts.push(await write(sibling, 'held with it'), await write(third, 'held too'));
      await customerIsHeard(sibling);
      for (const text of texts) await isDelivered(text);
    });

    const [first, ...rest] = await sends(chat);
    expect([first, ...rest].map((each) => each?.status)).toEqual([429, 200]);
    for (const other of [sibling, third]) {
      const attempts = await sends(other);
      expect(attempts.map(({ status }) => status)).toEqual([200]);
      expect((attempts[0]?.startedAt ?? 0) - (first?.startedAt ?? 0)).toBeGreaterThanOrEqual(retryAfter * 1_000);
    }
    expectPrompt(medianMs);
  }, 90_000);

  it('answers 500: the message is sent once, after another attempt or two', async () => {
    await world.fault({ name: 'telegram-error', status: 500, chat: chat.phone, times: 2 });
    const medianMs = await beside('broken', async () => {
      const text = await write(chat, 'third time lucky');
      await customerIsHeard(chat);
      await isDelivered(text);
    });

    expect((await sends(chat)).map(({ status }) => status)).toEqual([500, 500, 200]);
    expectPrompt(medianMs);
  }, 90_000);

  it.each<{ trouble: string; name: NewFault['name']; ms?: number; arrives: boolean }>([
    { trouble: 'takes a message and never answers', name: 'telegram-hang', arrives: false },
    { trouble: 'stores a message and answers too late', name: 'telegram-latency', ms: 30_000, arrives: true },
    { trouble: 'stores a message and breaks the connection', name: 'telegram-drop-after-storing', arrives: true },
  ])(
    '$trouble: the manager is told that it may have arrived, it is not sent again, and the next one is',
    async (given) => {
      const { name, ms, arrives } = given;
      await world.fault({
        name,
        operation: 'sendMessage',
        chat: chat.phone,
        times: 1,
        ...(ms === undefined ? {} : { ms }),
      });
      const medianMs = await beside(name, async () => {
        const doubtful = await write(chat, `in doubt: ${name}`);
        const next = await write(chat, `after ${name}`);
        await customerIsHeard(chat);
        expect(await failure(doubtful)).toEqual({
          code: 905,
          text: 'May have arrived: the connection broke before Telegram answered. Ask the customer before sending it again.',
        });
        await isDelivered(next);
      });

      const attempts = await sends(chat);
      expect(attempts.map(({ status, stored }) => ({ status, stored }))).toEqual([
        { status: null, stored: arrives },
        { status: 200, stored: true },
      ]);
      expectPrompt(medianMs);
    },
    90_000,
  );

  it('says that the customer has blocked the bot (403): the manager reads it at once, and messages go again afterwards', async () => {
    await world.control('POST', `/telegram/bots/${BOT_ID}/chats/${chat.phone}/block`);
    const medianMs = await beside('blocked', async () => {
      const text = await write(chat, 'are you still there?');
      // By Telegram's answer to the send, or by what it told before.
      const said = expect.stringMatching(/The customer has blocked (the bot|you on Telegram)/) as string;
      expect(await failure(text)).toEqual({ code: 905, text: said });
      await isDelivered(await write(sibling, 'not blocked'));
    });
    await world.control('POST', `/telegram/bots/${BOT_ID}/chats/${chat.phone}/unblock`);
    await isDelivered(await write(chat, 'welcome back'));

    const statuses = (await sends(chat)).map(({ status }) => status);
    expect(statuses.at(-1)).toBe(200);
    // None at all where Telegram had told of the block before.
    expect(statuses.slice(0, -1).filter((status) => status !== 403)).toEqual([]);
    expect(statuses.length).toBeLessThanOrEqual(2);
    expectPrompt(medianMs);
  }, 90_000);

  it('accepts the token again: what was held is sent once and in order', async () => {
    const texts = ['waits for a good token', 'waits too'];
    for (const text of texts) await isDelivered(text);
    await settled(world, 60_000);
    const sent = (await world.journal()).filter(
      ({ stored, request }) => stored && texts.includes(textIn(request) ?? ''),
    );
    expect(sent.filter(({ operation }) => operation === 'sendMessage').map(({ request }) => textIn(request))).toEqual(
      texts,
    );
  }, 200_000);

  /**
   * Runs a trouble while chats of another source go on; fails when one of their messages is lost, late or sent twice.
   * @returns how long half of them took at most, milliseconds.
   */
  async function beside(label: string, trouble: () => Promise<void>): Promise<number> {
    began = (await world.journal()).at(-1)?.seq ?? 0;
    const traffic = new Traffic(world, bystanders, { label, everyMs: 500, botId: botIdOf(OTHER_BOT) });
    let written: Written[] = [];
    try {
      await trouble();
      await waitFor(() => traffic.count >= FEWEST_BYSTANDERS, { timeoutMs: 30_000, what: 'bystanders' });
    } finally {
      written = await traffic.stop();
    }
    const times = await waitFor(
      async () => {
        const known = travelTimes(written, await world.journal());
        return known.length === written.length && known;
      },
      { timeoutMs: 30_000, everyMs: 200, what: `the bystanders' messages beside ${label}` },
    );
    expect(judge(written, await since(began))).toEqual({
      lost: [],
      duplicated: [],
      outOfOrder: [],
      neverAccepted: [],
    });
    const median = times[Math.floor(times.length / 2)] ?? Infinity;
    process.stdout.write(`${label}: ${times.length} bystanders, median ${median} ms, longest ${times.at(-1)} ms\n`);
    return Math.max(LEAST_CALM_MS, median);
  }

  function expectPrompt(medianMs: number): void {
    expect(medianMs).toBeLessThan(SLOWER_AT_MOST * calmMs);
  }

  async function since(seq: number): Promise<JournalEntry[]> {
    return (await world.journal()).filter((entry) => entry.seq > seq);
  }

  /** Attempts to send to this customer since the present trouble began. */
  async function sends({ phone }: BothSides): Promise<JournalEntry[]> {
    return (await since(began)).filter(
      ({ side, direction, operation, request }) =>
        side === 'telegram' &&
        direction === 'in' &&
        operation === 'sendMessage' &&
        String((request as { chat_id: number }).chat_id) === phone,
    );
  }

  /** The manager writes. */
  async function write({ inbox }: BothSides, text: string): Promise<string> {
    await world.managerWrites(inbox, text);
    return text;
  }

  async function isDelivered(text: string): Promise<void> {
    await waitFor(async () => (await shown(text))?.status === 'delivered', {
      timeoutMs: 60_000,
      what: `the tick of "${text}"`,
    });
  }

  /** @returns what the manager reads. */
  async function failure(text: string): Promise<{ code: number; text: string } | null> {
    const message = await waitFor(
      async () => {
        const found = await shown(text);
        return found?.status === 'failed' && found;
      },
      { timeoutMs: 60_000, what: `the failure of "${text}"` },
    );
    return message.error;
  }

  async function shown(text: string): Promise<InboxMessage | undefined> {
    const { kommo } = await world.state();
    return kommo.chats.flatMap(({ messages }) => messages).find((message) => message.text === text);
  }

  /** The customer writes in the chat in trouble, and Kommo shows it while the trouble lasts. */
  async function customerIsHeard({ phone }: BothSides, botId = BOT_ID): Promise<void> {
    const text = `the customer of ${phone} after ${began}`;
    const asked = performance.now();
    await world.customerWrites(phone, text, botId);
    await waitFor(() => shown(text), { timeoutMs: 30_000, what: 'the other direction' });
    expectPrompt(performance.now() - asked);
  }

  async function hold(token: string): Promise<{ ms: number; reason: string | null }> {
    const { rows } = await world.database.pool.query<{ ms: number; reason: string | null }>(
      `select greatest(0, coalesce(extract(epoch from held_until - now()) * 1000, 0))::integer as ms,
              held_reason as reason
       from sources where remote_id = $1`,
      [botIdOf(token)],
    );
    return rows[0] ?? { ms: NaN, reason: null };
  }
});

/** From the sending of the webhook to the other side's storing of the message; shortest first. */
function travelTimes(written: readonly Written[], journal: readonly JournalEntry[]): number[] {
  const left = new Map<string, number>();
  const arrived = new Map<string, number>();
  const texts = new Set(written.map(({ text }) => text));
  for (const { direction, operation, request, stored, startedAt } of journal) {
    const text = textIn(request);
    if (text === undefined || !texts.has(text)) continue;
    if (direction === 'out' && operation === 'hook') left.set(text, Math.min(left.get(text) ?? Infinity, startedAt));
    else if (direction === 'in' && stored) arrived.set(text, startedAt);
  }
  return [...arrived].map(([text, arrivedAt]) => arrivedAt - (left.get(text) ?? NaN)).sort((a, b) => a - b);
}

/** The first field of that name that is a text, however deep: hooks and requests of both sides have one. */
function textIn(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, field] of Object.entries(value)) {
    const found = name === 'text' && typeof field === 'string' ? field : textIn(field);
    if (found !== undefined) return found;
  }
  return undefined;
}

function at<Item>(items: readonly Item[], index: number): Item {
  const item = items[index];
  if (item === undefined) throw new Error(`There is no item ${index}`);
  return item;
}
