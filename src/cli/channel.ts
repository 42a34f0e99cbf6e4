import type { Command } from 'commander';
import type { Config } from '../config';
import type { addChannelFrom } from './channel-add';
import type { requestChannel } from './channel-request';
import { processTerminal, type Terminal } from './terminal';

type Run = (work: (config: Config) => Promise<number>) => Promise<void>;
type Say = (line: string) => void;

/** What does the work, loaded only when it is chosen. */
export interface ChannelParts {
  readonly request: () => Promise<{ readonly requestChannel: typeof requestChannel }>;
  readonly add: () => Promise<{ readonly addChannelFrom: typeof addChannelFrom }>;
}

/** Registering a channel at Kommo: what support has to be told, and what becomes of their answer. */
export function channelCommands(
  program: Command,
  run: Run,
  say: Say,
  parts: ChannelParts,
  openTerminal: () => Terminal = processTerminal,
): void {
  const channel = program
    .command('channel')
    .description('request a channel of Kommo support, and store what they answer: docs/channels.md');

  channel
    .command('request')
    .description('make the request for a new channel; asks for what is missing when there is a terminal')
    .option('--from <file>', 'a JSON file with the fields; - is standard input')
    .option('--name <name>', 'of the service')
    .option('--hook-url <url>', 'where Kommo sends messages; without it the one of this Courier')
    .option('--accounts <ids>', 'Kommo account ids, with commas')
    .option('--write-first <yes|no>', 'managers may start a conversation')
    .option('--window <seconds|none>', 'how long a manager may answer')
    .option('--templates-after-window <yes|no>', 'templates are offered when it is over')
    .option('--email <address>', 'where support writes')
    .option('--icon <file>', 'the SVG')
    .option('--integration-id <uuid>', "from the integration's tab Keys")
    .option('--widget-code <code>', 'of the integration')
    .option('--audience <private|public>', 'whether all Kommo users will get it')
    .option('--similar <yes|no>', 'public: is there a similar solution?')
    .option('--unique <text>', 'public: what is unique about yours')
    .option('--stores-files <yes|no>', 'files stay available')
    .option('--reactions <none|all|emoji>', 'for example 👍😳')
    .option('--quoting <yes|no>', 'messages can refer to earlier ones')
    .option('--voice <yes|no>', 'voice messages')
    .option('--max-file-mb <number|none>', 'the largest file')
    .option('--json', 'answer in JSON')
    .option('--out <file>', 'write the request there')
    .action((options: Readonly<Record<string, string | true>>) =>
      run(async (config) => (await parts.request()).requestChannel(options, config, openTerminal(), say)),
    );

  channel
    .command('add [file]')
    .description("store a channel from support's answer, JSON or tables; without a file from standard input")
    .option('--client-id <uuid>', 'the integration id, where the answer does not name it')
    .option('--client-secret <secret>', "the integration's secret key; others on this machine can see it")
    .option('--client-secret-file <file>', 'a file with it')
    .option('--chat-api <url>', 'another Chat API than https://amojo.kommo.com')
    .option('--json', 'answer in JSON')
    .action((file: string | undefined, options: Readonly<Record<string, string | true>>) =>
      run(async (config) => (await parts.add()).addChannelFrom(file, options, config, openTerminal(), say)),
    );
}
