import { Writable } from 'node:stream';
import { text as readAllOf } from 'node:stream/consumers';
import { createInterface, type Interface } from 'node:readline';

/** Who sits in front of a command, if anybody. Questions go to standard error, so that the output can be piped. */
export interface Terminal {
  /** Whether somebody can be asked. */
  readonly interactive: boolean;
  /** @throws Error when the input ends instead. */
  ask(question: string, options?: { readonly hidden?: boolean }): Promise<string>;
  /** All that is pasted, until Ctrl-D. */
  paste(invitation: string): Promise<string>;
  /** Standard input to its end. */
  readAll(): Promise<string>;
  /** A line beside the output. */
  remark(line: string): void;
}

export function processTerminal(): Terminal {
  const { stdin, stderr } = process;
  return {
    interactive: stdin.isTTY && stderr.isTTY,
    ask(question, options = {}) {
      stderr.write(question);
      return new Promise((resolve, reject) => {
        const lines = open(options.hidden === true);
        lines.once('close', () => reject(new Error('The input ended before everything was answered')));
        lines.once('line', (line) => {
          resolve(line);
          lines.close();
          if (options.hidden === true) stderr.write('\n');
        });
      });
    },
    paste(invitation) {
      stderr.write(`${invitation}\n`);
      return new Promise((resolve) => {
        const pasted: string[] = [];
        const lines = open(false);
        lines.on('line', (line) => pasted.push(line));
        lines.once('close', () => resolve(pasted.join('\n')));
      });
    },
    readAll: () => readAllOf(stdin),
    remark: (line) => void stderr.write(`${line}\n`),
  };

  /** What is typed at a hidden question is echoed into nothing. */
  function open(hidden: boolean): Interface {
    const output = hidden ? new Writable({ write: (_chunk, _encoding, done) => done() }) : stderr;
    return createInterface({ input: stdin, output, terminal: true });
  }
}
