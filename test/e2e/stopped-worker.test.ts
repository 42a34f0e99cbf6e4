import type pg from 'pg';
import type { CourierProcess } from '../support/processes';
import { waitFor } from '../support/wait-for';
import { CUSTOMER_CHAT, World } from '../support/world';

/**
 * A worker that was stopped for longer than its heartbeat and wakes up again, beside the one that took over.
 * Where it is stopped decides which guard has to hold: the fence of the ledger, or the age of its claim.
 */
describe('a worker that was stopped and wakes up again', () => {
  // Most of it is waiting for heartbeats to be missed, so both wait at once.
  it.concurrent(
    'sends nothing beside its successor when it was stopped with a request on the wire',
    () =>
      inWorld(async ({ world, inboxChat }) => {
        await world.fault({ name: 'telegram-latency', ms: 1_000 });
        const texts = await managerWrites(world, inboxChat, 8);
        const stopped = worker(world);
        await waitFor(() => requestOnTheWire(world), { timeoutMs: 60_000, everyMs: 10, what: 'a request on the wire' });
        stopped.kill('SIGSTOP');
        expect(await claimed(world)).toBe(1);

        await successorFinishes(world, stopped);

        const sent = await sentTexts(world);
        expect(sent).toEqual(texts.filter((text) => sent.includes(text)));
        // The answer it had been waiting for proves the send that its successor could only call unknown.
        expect(sent).toEqual(texts);
        await waitFor(async () => (await outcomes(world)).unknown === undefined, {
          timeoutMs: 30_000,
          what: 'the late proof',
        });
        expect(await outcomes(world)).toEqual({ sent: texts.length });
      }),
    420_000,
  );

  it.concurrent(
    'does not send the row it was given in its sleep',
    () =>
      inWorld(async ({ world, chatId, inboxChat }) => {
        await world.fault({ name: 'telegram-latency', ms: 500 });
        const texts = await managerWrites(world, inboxChat, 4);
        const stopped = worker(world);
        await waitFor(async () => (await sentTexts(world)).length > 0, {
          timeoutMs: 60_000,
          everyMs: 10,
          what: 'a send',
        });

        // Its next claim waits for this lock; it is stopped meanwhile, and the database gives it the row all the same.
        const lock = await lockLane(world, chatId);
        await waitFor(() => waitsForALock(world), { timeoutMs: 30_000, everyMs: 10, what: 'the claim to wait' });
        const before = await sentTexts(world);
        stopped.kill('SIGSTOP');
        await lock.query('rollback');
        lock.release();
        await waitFor(async () => (await claimed(world)) === 1, { timeoutMs: 30_000, what: 'the claim' });

        await successorFinishes(world, stopped);

        const sent = await sentTexts(world);
        const given = texts[before.length];
        expect(given).toBeDefined();
        expect(sent).toEqual(texts.filter((text) => text !== given));
        expect(await outcomes(world)).toEqual({ sent: texts.length - 1, unknown: 1 });
      }),
    420_000,
  );
});

interface Scene {
  readonly world: World;
  /** Ours, and that of the inbox. */
  readonly chatId: string;
  readonly inboxChat: string;
}

/** A world in which a customer has written. */
async function inWorld(plays: (scene: Scene) => Promise<void>): Promise<void> {
  const world = await World.start();
  try {
    await world.customerWrites(CUSTOMER_CHAT, 'Hello');
    const inboxChat = await waitFor(async () => (await world.state()).kommo.chats[0]?.id, { timeoutMs: 60_000 });
    await settled(world, 60_000);
    const chatId = (await world.database.pool.query<{ id: string }>('select id from chats')).rows[0]?.id ?? '';
    await plays({ world, chatId, inboxChat });
  } finally {
    await world.stop();
  }
}

async function managerWrites(world: World, chat: string, count: number): Promise<string[]> {
  const texts = Array.from({ length: count }, (_, index) => `answer ${index}`);
  for (const text of texts) await world.managerWrites(chat, text);
  return texts;
}

/** It asked the ledger, or its question had been waiting for too long. */
const NOTICED = ['The lane was taken by another worker', 'An activity failed unexpectedly'];

/** Lets another worker take over and finish, then wakes the stopped one and waits until it has worked again. */
async function successorFinishes(world: World, stopped: CourierProcess): Promise<void> {
  await world.spawn('worker');
  await settled(world, 120_000);
  const sendsBefore = (await sentTexts(world)).length;
  stopped.kill('SIGCONT');
  await waitFor(async () => (await fetch(`${stopped.url}/readyz`)).ok, {
    timeoutMs: 30_000,
    what: 'the stopped worker',
  });
  // It has noticed what became of its lane when it says so.
  await waitFor(() => NOTICED.some((line) => stopped.logs().includes(line)), {
    timeoutMs: 60_000,
    what: 'the stopped worker to notice',
  });
  expect(await sentTexts(world)).toHaveLength(sendsBefore);
  await settled(world, 60_000);
}

function worker(world: World): CourierProcess {
  const found = world.processes.find(({ command }) => command === 'worker');
  if (found === undefined) throw new Error('No worker runs');
  return found;
}

async function sentTexts(world: World): Promise<string[]> {
  const journal = await world.journal();
  return journal
    .filter(
      ({ side, direction, operation, stored }) =>
        side === 'telegram' && direction === 'in' && operation === 'sendMessage' && stored,
    )
    .map(({ request }) => (request as { text: string }).text);
}

/** Telegram has taken a message and has not answered yet. */
async function requestOnTheWire(world: World): Promise<boolean> {
  return (await world.journal()).some(({ operation, endedAt }) => operation === 'sendMessage' && endedAt === null);
}

async function claimed(world: World): Promise<number> {
  const { rows } = await world.database.pool.query<{ count: number }>(
    `select count(*)::integer as count from deliveries where state = 'claimed' and lane = 'to-messenger'`,
  );
  return rows[0]?.count ?? 0;
}

async function outcomes(world: World): Promise<Record<string, number>> {
  const { rows } = await world.database.pool.query<{ outcome: string; count: number }>(
    `select outcome, count(*)::integer as count from deliveries where lane = 'to-messenger' group by 1`,
  );
  return Object.fromEntries(rows.map(({ outcome, count }) => [outcome, count]));
}

async function settled(world: World, timeoutMs: number): Promise<void> {
  await waitFor(
    async () => {
      const { rowCount } = await world.database.pool.query(`select from deliveries where state <> 'done'`);
      return rowCount === 0;
    },
    { timeoutMs, everyMs: 100, what: 'an outcome for every row' },
  );
}

async function lockLane(world: World, chatId: string): Promise<pg.PoolClient> {
  const client = await world.database.pool.connect();
  await client.query('begin');
  await client.query(`select from lanes where chat_id = $1 and lane = 'to-messenger' for update`, [chatId]);
  return client;
}

async function waitsForALock(world: World): Promise<boolean> {
  const { rowCount } = await world.database.pool.query(
    `select from pg_stat_activity
     where datname = current_database() and application_name = 'courier-worker' and wait_event_type = 'Lock'`,
  );
  return (rowCount ?? 0) > 0;
}
