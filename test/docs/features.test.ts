import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { formatted } from './formatted';
import { FEATURES, type Feature } from './features';

const root = path.join(__dirname, '..', '..');
const page = path.join(root, 'docs', 'features.md');
const all = Object.values(FEATURES).flat();

describe('docs/features.md', () => {
  it.each(all)('$feature: names what does it, and what shows it', ({ code, tests, state }) => {
    for (const file of code)
      expect({ file, exists: existsSync(path.join(root, file)) }).toEqual({ file, exists: true });
    for (const [file, title] of tests) {
      const text = readFileSync(path.join(root, file), 'utf8');
      expect({ file, title, shows: text.includes(title) }).toEqual({ file, title, shows: true });
    }
    // What is said to work has to be shown by something.
    if (typeof state === 'string' || 'without' in state) expect(tests.length * code.length).toBeGreaterThan(0);
  });

  it('is what the list of features says', () => {
    const wanted = formatted(render(), 'docs/features.md');
    if (process.env.COURIER_STORE_FEATURES === '1') writeFileSync(page, wanted);
    expect(readFileSync(page, 'utf8')).toBe(wanted);
  });
});

function render(): string {
  const tables = Object.entries(FEATURES).map(([area, features]) =>
    [
      `## ${area}`,
      '',
      '| Feature | Today | Where | Shown by |',
      '| --- | --- | --- | --- |',
      ...features.map(row),
    ].join('\n'),
  );
  return [
    '# Features',
    '',
    "What Kommo's pages for makers of chat integrations ask for, where Courier does it, and which test shows it. This page is",
    'made from `test/docs/features.ts`; `npm test` checks that what it names is there.',
    '',
    ...tables.flatMap((table) => [table, '']),
  ].join('\n');
}

function row({ feature, state, code, tests }: Feature): string {
  const today = state === 'yes' ? 'yes' : 'without' in state ? `without ${state.without}` : `not yet: ${state.later}`;
  const files = code.map((file) => `[${path.basename(file)}](../${file})`);
  const shown = [...new Set(tests.map(([file]) => file))].map((file) => `[${file.replace(/^test\//, '')}](../${file})`);
  return `| ${feature} | ${today} | ${files.join(', ')} | ${shown.join(', ')} |`;
}
