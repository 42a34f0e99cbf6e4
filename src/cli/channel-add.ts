import { addChannel, type ChannelAddition } from '../api/admin/channels/add-channel';
import type { Config } from '../config';
import { checkAddition, type Addition } from '../kommo/registration/addition';
import { factsOf } from '../kommo/registration/facts';
import { isBlank, type Fault } from '../kommo/registration/fault';
import { readSupportAnswer } from '../kommo/registration/support-answer';
import { en } from '../kommo/registration/texts/en';
import { openDatabase } from '../ledger/database';
import { loadMasterKeys } from '../ledger/master-keys';
import { createVault } from '../ledger/vault';
import { readTextFile, tellFaults } from './faults';
import type { Terminal } from './terminal';

type Options = Readonly<Record<string, string | true>>;
type Say = (line: string) => void;

/** `courier channel add`. @returns the exit code. */
export async function addChannelFrom(
  file: string | undefined,
  options: Options,
  config: Config,
  terminal: Terminal,
  say: Say,
): Promise<number> {
  const told = { json: options.json === true };
  const input = await gather(file, options, terminal);
  const checked = checkAddition(input.fields);
  const faults = [...input.faults, ...(checked.kind === 'faults' ? checked.faults : [])];
  if (checked.kind === 'faults' || faults.length > 0)
    return tellFaults(faults, told, 'The channel is not stored:', say);
  const added = await store(checked.addition, config);
  if (added.kind === 'faults') return tellFaults(added.faults, told, 'The channel is not stored:', say);
  report(added, told, say);
  return 0;
}

async function gather(
  file: string | undefined,
  options: Options,
  terminal: Terminal,
): Promise<{ readonly fields: Readonly<Record<string, unknown>>; readonly faults: readonly Fault[] }> {
  const { clientId, clientSecret, clientSecretFile, chatApi } = options;
  const answer = await readAnswer(file, terminal);
  const secret =
    typeof clientSecretFile === 'string' ? await readTextFile(clientSecretFile, 'clientSecret') : clientSecret;
  const given = {
    answer: typeof answer === 'string' ? answer : '',
    ...(clientId === undefined ? {} : { clientId }),
    ...(typeof secret === 'string' ? { clientSecret: secret } : {}),
    ...(chatApi === undefined ? {} : { chatApi }),
  };
  const faults = [answer, secret].filter((read) => typeof read === 'object');
  const fields = terminal.interactive && faults.length === 0 ? await askForKeys(given, terminal) : given;
  return { fields, faults };
}

async function readAnswer(file: string | undefined, terminal: Terminal): Promise<string | Fault> {
  if (file !== undefined && file !== '-') return readTextFile(file, 'answer');
  return terminal.interactive
    ? terminal.paste("Paste support's answer, then press Enter and Ctrl-D:")
    : terminal.readAll();
}

/** Nobody is asked for keys to an answer that is refused anyway. */
async function askForKeys(
  given: Readonly<Record<string, unknown>>,
  terminal: Terminal,
): Promise<Readonly<Record<string, unknown>>> {
  const read = isBlank(given.answer) ? undefined : readSupportAnswer(given.answer);
  if (read?.kind !== 'channel') return given;
  const clientId =
    given.clientId ??
    read.channel.integrationId ??
    (await terminal.ask("Integration ID (the integration's tab Keys): "));
  const clientSecret =
    given.clientSecret ?? (await terminal.ask("The integration's secret key (not shown): ", { hidden: true }));
  return { ...given, clientId, clientSecret };
}

async function store(addition: Addition, config: Config): Promise<ChannelAddition> {
  const vault = createVault(loadMasterKeys(config));
  const db = openDatabase(config.databaseUrl, { max: 1, name: 'courier-channel' });
  try {
    return await addChannel({ db, vault, publicUrl: config.publicUrl }, addition);
  } finally {
    await db.end();
  }
}

function report(
  { channel, warnings }: Extract<ChannelAddition, { kind: 'stored' }>,
  options: { readonly json: boolean },
  say: Say,
): void {
  const sentences = warnings.map(({ key, what }) => ({ key, text: en.warnings[key](what) }));
  if (options.json) {
    say(JSON.stringify({ channel, warnings: sentences }));
    return;
  }
  const facts = factsOf(channel, en).map(({ name, value }) => ({ label: en.facts[name], value }));
  const width = Math.max(...facts.map(({ label }) => label.length));
  say(`The channel “${channel.name}” is stored.`);
  for (const { label, value } of facts) say(`  ${label.padEnd(width)}  ${value}`);
  if (sentences.length > 0) say('\nTake care:');
  for (const { text } of sentences) say(`  - ${text}`);
}
