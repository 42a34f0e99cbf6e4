import { readFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { Command } from 'commander';
import { operatorCommands } from '../../src/cli/operator';
import { reasonOf } from '../../src/cli/reason';
import { readConfig } from '../../src/config';

const page = readFileSync(path.join(__dirname, '..', '..', 'docs', 'operating.md'), 'utf8');

function program(): Command {
  const made = new Command('courier').exitOverride();
  operatorCommands(
    made,
    () => Promise.resolve(),
    () => undefined,
  );
  return made;
}

/** What follows `courier` in the page, in code of any kind. */
const recipes = [...page.matchAll(/(?:`|\$ |^)courier ([^`#\n]+)/gm)]
  .map(([, line = '']) => line.trim())
  .filter(
    (line) =>
      !/^(setup|api|worker|doctor|up|install|templates|import|reconcile)\b/.test(line) && !line.startsWith('is '),
  );

/** Split as a shell would, as far as the page goes. */
const words = (line: string): string[] =>
  [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');

describe('the commands of operators', () => {
  it('are all on the page, with arguments and options that they take', async () => {
    const shown = new Set<string>();
    for (const line of recipes) {
      const made = program();
      await made.parseAsync(words(line), { from: 'user' });
      shown.add(words(line)[0] ?? '');
    }
    expect([...shown].sort()).toEqual(
      program()
        .commands.map((command) => command.name())
        .sort(),
    );
  });

  it('all answer in JSON when asked', () => {
    for (const command of program().commands) expect(command.options.map(({ long }) => long)).toContain('--json');
  });

  it('all that change something say who', () => {
    const changing = program().commands.filter((command) => !['stuck', 'receipt', 'trace'].includes(command.name()));
    expect(changing).toHaveLength(5);
    for (const command of changing) expect(command.options.map(({ long }) => long)).toContain('--by');
  });

  it('are there for a user without a name', () => {
    const noName = jest.spyOn(os, 'userInfo').mockImplementation(() => {
      throw new Error('ENOENT: no such user');
    });
    expect(program().commands.map((command) => command.name())).toContain('retry');
    expect(noName).toHaveBeenCalled();
    noName.mockRestore();
  });
});

describe('a connection that is lost', () => {
  const KEY = 'the-key-of-this-test';
  const before = { ...process.env };
  afterEach(() => {
    process.env = { ...before };
  });

  /** Runs a command against an api whose first connections break after the request has been read. */
  async function runAgainst(losing: number, line: string): Promise<{ said: string[]; asked: IncomingHttpHeaders[] }> {
    const asked: IncomingHttpHeaders[] = [];
    const server = createServer((request, response) => {
      request.resume().on('end', () => {
        asked.push(request.headers);
        if (asked.length <= losing) response.destroy();
        else response.setHeader('content-type', 'application/json').end('{"text":"It is tried now"}');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    process.env.COURIER_PORT = String((server.address() as AddressInfo).port);
    process.env.COURIER_ADMIN_KEY = KEY;
    const said: string[] = [];
    const made = new Command('courier');
    operatorCommands(
      made,
      async (work) => {
        await work(readConfig()).catch((error: unknown) => said.push(reasonOf(error)));
      },
      (text) => said.push(text),
    );
    try {
      await made.parseAsync(words(line), { from: 'user' });
    } finally {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
    return { said, asked };
  }

  it('is made anew for the same command, so that it is done once', async () => {
    const { said, asked } = await runAgainst(2, 'retry 1f0c --by Olga');
    expect(said).toEqual(['It is tried now']);
    const keys = asked.map((headers) => headers['idempotency-key']);
    expect(keys).toHaveLength(3);
    expect(new Set(keys).size).toBe(1);
    const next = await runAgainst(0, 'retry 1f0c --by Olga');
    expect(next.asked[0]?.['idempotency-key']).not.toBe(keys[0]);
  });

  it('again and again is told', async () => {
    const { said, asked } = await runAgainst(9, 'retry 1f0c --by Olga');
    expect(asked).toHaveLength(3);
    expect(said.join()).toContain('does not answer');
  });
});
