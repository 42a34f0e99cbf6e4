import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { writeExport } from '../history/generated-export';
import { Traffic, openChats } from './traffic';
import { exportOf, handIn, importIs, oldChat, say, type ImportAnswer } from './imports';
import { peakOf } from './peak-memory';
import { waitFor } from './wait-for';
import { World } from './world';

export interface KilledImport {
  readonly chats: number;
  readonly each: number;
  readonly perSecond: number;
  readonly kills: readonly ('worker' | 'api')[];
  readonly doneWithinMs: number;
}

export interface Told {
  readonly result: ImportAnswer;
  readonly tookMs: number;
  /** Messages that Kommo's emulator stored, by our ids; of each as often as it is there. */
  readonly stored: readonly string[];
  /** Pairs of one chat that were stored the other way round. */
  readonly outOfOrder: number;
}

/** Imports so many messages while processes are killed, evenly over the way. */
export async function importUnderFire(options: KilledImport): Promise<Told> {
  const { chats, each, perSecond, kills } = options;
  const world = await World.start();
  try {
    const file = exportOf(
      Array.from({ length: chats }, (_, n) =>
        oldChat(String(880_000 + n), each, Date.UTC(2025, 3, 1, 9), `c${String(n)}`),
      ),
    );
    const id = await handIn(world, file, { perSecond });
    await importIs(world, id, ({ state }) => state === 'surveyed', 120_000);
    const startedAt = performance.now();
    await say(world, id, 'start');
    for (const [turn, command] of kills.entries()) {
      const mark = (chats * each * (turn + 1)) / (kills.length + 1);
      await importIs(world, id, ({ counts }) => counts.sent >= mark, options.doneWithinMs);
      const victim = world.processes.find((process) => process.command === command && process.running());
      victim?.kill('SIGKILL');
      await victim?.exited;
      await world.spawn(command);
    }
    const result = await importIs(world, id, ({ state }) => state === 'done', options.doneWithinMs);
    const tookMs = performance.now() - startedAt;
    const sends = (await world.journal()).filter(({ operation, stored }) => operation === 'send' && stored);
    const newest = new Map<string, number>();
    let outOfOrder = 0;
    for (const { chat, request } of sends) {
      const at = (request as { payload?: { msec_timestamp?: number } }).payload?.msec_timestamp ?? 0;
      if (at <= (newest.get(chat ?? '') ?? 0)) outOfOrder += 1;
      newest.set(chat ?? '', at);
    }
    return { result, tookMs, stored: sends.map(({ clientMessageId }) => clientMessageId ?? ''), outOfOrder };
  } finally {
    await world.stop();
  }
}

export interface LookedAt {
  readonly survey: NonNullable<ImportAnswer['survey']>;
  readonly tookMs: number;
  /** What of the peak of each process the large export is to blame for, bytes. */
  readonly more: Readonly<Record<string, number>>;
}

/** The dry run of a small export, and then of a large one, through api and worker; what the second took beyond the first. */
export async function lookedAt(small: number, large: number, chats: number): Promise<LookedAt> {
  // Else an engine with room to spare collects so late that garbage is all one sees.
  const world = await World.start({ env: { NODE_OPTIONS: '--max-old-space-size=128 --max-semi-space-size=2' } });
  const dir = mkdtempSync(path.join(tmpdir(), 'courier-dry-run-'));
  try {
    const dryRun = async (messages: number): Promise<NonNullable<ImportAnswer['survey']>> => {
      const file = path.join(dir, 'result.json');
      await writeExport(file, { format: 'telegram', messages, chats });
      const id = await handIn(world, readFileSync(file), { fileName: 'result.json' });
      const { survey, trouble } = await importIs(
        world,
        id,
        ({ state }) => state === 'surveyed' || state === 'refused',
        300_000,
      );
      if (survey === null) throw new Error(`It was refused: ${String(trouble)}`);
      return survey;
    };
    const peaks = (): Record<string, number> =>
      Object.fromEntries(
        world.processes
          .filter(({ command }) => command !== 'sandbox')
          .map((process) => [process.command, peakOf(process)]),
      );
    await dryRun(small);
    const before = peaks();
    const begun = performance.now();
    const survey = await dryRun(large);
    const more = Object.entries(peaks()).map(([command, peak]) => [command, peak - (before[command] ?? 0)] as const);
    return { survey, tookMs: performance.now() - begun, more: Object.fromEntries(more) };
  } finally {
    rmSync(dir, { recursive: true });
    await world.stop();
  }
}

