import type { Command } from 'commander';
import type { Config } from '../config';
import type { AccountView } from '../ledger/account-views';
import type { DeliveryPage, DeliveryReceipt, DeliveryView } from '../ledger/delivery-views';
import { VERDICTS } from '../model/command';
import { call, userName } from './admin-client';
import { traceCommand } from './trace';

interface Options {
  readonly json?: boolean;
  readonly by?: string;
  readonly why?: string;
  readonly source?: boolean;
}

type Run = (work: (config: Config) => Promise<number>) => Promise<void>;
type Say = (line: string) => void;

/** What an operator does with deliveries, through the admin API of a running api. */
export function operatorCommands(program: Command, run: Run, say: Say): void {
  const json = ['--json', 'answer in JSON'] as const;
  const by = ['--by <name>', 'who says so; kept with the command', userName()] as const;
  const why = ['--why <reason>', 'for whoever asks later'] as const;

  program
    .command('stuck')
    .description('deliveries that failed often, are in doubt, or are held')
    .option(...json)
    .action((options: Options) => run(() => stuck(options, say)));

  program
    .command('receipt <message>')
    .description(
      "everything that happened to a message, in the words of answers and operators: our id, the delivery's, or Kommo's",
    )
    .option(...json)
    .action((id: string, options: Options) => run(() => receipt(id, options, say)));

  traceCommand(program, run, say);

  program
    .command('retry <message>')
    .description('try a waiting delivery now')
    .option(...why)
    .option(...by)
    .option(...json)
    .action((id: string, options: Options) => run(() => tell(['deliveries', id, 'retry'], {}, options, say)));

  program
    .command('skip <message>')
    .description('give a waiting delivery up, so that those behind it can go')
    .requiredOption('--why <reason>', 'the manager reads it')
    .option(...by)
    .option(...json)
    .action((id: string, options: Options) => run(() => tell(['deliveries', id, 'skip'], {}, options, say)));

  for (const kind of ['pause', 'resume'] as const) {
    program
      .command(`${kind} <chat>`)
      .description(kind === 'pause' ? 'send nothing in a chat until it is resumed' : 'end a pause')
      .option('--source', 'the id is that of a source: all its chats')
      .option(...why)
      .option(...by)
      .option(...json)
      .action((id: string, options: Options) =>
        run(() => tell([options.source === true ? 'sources' : 'chats', id, kind], {}, options, say)),
      );
  }

  program
    .command('decide <message> <verdict>')
    .description(`say what became of a delivery in doubt: ${VERDICTS.join(', ')}`)
    .option(...why)
    .option(...by)
    .option(...json)
    .action((id: string, verdict: string, options: Options) =>
      run(() => tell(['deliveries', id, 'decide'], { verdict }, options, say)),
    );
}

async function stuck(options: Options, say: Say): Promise<number> {
  const deliveries: DeliveryView[] = [];
  for (let after: string | null = ''; after !== null;) {
    const page: DeliveryPage = await call(
      'GET',
      `deliveries?filter=stuck&limit=200${after === '' ? '' : `&after=${encodeURIComponent(after)}`}`,
    );
    deliveries.push(...page.deliveries);
    after = page.next;
  }
  if (options.json === true) {
    say(JSON.stringify(deliveries));
    return 0;
  }
  for (const text of await waitingForAdministrators()) say(text);
  if (deliveries.length === 0) say('Nothing is stuck.');
  else for (const delivery of deliveries) say(line(delivery));
  return 0;
}

/** What waits for an administrator of an account, and may be why something is stuck. */
async function waitingForAdministrators(): Promise<string[]> {
  const lines: string[] = [];
  for (let after: string | null = ''; after !== null;) {
    const page: { readonly accounts: readonly AccountView[]; readonly next: string | null } = await call(
      'GET',
      `accounts?limit=200${after === '' ? '' : `&after=${encodeURIComponent(after)}`}`,
    );
    for (const { id, subdomain, needsAuthorisationSince: since } of page.accounts) {
      if (since === null) continue;
      lines.push(
        `account ${id} (${subdomain})  Kommo lets Courier in no more since ${since}: authorise it again there`,
      );
    }
    after = page.next;
  }
  return lines;
}

function line(view: DeliveryView): string {
  const why = view.heldBecause ?? view.lastText ?? (view.state === 'uncertain' ? 'may have been sent' : '');
  return `${view.id}  ${view.lane}  ${view.messenger}  account ${view.accountId}  since ${view.acceptedAt}  attempts ${view.attempts}  ${why}`;
}

async function receipt(id: string, options: Options, say: Say): Promise<number> {
  const found = await call<DeliveryReceipt>('GET', `deliveries/${encodeURIComponent(id)}`);
  if (options.json === true) {
    say(JSON.stringify(found));
    return 0;
  }
  say(line(found));
  say(
    `Outcome: ${found.outcome ?? 'none yet'}${found.outcomeText === null ? '' : ` (${found.outcomeText})`}, tick: ${found.tick ?? 'none'}`,
  );
  for (const { at, part, result, code, text } of found.history) {
    say(`${at}  attempt, part ${part}: ${result}${code === null ? '' : ` ${code}`}${text === null ? '' : ` ${text}`}`);
  }
  for (const { at, state } of found.receipts) say(`${at}  the messenger says: ${state}`);
  for (const { at, command, by, why, result } of found.commands) {
    say(`${at}  ${command} by ${by}${why === null ? '' : ` (${why})`}: ${result}`);
  }
  return 0;
}

async function tell(path: readonly string[], body: object, options: Options, say: Say): Promise<number> {
  const { by, why } = options;
  if (by === undefined) throw new Error('--by is missing: this user has no name');
  const result = await call<{ text: string }>('POST', path.map(encodeURIComponent).join('/'), { ...body, by, why });
  say(options.json === true ? JSON.stringify(result) : result.text);
  return 0;
}
