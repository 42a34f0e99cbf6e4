import { randomUUID } from 'node:crypto';
import { userInfo } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import type { Command } from 'commander';
import { readConfig, type Config } from '../config';
import { loadAdminKey } from '../ledger/admin-key';
import type { DeliveryPage, DeliveryReceipt, DeliveryView } from '../ledger/delivery-views';
import { VERDICTS } from '../model/command';

interface Options {
  readonly json?: boolean;
  readonly by?: string;
  readonly why?: string;
  readonly source?: boolean;
}

/** An api that is being replaced is away for a moment. */
const CALLS = 3;
const CALL_AGAIN_MS = 500;

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
    .description("everything that happened to a message: our id, the delivery's, or Kommo's")
    .option(...json)
    .action((id: string, options: Options) => run(() => receipt(id, options, say)));

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

/** A container may run as a user without a name. */
function userName(): string | undefined {
  try {
    return userInfo().username;
  } catch {
    return process.env.USER;
  }
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
  if (options.json === true) say(JSON.stringify(deliveries));
  else if (deliveries.length === 0) say('Nothing is stuck.');
  else for (const delivery of deliveries) say(line(delivery));
  return 0;
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

/** @throws Error with the reason the api gives. */
async function call<Answer>(method: 'GET' | 'POST', path: string, body?: object): Promise<Answer> {
  const config = readConfig();
  const key = loadAdminKey(config);
  if (key === undefined) throw new Error('COURIER_ADMIN_KEY is not set: it opens the admin API');
  const origin = `http://${config.host}:${config.port}`;
  const { ok, status, text } = await heard(origin, `/admin/v1/${path}`, {
    method,
    // The same in every try: what was done without our hearing of it is not done again.
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const answer = parsed(text) as (Answer & { detail?: string }) | undefined;
  if (!ok || answer === undefined) throw new Error(answer?.detail ?? `The api answered ${status}`);
  return answer;
}

interface Heard {
  readonly ok: boolean;
  readonly status: number;
  readonly text: string;
}

/** Asks again when the connection is lost before the whole answer is here. */
async function heard(origin: string, path: string, request: RequestInit): Promise<Heard> {
  for (let calls = 1; ; calls += 1) {
    try {
      const response = await fetch(origin + path, request);
      return { ok: response.ok, status: response.status, text: await response.text() };
    } catch {
      if (calls === CALLS) throw new Error(`The api does not answer at ${origin}`);
      await setTimeout(CALL_AGAIN_MS);
    }
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
