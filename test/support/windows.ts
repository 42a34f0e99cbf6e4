import { Client } from '@temporalio/client';
import { settled } from './deliveries';
import { connectTemporal, testTemporal } from './stack';
import { waitFor } from './wait-for';
import { World } from './world';

export interface WindowsOptions {
  readonly chats: number;
  /** Messages of each customer, all of them within the window. */
  readonly each: number;
  readonly windowMs: number;
  /** Until all of them are closed, after the last window is over. */
  readonly closedWithinMs: number;
}

/** What windows of many chats have cost the engine, and when they were closed. */
interface WindowFigures {
  readonly timers: number;
  readonly messages: number;
  /** Of closing, after the end of the window, milliseconds. */
  readonly late: readonly number[];
}

const AT_ONCE = 20;

/**
 * Many customers write several times; their windows end while the only worker is killed and another takes its place. Each chat
 * has to be closed, not before its time, and the timers have to be about one for each window and none for each message.
 */
export async function closeWindows(options: WindowsOptions): Promise<WindowFigures> {
  // Nothing but the window keeps a conversation open.
  const world = await World.start({ env: { COURIER_LINGER_MS: '1' } });
  try {
    await world.database.pool.query('update integrations set window_ms = $1', [options.windowMs]);
    await inTurns(options.chats, async (index) => {
      const { chatId } = await world.newCustomer(`Customer ${String(index)}`);
      for (let said = 1; said <= options.each; said += 1)
        await world.customerWrites(chatId, `Question ${String(said)}`);
    });
    const [worker] = world.processes.filter(({ command }) => command === 'worker');
    worker?.kill('SIGKILL');
    await world.spawn('worker');
    await settled(world, options.closedWithinMs);
    await waitFor(async () => (await openChats(world)) === 0, {
      what: 'the end of all windows',
      timeoutMs: options.windowMs + options.closedWithinMs,
    });
    const figures = { ...(await timersOf(world)), late: await lateness(world) };
    report(options, figures);
    return figures;
  } finally {
    await world.stop();
  }
}

async function inTurns(count: number, run: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < count) {
      next += 1;
      await run(next);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

async function openChats(world: World): Promise<number> {
  const { rows } = await world.database.pool.query<{ open: number }>(
    'select count(*)::integer as open from chats where window_closes_at is not null and closed_at is null',
  );
  return rows[0]?.open ?? 0;
}

/** By the clock of the database for both: when the window ended, and when the chat was marked closed. */
async function lateness(world: World): Promise<number[]> {
  const { rows } = await world.database.pool.query<{ ms: number }>(
    `select round(extract(epoch from closed_at - window_closes_at) * 1000)::integer as ms
     from chats where window_closes_at is not null order by 1`,
  );
  return rows.map(({ ms }) => ms);
}

async function timersOf(world: World): Promise<Pick<WindowFigures, 'timers' | 'messages'>> {
  const { address, namespace } = await testTemporal();
  const connection = await connectTemporal(address);
  const client = new Client({ connection, namespace });
  try {
    const { rows } = await world.database.pool.query<{ id: string }>(
      `select 'chat:' || messenger || ':' || chats.id as id
       from chats join sources on sources.id = chats.source_id where window_closes_at is not null`,
    );
    let timers = 0;
    for (const { id } of rows) {
      // A conversation that has ended between two messages has several runs.
      for await (const { runId } of client.workflow.list({ query: `WorkflowId = '${id}'` })) {
        const history = await client.workflow.getHandle(id, runId).fetchHistory();
        timers += (history.events ?? []).filter((event) => event.timerStartedEventAttributes != null).length;
      }
    }
    const { rows: counted } = await world.database.pool.query<{ count: number }>(
      `select count(*)::integer as count from deliveries where lane = 'to-kommo' and kind = 'message'`,
    );
    return { timers, messages: counted[0]?.count ?? 0 };
  } finally {
    await connection.close();
  }
}

function report({ chats }: WindowsOptions, { timers, messages, late }: WindowFigures): void {
  const at = (share: number): string => String(late[Math.min(late.length - 1, Math.floor(late.length * share))]);
  process.stderr.write(
    `${String(chats)} windows, ${String(messages)} messages, ${String(timers)} timers; closed after the end: ` +
      `median ${at(0.5)} ms, 95 % ${at(0.95)} ms, last ${at(1)} ms\n`,
  );
}
