import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import type { Command } from 'commander';
import type { Config } from '../config';
import { IMPORT_COMMANDS, type ImportCommand } from '../model/import';
import { call, send, userName } from './admin-client';
import { followImport, showSurvey, type ImportTold } from './import-progress';

interface Options {
  readonly source?: string;
  readonly fromMessenger?: boolean;
  readonly dryRun?: boolean;
  readonly timeZone?: string;
  readonly dates?: 'day-first' | 'month-first';
  readonly business: readonly string[];
  readonly user: readonly string[];
  readonly address?: string;
  readonly phone?: string;
  readonly newestLive?: boolean;
  readonly perSecond?: string;
  readonly by?: string;
  readonly json?: boolean;
}

type Run = (work: (config: Config) => Promise<number>) => Promise<void>;
type Say = (line: string) => void;

/** Old conversations, through the admin API of a running api. */
export function importCommand(program: Command, run: Run, say: Say): void {
  const bring = program
    .command('import [file]')
    .description(
      'bring old conversations into Kommo, of an export or from the messenger itself: a dry run, then the import',
    )
    .option('--source <id>', 'the bot, number or page whose conversations they are')
    .option('--from-messenger', 'ask the messenger for them, where it keeps them and gives them; no file then')
    .option('--dry-run', 'only look at it, and leave it waiting for the go')
    .option('--time-zone <name>', 'of times without an offset, as America/Sao_Paulo; UTC without it')
    .option('--dates <order>', 'day-first or month-first, where nothing in the file decides')
    .option('--business <author>', 'an author who writes for the business; may be repeated', collect, [])
    .option('--user <author=id>', 'the Kommo user (amojo id) who that author is; may be repeated', collect, [])
    .option('--address <address>', 'of an export of one chat: where its customer is at the messenger')
    .option('--phone <number>', "of an export of one chat: its customer's number")
    .option(
      '--newest-live',
      "tell the customer's newest message of each chat as a live one: a lead, and a notification",
    )
    .option('--per-second <n>', "requests to Kommo's chats a second, for the whole account")
    .option('--by <name>', 'who says so', userName())
    .option('--json', 'answer in JSON')
    .action((file: string | undefined, options: Options) => run(() => bringIn(file, options, say)));

  for (const name of IMPORT_COMMANDS) {
    bring
      .command(`${name} <import>`)
      .description(DESCRIPTIONS[name])
      .action((named: string, _options: Options, command: Command) =>
        run(() => tell(name, named, command.optsWithGlobals<Options>(), say)),
      );
  }
}

const DESCRIPTIONS: Readonly<Record<ImportCommand, string>> = {
  start: 'bring into Kommo what a dry run found (account/import, as it was told)',
  pause: 'stop after the messages that are under way',
  resume: 'go on after a pause',
  cancel: 'end it; what was told stays in Kommo',
  retry: 'tell once more what failed, also after its end',
};

async function tell(command: ImportCommand, named: string, { by, json }: Options, say: Say): Promise<number> {
  const told = await call<ImportTold>('POST', `${pathOf(named)}/${command}`, { by: by ?? 'courier import' });
  say(json === true ? JSON.stringify(told) : `It is ${told.state}${told.paused ? ', paused' : ''}`);
  return 0;
}

async function bringIn(file: string | undefined, options: Options, say: Say): Promise<number> {
  const origin = originOf(file, options);
  const { source } = options;
  if (source === undefined) throw new Error('Say whose conversations they are: --source <id>');
  const size = origin.from === 'file' ? (await stat(origin.file)).size : 0;
  const { accountId } = await call<{ readonly accountId: number }>('GET', `sources/${encodeURIComponent(source)}`);
  const imports = `accounts/${String(accountId)}/imports`;
  const by = options.by ?? 'courier import';
  const { id } = await call<ImportTold>('POST', imports, { ...bodyOf(origin, { ...options, source }), by });
  const self = `${imports}/${id}`;
  if (origin.from === 'file') {
    await send('PUT', `${self}/file`, { size, stream: () => Readable.toWeb(createReadStream(origin.file)) });
  }
  const isLookedAt = ({ state }: ImportTold): boolean => state !== 'fetching' && state !== 'uploaded';
  const isShown = origin.from === 'messenger' && options.json !== true;
  const surveyed = await followImport(self, { until: isLookedAt, shows: isShown ? 'progress' : 'nothing' }, say);
  if (surveyed.survey === null) throw new Error(surveyed.trouble ?? 'It could not be read');
  if (options.json !== true) showSurvey(surveyed, say);
  if (options.dryRun === true) {
    say(
      options.json === true
        ? JSON.stringify(surveyed)
        : `Nothing was written. It waits for: courier import start ${String(accountId)}/${id}`,
    );
    return 0;
  }
  await call('POST', `${self}/start`, { by });
  const ended = await followImport(self, { until: isOver, shows: options.json === true ? 'nothing' : 'all' }, say);
  if (options.json === true) say(JSON.stringify(ended));
  return ended.state === 'done' && ended.counts.failed + ended.counts.unknown === 0 ? 0 : 1;
}

type Origin = { readonly from: 'file'; readonly file: string } | { readonly from: 'messenger' };

function originOf(file: string | undefined, { fromMessenger = false }: Options): Origin {
  if (fromMessenger && file !== undefined) throw new Error('Either a file, or --from-messenger');
  if (fromMessenger) return { from: 'messenger' };
  if (file === undefined) throw new Error('Name a file, or say --from-messenger');
  return { from: 'file', file };
}

function bodyOf(origin: Origin, options: Options & { readonly source: string }): object {
  const { source, timeZone, dates, business, user, address, phone, newestLive, perSecond } = options;
  const users = Object.fromEntries(user.map(pair));
  const authors = [...new Set([...business, ...Object.keys(users)])];
  return {
    sourceId: source,
    ...(origin.from === 'file' ? { fileName: path.basename(origin.file) } : { from: 'messenger' }),
    ...(timeZone === undefined ? {} : { timeZone }),
    ...(dates === undefined ? {} : { dateOrder: dates }),
    ...(authors.length === 0 ? {} : { business: authors }),
    ...(user.length === 0 ? {} : { users }),
    ...(address === undefined && phone === undefined
      ? {}
      : { customer: { ...(address === undefined ? {} : { address }), ...(phone === undefined ? {} : { phone }) } }),
    ...(newestLive === true ? { newestLive } : {}),
    ...(perSecond === undefined ? {} : { perSecond: Number(perSecond) }),
  };
}

function isOver({ state }: ImportTold): boolean {
  return state === 'done' || state === 'cancelled' || state === 'refused';
}

function pathOf(named: string): string {
  const [, accountId = '', id = ''] = /^(\d+)\/([0-9a-f-]{36})$/.exec(named) ?? [];
  if (id === '') throw new Error('An import is named account/import, as courier import told it');
  return `accounts/${accountId}/imports/${id}`;
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

function pair(text: string): readonly [string, string] {
  const at = text.lastIndexOf('=');
  if (at < 1) throw new Error('--user is author=id');
  return [text.slice(0, at), text.slice(at + 1)];
}
