import type { Command } from 'commander';
import type { Config } from '../config';
import { call } from './admin-client';

interface Options {
  readonly text: string;
  readonly template?: string;
  readonly value: readonly string[];
  readonly name?: string;
  readonly contact?: string;
  readonly key?: string;
  readonly json?: boolean;
}

interface Begun {
  readonly chatId: string;
  readonly messageId: string;
}

/** Writes to somebody who has not written yet, through the admin API of a running api. */
export function writeFirstCommand(
  program: Command,
  run: (work: (config: Config) => Promise<number>) => Promise<void>,
  say: (line: string) => void,
): void {
  program
    .command('write-first <source> <phone>')
    .description('write to somebody by their phone number, before they have written')
    .requiredOption('--text <text>', 'what it says; of a template, with its values')
    .option('--template <id>', "the messenger's template: of WhatsApp, name and language, as order_ready:en")
    .option('--value <name=value>', 'a value of the template; may be repeated', collect, [])
    .option('--name <name>', "the customer's")
    .option('--contact <id>', 'the contact in Kommo that the chat is to belong to')
    .option('--key <key>', 'the same when it is repeated: then it is done once')
    .option('--json', 'answer in JSON')
    .action((source: string, phone: string, options: Options) => run(() => writeFirst(source, phone, options, say)));
}

async function writeFirst(
  sourceId: string,
  phone: string,
  options: Options,
  say: (line: string) => void,
): Promise<number> {
  const { text, template, value, name, contact, key, json } = options;
  if (contact !== undefined && !/^[1-9]\d*$/.test(contact)) throw new Error('--contact is the number of a contact');
  const begun = await call<Begun>(
    'POST',
    'write-first',
    {
      sourceId,
      phone,
      text,
      ...(template === undefined ? {} : { template: { id: template, values: Object.fromEntries(value.map(pair)) } }),
      ...(name === undefined ? {} : { name }),
      ...(contact === undefined ? {} : { contactId: Number(contact) }),
    },
    key,
  );
  say(json === true ? JSON.stringify(begun) : `It is on its way: courier receipt ${begun.messageId}`);
  return 0;
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

function pair(text: string): readonly [string, string] {
  const at = text.indexOf('=');
  if (at < 1) throw new Error('--value is name=value');
  return [text.slice(0, at), text.slice(at + 1)];
}
