import { readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Command } from 'commander';
import { operatorCommands } from '../../src/cli/operator';

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
  .filter((line) => !/^(setup|api|worker|doctor|up)\b/.test(line) && !line.startsWith('is '));

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
    const changing = program().commands.filter((command) => !['stuck', 'receipt'].includes(command.name()));
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