export interface LiveBeside {
  readonly chats: number;
  readonly everyMs: number;
  /** How long people write alone, and then beside the import. */
  readonly forMs: number;
  readonly perSecond: number;
}

export interface Latencies {
  readonly count: number;
  readonly p50: number;
  readonly p95: number;
}

/**
 * The same live load in both directions alone, beside an import, and alone once more while it is paused, in one run of the same
 * processes: a machine that others use too is no faster before than after.
 */
export async function liveBesideImport(options: LiveBeside): Promise<{
  readonly alone: Latencies;
  readonly beside: Latencies;
  /** Old messages that Kommo was told meanwhile. */
  readonly imported: number;
}> {
  const world = await World.start();
  try {
    const chats = await openChats(world, options.chats);
    const write = async (label: string): Promise<readonly number[]> => {
      const traffic = new Traffic(world, chats, { label, everyMs: options.everyMs });
      await new Promise((resolve) => setTimeout(resolve, options.forMs));
      const { length } = await traffic.stop();
      return waitFor(
        async () => {
          const all = await latencies(world, label);
          return all.length >= length && all;
        },
        { timeoutMs: 120_000, everyMs: 1_000, what: `all of ${label}` },
      );
    };
    await write('warm');
    const before = await write('alone');
    const each = Math.ceil((options.perSecond * options.forMs * 5) / 1_000 / 20);
    const file = exportOf(
      Array.from({ length: 20 }, (_, n) => oldChat(String(890_000 + n), each, Date.UTC(2025, 3, 1))),
    );
    const id = await handIn(world, file, { perSecond: options.perSecond });
    await importIs(world, id, ({ state }) => state === 'surveyed');
    await say(world, id, 'start');
    const { counts: begun } = await importIs(world, id, ({ counts }) => counts.sent > 0);
    const beside = await write('beside');
    const { counts: ended, state } = await importIs(world, id, () => true);
    if (state !== 'sending') throw new Error('The import was over before the live load was');
    await say(world, id, 'pause');
    const after = await write('again');
    return {
      alone: spread([...before, ...after]),
      beside: spread(beside),
      imported: ended.sent - begun.sent,
    };
  } finally {
    await world.stop();
  }
}

/** From when a webhook left the emulator of one side to when the other's had stored the message, milliseconds. */
async function latencies(world: World, label: string): Promise<number[]> {
  const said = new RegExp(`${label} to-(?:kommo|messenger) \\d+\\.\\d+`);
  const left = new Map<string, number>();
  const took = new Map<string, number>();
  for (const { direction, operation, request, startedAt, endedAt, stored } of await world.journal()) {
    const text = said.exec(JSON.stringify({ request }))?.[0];
    if (text === undefined) continue;
    if (direction === 'out' && operation === 'hook') left.set(text, Math.min(left.get(text) ?? startedAt, startedAt));
    if (direction === 'in' && stored && endedAt !== null && operation.startsWith('send')) {
      const from = left.get(text);
      if (from !== undefined && !took.has(text)) took.set(text, endedAt - from);
    }
  }
  return [...took.values()];
}

function spread(values: readonly number[]): Latencies {
  const sorted = [...values].sort((one, other) => one - other);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { count: sorted.length, p50: at(0.5), p95: at(0.95) };
}
