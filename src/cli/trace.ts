import type { Command } from 'commander';
import type { Config } from '../config';
import type { Trace } from '../trace/trace';
import { call, callForText } from './admin-client';
import { traceLines } from './trace-lines';

interface Options {
  readonly json?: boolean;
  readonly svg?: boolean;
  readonly source?: string;
  readonly chat?: string;
}

/** `courier trace <id>`: the path of one message, down the terminal. */
export function traceCommand(
  program: Command,
  run: (work: (config: Config) => Promise<number>) => Promise<void>,
  say: (line: string) => void,
  output: { readonly isTTY?: boolean; readonly columns?: number } = process.stdout,
): void {
  program
    .command('trace <message>')
    .description('the whole path of a message, with times and without content, by any id of it')
    .option('--source <id>', 'for an id of the messenger’s: the source it is of, ours or the messenger’s id')
    .option('--chat <id>', 'for an id of the messenger’s: the chat it is of; ours, Kommo’s or the messenger’s id')
    .option('--svg', 'as a picture')
    .option('--json', 'answer in JSON')
    .action((id: string, { json, svg, source, chat }: Options) =>
      run(async () => {
        const query = new URLSearchParams({
          ...(source === undefined ? {} : { source }),
          ...(chat === undefined ? {} : { chat }),
        });
        const path = `messages/${encodeURIComponent(id)}/trace`;
        if (svg === true) {
          query.set('as', 'svg');
          say(await callForText(`${path}?${query.toString()}`));
          return 0;
        }
        const trace = await call<Trace>('GET', `${path}?${query.toString()}`);
        const lines =
          json === true
            ? [JSON.stringify(trace)]
            : traceLines(trace, { inColour: wantsColour(output), columns: output.columns ?? 100 });
        for (const line of lines) say(line);
        return 0;
      }),
    );
}

/** Somebody looks at it, and has not said that they want none (https://no-color.org). */
function wantsColour({ isTTY }: { readonly isTTY?: boolean }): boolean {
  return isTTY === true && (process.env.NO_COLOR ?? '') === '';
}
