import { setTimeout as sleep } from 'node:timers/promises';
import { Backlog } from './backlog';
import { addBot, botIdOf } from './bots';
import { settled } from './deliveries';
import { historySize, type HistorySize } from './history-size';
import { connectLine, openLineChats } from './lines';
import { median, readStreams, type Stream, type StreamFigures } from './streams';
import { openChats, type BothSides } from './traffic';
import { judge, type Written } from './verdict';
import { World } from './world';

interface Load {
  readonly chats: number;
  /** Messages in each chat. */
  readonly each: number;
  /** Between two messages of one chat. */
  readonly everyMs: number;
}

export interface RushOptions {
  /** Through one bot: Telegram takes 30 messages a second of it, and one a second in a chat. */
  readonly bot: Load;
  /** Through one WhatsApp number, which may send so fast. */
  readonly number: Load & { readonly perSecond: number };
  /** Through the same number. To one person it may send one message in `pairMs` for long, and 45 at once after a rest. */
  readonly talkative: Load & { readonly pairMs: number };
  /** Through another bot, meanwhile, slowly. */
  readonly bystander: Load;
  readonly settledWithinMs: number;
}

const OTHER_BOT = '500000201:a-bot-that-nobody-hurries';
/** Of answers that refuse for a limit. */
const MOST_REFUSED = 0.02;
/** A message by itself takes 16: it is told of, sent, and its state reported. WhatsApp tells two more states. */
const MOST_EVENTS = 30;

/**
 * Managers write far more at once than a bot and a number may send, while some write through another bot. What was written is
 * compared with what the phones show, and what the far sides refused is counted.
 */
export async function rush(options: RushOptions): Promise<void> {
  const world = await World.start({ workers: 3 });
  try {
    const streams = await prepare(world, options);
    const before = await historySize(world);
    const began = performance.now();
    const backlog = new Backlog(world);
    const written = await Promise.all(streams.map((stream) => write(backlog, stream)));
    const wroteMs = performance.now() - began;
    await settled(world, options.settledWithinMs);
    const tookMs = performance.now() - began;
    const journal = await world.journal();
    expect(judge(written.flat(), journal)).toEqual({ lost: [], duplicated: [], outOfOrder: [], neverAccepted: [] });
    const cost = less(await historySize(world), before);
    weigh(readStreams(streams, journal), { sends: written.flat().length, wroteMs, tookMs, cost });
    expect(await whoStoodInLine(world)).not.toContain(botIdOf(OTHER_BOT));
  } finally {
    await world.stop();
  }
}

async function prepare(world: World, options: RushOptions): Promise<Stream[]> {
  const { bot, number, talkative, bystander, settledWithinMs } = options;
  await world.control('PATCH', '/assumptions', {
    'telegram-rate-limits': 'on',
    'whatsapp-throughput': number.perSecond,
    'whatsapp-pair-ms': talkative.pairMs,
    'whatsapp-pair-burst': 45,
  });
  const line = await connectLine(world, 'whatsapp', {
    messagesPerSecond: String(number.perSecond),
    secondsPerPerson: String(talkative.pairMs / 1_000),
  });
  await addBot(world, OTHER_BOT, 'Quiet');
  const otherBot = { botId: botIdOf(OTHER_BOT) };
  const ofNumber = await openLineChats(world, line, number.chats + talkative.chats);
  const streams = [
    streamOf('bot', bot, await openChats(world, bot.chats)),
    streamOf('number', number, ofNumber.slice(0, number.chats)),
    streamOf('talkative', talkative, ofNumber.slice(number.chats)),
    streamOf('bystander', bystander, await openChats(world, bystander.chats, otherBot)),
  ];
  await settled(world, settledWithinMs);
  return streams;
}

function streamOf(name: Stream['name'], { each, everyMs }: Load, chats: readonly BothSides[]): Stream {
  return {
    name,
    everyMs,
    said: chats.map((chat, index) => ({
      chat,
      texts: Array.from({ length: each }, (_, turn) => `${name} ${String(index)}.${String(turn)}`),
    })),
  };
}

/** In all chats at once; in each one message after the other. */
async function write(backlog: Backlog, { said, everyMs }: Stream): Promise<Written[]> {
  const written = await Promise.all(
    said.map(async ({ chat, texts }) => {
      await sleep(Math.random() * everyMs);
      for (const text of texts) {
        await backlog.write(chat.inbox, text);
        await sleep(everyMs);
      }
      return texts.map((text): Written => ({ direction: 'to-messenger', text }));
    }),
  );
  return written.flat();
}

function weigh(
  { bot, number, talkative, bystander }: Readonly<Record<Stream['name'], StreamFigures>>,
  run: Readonly<Record<'sends' | 'wroteMs' | 'tookMs', number>> & { readonly cost: HistorySize },
): void {
  const { sends, wroteMs, tookMs, cost } = run;
  const told = Object.entries({ bot, number, talkative, bystander }).map(
    ([name, { limited, sends: asked, delaysMs }]) =>
      `${name}: ${String(limited)} of ${String(asked)} refused for a limit, ${seconds(median(delaysMs))} on the way`,
  );
  process.stdout.write(
    `${String(sends)} messages written in ${seconds(wroteMs)}, at rest after ${seconds(tookMs)}. ${told.join('; ')}. ` +
      `For each message ${(cost.events / sends).toFixed(1)} events of history and ` +
      `${(cost.attempts / sends).toFixed(1)} attempts of activities\n`,
  );

  expect(bot.limited).toBeLessThanOrEqual(fewOf(bot.sends));
  expect(number.limited + talkative.limited).toBeLessThanOrEqual(fewOf(number.sends + talkative.sends));
  expect(bystander.limited).toBe(0);
  // Mostly it is a tenth; a machine that has no time lets everything take long.
  const hurried = [bot, number, talkative].map(({ delaysMs }) => median(delaysMs));
  expect(median(bystander.delaysMs)).toBeLessThan(Math.max(...hurried));
  expect(cost.events / sends).toBeLessThan(MOST_EVENTS);
}

/** One of few is many by its share. */
function fewOf(sends: number): number {
  return Math.max(1, sends * MOST_REFUSED);
}

/** Bots and numbers that had a line of chats waiting to send. */
async function whoStoodInLine(world: World): Promise<string[]> {
  const { rows } = await world.database.pool.query<{ remote_id: string }>(
    `select remote_id from send_turns join sources on sources.id = source_id
     where line_at is not null order by sources.remote_id`,
  );
  return rows.map(({ remote_id }) => remote_id);
}

function less(after: HistorySize, before: HistorySize): HistorySize {
  return { events: after.events - before.events, attempts: after.attempts - before.attempts };
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}
