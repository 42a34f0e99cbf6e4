import type { Command } from 'commander';
import type { Config } from '../config';
import { call, userName } from './admin-client';

interface Options {
  readonly json?: boolean;
  readonly by?: string;
  readonly why?: string;
  readonly all?: boolean;
}

type Run = (work: (config: Config) => Promise<number>) => Promise<void>;
type Say = (line: string) => void;

interface Missing {
  readonly deliveryId: string;
  readonly chatId: string;
  readonly kommoId: string | null;
  readonly lane: string;
  readonly writtenAt: string;
  readonly becomes: string;
  readonly text: string | null;
}

interface Statement {
  readonly text: string;
  readonly asks: number;
  readonly found: number;
  readonly installations: readonly {
    readonly scopeId: string;
    readonly state: string;
    readonly leftOut: number;
    readonly trouble: string | null;
  }[];
  readonly toldOnly: readonly { readonly kommoId: string; readonly kommoChatId: string; readonly writtenAt: string }[];
  readonly unseen: readonly string[];
  readonly messages: readonly Missing[];
  readonly next: string | null;
}

/** Whether anything is missing in an account, through the admin API of a running api. */
export function reconcileCommands(program: Command, run: Run, say: Say): void {
  const json = ['--json', 'answer in JSON'] as const;
  const by = ['--by <name>', 'who says so; kept with the command', userName()] as const;
  const why = ['--why <reason>', 'for whoever asks later'] as const;

  const reconcile = program
    .command('reconcile <account>')
    .description('whether messages of a Kommo account are missing on either side, and what becomes of them')
    .option(...json)
    .action((account: string, options: Options) => run(() => show(account, options, say)));

  reconcile
    .command('check <account>')
    .description("compare it with Kommo's history now")
    .option(...json)
    .action((account: string, _options: Options, command: Command) =>
      run(() => check(account, command.optsWithGlobals<Options>(), say)),
    );

  for (const verdict of ['send', 'dismiss'] as const) {
    reconcile
      .command(`${verdict} <account> [messages...]`)
      .description(
        verdict === 'send'
          ? 'still send messages that were found too late'
          : 'leave messages unsent that were found too late',
      )
      .option('--all', 'all of the account that wait for it')
      .option(...why)
      .option(...by)
      .option(...json)
      .action((account: string, messages: readonly string[], _options: Options, command: Command) =>
        run(() => decide(account, verdict, messages, command.optsWithGlobals<Options>(), say)),
      );
  }
}

async function show(account: string, options: Options, say: Say): Promise<number> {
  const first = await call<Statement>('GET', `${pathOf(account)}?limit=200`);
  const messages = [...first.messages];
  for (let after = first.next; after !== null;) {
    const page = await call<Statement>('GET', `${pathOf(account)}?limit=200&after=${encodeURIComponent(after)}`);
    messages.push(...page.messages);
    after = page.next;
  }
  tell({ ...first, messages, next: null }, options, say);
  return 0;
}

async function check(account: string, options: Options, say: Say): Promise<number> {
  tell(await call<Statement>('POST', `${pathOf(account)}/check`), options, say);
  return 0;
}

async function decide(
  account: string,
  verdict: 'send' | 'dismiss',
  messages: readonly string[],
  { all, by, why, json }: Options,
  say: Say,
): Promise<number> {
  if ((messages.length === 0) !== (all === true)) throw new Error('Name the messages, or say --all');
  const { decided } = await call<{ readonly decided: number }>('POST', `${pathOf(account)}/decide`, {
    decision: verdict,
    deliveries: all === true ? 'all' : messages,
    by,
    ...(why === undefined ? {} : { why }),
  });
  const what = verdict === 'send' ? 'go out now' : 'are not sent';
  say(json === true ? JSON.stringify({ decided }) : `${String(decided)} ${what}`);
  return decided > 0 ? 0 : 1;
}

function tell(statement: Statement, options: Options, say: Say): void {
  if (options.json === true) {
    say(JSON.stringify(statement));
    return;
  }
  say(`${statement.text}; ${String(statement.found)} found, ${String(statement.asks)} to be decided about.`);
  for (const { scopeId, state, leftOut, trouble } of statement.installations) {
    const left = leftOut === 0 ? [] : [`${String(leftOut)} chats could not be compared`];
    const more = [...left, ...(trouble === null ? [] : [trouble])];
    if (state !== 'idle' || more.length > 0) say([scopeId, state, ...more].join('  '));
  }
  for (const { deliveryId, chatId, lane, kommoId, writtenAt, becomes, text } of statement.messages) {
    const where = lane === 'to-kommo' ? 'missing in Kommo' : 'missing at the messenger';
    say([deliveryId, writtenAt, where, becomes, `chat ${chatId}`, kommoId ?? '', text ?? ''].join('  ').trimEnd());
  }
  for (const { kommoId, kommoChatId, writtenAt } of statement.toldOnly) {
    say(`${kommoId}  ${writtenAt}  only a webhook of the account tells of it  chat ${kommoChatId} of Kommo`);
  }
  say('What cannot be seen:');
  for (const unseen of statement.unseen) say(`- ${unseen}`);
}

const pathOf = (account: string): string => `accounts/${encodeURIComponent(account)}/reconciliation`;
