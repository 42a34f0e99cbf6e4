import type { CourierProcess } from './processes';
import { waitFor } from './wait-for';
import type { World } from './world';

export interface ClaimedRow {
  readonly id: string;
  readonly lane: string;
}

/** Waits until the messenger has handed over every update and every row has an outcome that Kommo was told. */
export async function settled(world: World, timeoutMs: number): Promise<void> {
  await waitFor(
    async () => {
      const { telegram } = await world.state();
      if (telegram.bots.some(({ webhook }) => (webhook?.pending ?? 0) > 0)) return false;
      const { rows } = await world.database.pool.query<{ open: number }>(
        `select count(*)::integer as open from deliveries
         where state <> 'done' or tick is distinct from tick_reported`,
      );
      return rows[0]?.open === 0;
    },
    { timeoutMs, everyMs: 200, what: 'an outcome for every row' },
  );
}

/** How many rows of each lane ended in which way. */
export async function outcomes(world: World): Promise<Record<string, Record<string, number>>> {
  const { rows } = await world.database.pool.query<{ lane: string; outcome: string; count: number }>(
    'select lane, outcome, count(*)::integer as count from deliveries group by 1, 2',
  );
  const counted: Record<string, Record<string, number>> = {};
  for (const { lane, outcome, count } of rows) counted[lane] = { ...counted[lane], [outcome]: count };
  return counted;
}

/** Messages to the customer of which nobody knows whether they arrived. */
export async function unknownRows(world: World): Promise<{ id: string; text: string }[]> {
  const { rows } = await world.database.pool.query<{ id: string; text: string }>(
    `select deliveries.id, messages.content ->> 'text' as text
     from deliveries join messages on messages.id = deliveries.message_id
     where deliveries.lane = 'to-messenger' and deliveries.outcome = 'unknown'`,
  );
  return rows;
}

export async function unknownTexts(world: World): Promise<string[]> {
  return (await unknownRows(world)).map(({ text }) => text);
}

/**
 * Kills a worker while rows are claimed that no earlier kill left behind.
 * @returns all rows claimed at that moment, by whichever worker: those of the dead one are among them.
 */
export async function killWithRowsClaimed(
  world: World,
  worker: CourierProcess,
  leftBehind: ReadonlyMap<string, ClaimedRow>,
): Promise<readonly ClaimedRow[]> {
  const inHand = async (): Promise<ClaimedRow[]> => (await claimedRows(world)).filter(({ id }) => !leftBehind.has(id));
  const claimed = await waitFor(
    async () => {
      if (!isTelling(await inHand())) return false;
      // Stopped first, so that what it holds cannot change between looking and killing.
      worker.kill('SIGSTOP');
      const rows = await inHand();
      if (isTelling(rows)) return rows;
      worker.kill('SIGCONT');
      return false;
    },
    { timeoutMs: 90_000, everyMs: 20, what: 'a row in the hands of a worker' },
  );
  worker.kill('SIGKILL');
  await worker.exited;
  // A claim may have been on its way to the database.
  return [...claimed, ...(await inHand())];
}

/** What a dead worker left stays claimed until its lane is taken. */
async function claimedRows(world: World): Promise<ClaimedRow[]> {
  const { rows } = await world.database.pool.query<ClaimedRow>(
    "select id, lane from deliveries where state = 'claimed'",
  );
  return rows;
}

/** A row to the messenger is the hard case: nobody can be asked whether it arrived. */
function isTelling(rows: readonly ClaimedRow[]): boolean {
  return rows.some(({ lane }) => lane === 'to-messenger');
}
