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

/** Texts of the messages to the customer of which nobody knows whether they arrived. */
export async function unknownTexts(world: World): Promise<string[]> {
  const { rows } = await world.database.pool.query<{ text: string }>(
    `select messages.content ->> 'text' as text from deliveries join messages on messages.id = deliveries.message_id
     where deliveries.lane = 'to-messenger' and deliveries.outcome = 'unknown'`,
  );
  return rows.map(({ text }) => text);
}

/** Claimed by a lane's present holder and younger than a request, so not left behind by an earlier kill. */
export async function claimedRows(world: World): Promise<ClaimedRow[]> {
  const { rows } = await world.database.pool.query<ClaimedRow>(
    `select deliveries.id, deliveries.lane
     from deliveries join lanes using (chat_id, lane)
     where deliveries.state = 'claimed' and deliveries.epoch = lanes.epoch
       and deliveries.claimed_at > now() - interval '1 second'`,
  );
  return rows;
}

/**
 * Kills a process while rows are claimed; workers are stopped first, so that what they hold cannot change between
 * looking and killing.
 * @returns all rows claimed at that moment, by whichever worker.
 */
export async function killWithRowsClaimed(world: World, victim: CourierProcess): Promise<readonly ClaimedRow[]> {
  const claimed = await waitFor(
    async () => {
      if (!isTelling(await claimedRows(world))) return false;
      victim.kill('SIGSTOP');
      const rows = await claimedRows(world);
      if (isTelling(rows)) return rows;
      victim.kill('SIGCONT');
      return false;
    },
    { timeoutMs: 90_000, everyMs: 20, what: 'a row in the hands of a worker' },
  );
  victim.kill('SIGKILL');
  await victim.exited;
  return claimed;
}

/** A row to the messenger is the hard case: nobody can be asked whether it arrived. */
function isTelling(rows: readonly ClaimedRow[]): boolean {
  return rows.some(({ lane }) => lane === 'to-messenger');
}
