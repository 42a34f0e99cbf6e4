import { execFileSync } from 'node:child_process';
import path from 'node:path';

const root = path.join(__dirname, '..', '..');

/** A generated page as it is stored. By the command line: the formatter's own code does not load within jest. */
export function formatted(markdown: string, file: string): string {
  const prettier = path.join(root, 'node_modules', 'prettier', 'bin', 'prettier.cjs');
  return execFileSync(process.execPath, [prettier, '--stdin-filepath', file], {
    cwd: root,
    input: markdown,
    encoding: 'utf8',
  });
}
