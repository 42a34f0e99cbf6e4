import { Balancer } from './balancer';
import { killWithRowsClaimed, outcomes, settled, unknownRows, type ClaimedRow } from './deliveries';
import type { CourierProcess } from './processes';
import { burst, openChats } from './traffic';
import { judge } from './verdict';
import { World } from './world';

export interface StormOptions {
  readonly apis: number;
  readonly workers: number;
  readonly chats: number;
  /** By each of the two people of a chat. */
  readonly messagesEach: number;
  /** Between two messages of one person. */
  readonly everyMs: number;
  /** Whom to kill, one after the other. */
  readonly kills: readonly ('worker' | 'api')[];
  readonly settledWithinMs: number;
}

/**
 * Lets everybody write while parts are killed with work in their hands, and compares what was written with what the
 * emulators have stored. Every webhook is sent twice, many are late, some are swapped; every answer takes 200 ms.
 */
export async function weather(options: StormOptions): Promise<void> {
  const balancer = await Balancer.start();
  const world = await World.start({ workers: options.workers, env: { COURIER_PUBLIC_URL: balancer.url } }).catch(
    async (error: unknown) => {
      await balancer.close();
      throw error;
    },
  );
  try {
    await storm(world, balancer, options);
  } finally {
    await world.stop();
    await balancer.close();
  }
}

async function storm(world: World, balancer: Balancer, options: StormOptions): Promise<void> {
  for (let more = 1; more < options.apis; more += 1) await world.spawn('api', { COURIER_PORT: '0' });
  for (const api of running(world, 'api')) balancer.add(api.url);
  const chats = await openChats(world, options.chats);
  await disturb(world, options.chats * options.messagesEach);
  await settled(world, options.settledWithinMs);
  const before = await outcomes(world);

  const began = performance.now();
  const writing = burst(world, chats, { label: 'storm', each: options.messagesEach, everyMs: options.everyMs });
  const claimedAtKills = new Map<string, ClaimedRow>();
  for (const [turn, kind] of options.kills.entries()) {
    if (kind === 'api') {
      await killApi(world, balancer, turn);
      continue;
    }
    const workers = running(world, 'worker');
    const victim = workers[turn % workers.length];
    if (victim === undefined) throw new Error('No worker runs');
    for (const row of await killWithRowsClaimed(world, victim, claimedAtKills)) claimedAtKills.set(row.id, row);
    await world.spawn('worker');
  }
  const written = await writing;
  const wroteMs = performance.now() - began;
  await settled(world, options.settledWithinMs);

  const journal = await world.journal();
  const verdict = judge(written, journal);
  // Kommo waits 5 s, which a machine without time may let go by.
  const givenUp = journal.filter(
    ({ side, operation, direction, answer }) =>
      side === 'kommo' && direction === 'out' && operation === 'hook' && answer === 'Read timeout expired',
  ).length;
  const unknown = await unknownRows(world);
  const after = await outcomes(world);
  const inHand = [...claimedAtKills.values()].filter(({ lane }) => lane === 'to-messenger');
  process.stdout.write(
    `${options.apis} api, ${options.workers} workers: ${written.length} messages over ${chats.length} chats ` +
      `in ${seconds(wroteMs)}, at rest after ${seconds(performance.now() - began)}; killed: ${options.kills.join(', ')}; ` +
      `rows in hand at the kills: ${claimedAtKills.size}, ${inHand.length} of them to the messenger; ` +
      `unknown: ${unknown.length}, of which arrived: ${unknown.length - verdict.lost.length}; ` +
      `webhooks cut off: ${balancer.cut}, turned away: ${balancer.turnedAway}, given up: ${givenUp}, never accepted: ${verdict.neverAccepted.length}\n`,
  );

  expect(verdict).toMatchObject({ duplicated: [], outOfOrder: [] });
  // Nothing is missing but what was in a dead worker's hands, and the manager is told of that.
  expect(unknown.map(({ text }) => text)).toEqual(expect.arrayContaining([...verdict.lost]));
  expect(inHand.map(({ id }) => id)).toEqual(expect.arrayContaining(unknown.map(({ id }) => id)));
  const told = (await world.state()).kommo.chats
    .flatMap(({ messages }) => messages)
    .filter(({ status }) => status === 'failed');
  expect(told.map(({ text }) => text).sort()).toEqual(unknown.map(({ text }) => text).sort());
  expect(told.filter(({ error }) => error?.code !== 905 || !error.text.startsWith('May have arrived'))).toEqual([]);

  // Telegram repeats what was not answered; Kommo does not, so only its hooks may go down with an api, find none, or none in time.
  expect(verdict.neverAccepted.filter((text) => text.includes('to-kommo'))).toEqual([]);
  expect(verdict.neverAccepted.length).toBeLessThanOrEqual(balancer.cut + balancer.turnedAway + givenUp);

  // Every row has its one outcome.
  const toKommo = options.chats * options.messagesEach;
  expect(after['to-kommo']).toEqual({ sent: (before['to-kommo']?.sent ?? 0) + toKommo });
  const { sent = 0, ...rest } = after['to-messenger'] ?? {};
  expect(rest).toEqual(unknown.length === 0 ? {} : { unknown: unknown.length });
  expect(sent + unknown.length).toBeLessThanOrEqual(toKommo);
  expect(sent + unknown.length).toBeGreaterThanOrEqual(toKommo - verdict.neverAccepted.length);
}

async function disturb(world: World, messagesEachWay: number): Promise<void> {
  const some = (share: number): number => Math.max(1, Math.round(messagesEachWay * share));
  await world.fault({ name: 'kommo-hook-duplicate' });
  await world.fault({ name: 'telegram-hook-duplicate' });
  await world.fault({ name: 'kommo-hook-delay', ms: 400, times: some(0.4) });
  await world.fault({ name: 'telegram-hook-delay', ms: 200, times: some(0.3) });
  await world.fault({ name: 'kommo-hook-reorder', times: some(0.1) });
  await world.fault({ name: 'kommo-latency', ms: 200 });
  await world.fault({ name: 'telegram-latency', ms: 200 });
}

/** Kills an api at the moment when a hook of Kommo has reached it. */
async function killApi(world: World, balancer: Balancer, turn: number): Promise<void> {
  const apis = running(world, 'api');
  const victim = apis[turn % apis.length];
  if (victim === undefined) throw new Error('No api runs');
  await balancer.atNext(victim.url, '/hooks/kommo/', () => victim.kill('SIGKILL'));
  await victim.exited;
  balancer.remove(victim.url);
  balancer.add((await world.spawn('api', { COURIER_PORT: '0' })).url);
}

function running(world: World, command: CourierProcess['command']): CourierProcess[] {
  return world.processes.filter((each) => each.command === command && each.running());
}

function seconds(ms: number): string {
  return `${Math.round(ms / 1_000)} s`;
}
