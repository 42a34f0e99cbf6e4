import { Balancer } from '../support/balancer';
import { outcomes, settled } from '../support/deliveries';
import type { CourierProcess } from '../support/processes';
import { openChats, Traffic } from '../support/traffic';
import { judge } from '../support/verdict';
import { waitFor } from '../support/wait-for';
import { World } from '../support/world';

const CHATS = 6;
const EVERY_MS = 500;
/** Docker gives 45 s, and a worker gives itself 28. */
const STOPPED_WITHIN_MS = 30_000;

describe('an api and a worker that are told to stop while everybody writes', () => {
  let balancer: Balancer;
  let world: World;
  beforeAll(async () => {
    balancer = await Balancer.start();
    world = await World.start({ env: { COURIER_PUBLIC_URL: balancer.url, COURIER_SHUTDOWN_DELAY_MS: '4000' } });
    for (const { url } of runningOf('api')) balancer.add(url);
    // So that something is on the wire at any moment.
    await world.fault({ name: 'kommo-latency', ms: 200 });
    await world.fault({ name: 'telegram-latency', ms: 200 });
  }, 120_000);
  afterAll(async () => {
    await world.stop();
    await balancer.close();
  }, 60_000);

  const runningOf = (command: CourierProcess['command']): CourierProcess[] =>
    world.processes.filter((each) => each.command === command && each.running());

  it('end in good order while another pair takes over: nothing is lost, doubled, out of order or in doubt', async () => {
    const chats = await openChats(world, CHATS);
    await settled(world, 30_000);
    const before = await outcomes(world);
    const first = [...runningOf('api'), ...runningOf('worker')];
    const traffic = new Traffic(world, chats, { label: 'stop', everyMs: EVERY_MS });
    const [api] = await Promise.all([world.spawn('api', { COURIER_PORT: '0' }), world.spawn('worker')]);
    balancer.add(api.url);
    await flowing(traffic);

    const told = performance.now();
    const codes = await Promise.all(first.map((each) => each.stop()));
    const tookMs = performance.now() - told;
    await flowing(traffic);
    const written = await traffic.stop();
    await settled(world, 60_000);
    process.stdout.write(`${written.length} messages, stopped within ${Math.round(tookMs)} ms\n`);

    expect(codes).toEqual(first.map(() => 0));
    expect(tookMs).toBeLessThan(STOPPED_WITHIN_MS);
    for (const each of first) expect(each.logs()).not.toMatch(/Not closed within|Ended without being told/);
    expect(judge(written, await world.journal())).toEqual({
      lost: [],
      duplicated: [],
      outOfOrder: [],
      neverAccepted: [],
    });
    const of = (direction: string): number => written.filter((each) => each.direction === direction).length;
    expect(await outcomes(world)).toEqual({
      'to-kommo': { sent: (before['to-kommo']?.sent ?? 0) + of('to-kommo') },
      'to-messenger': { sent: of('to-messenger') },
    });
    expect(balancer.cut).toBe(0);
    const { rows } = await world.database.pool.query("select result, text from attempts where result <> 'sent'");
    expect(rows).toEqual([]);
  }, 120_000);

  /** Until everybody has written a few times more. */
  async function flowing(traffic: Traffic): Promise<void> {
    const enough = traffic.count + 6 * CHATS;
    await waitFor(() => traffic.count >= enough, { timeoutMs: 30_000, what: 'people to write' });
  }
});
