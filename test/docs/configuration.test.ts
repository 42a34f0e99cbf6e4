import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readConfig } from '../../src/config';

const root = path.join(__dirname, '..', '..');
const source = readFileSync(path.join(root, 'src/config.ts'), 'utf8');
const page = readFileSync(path.join(root, 'docs/configuration.md'), 'utf8');

/** The schema's entries: a name in capitals at the start of a line. */
const inCode = [...source.matchAll(/^ {2}([A-Z][A-Z_]+): ([^]*?),$/gm)].map(([, name = '', rule = '']) => ({
  name,
  rule,
}));
const courier = page.slice(page.indexOf('## Courier'), page.indexOf('## Temporal'));
/** Rows of the table: name and default. */
const inPage = [...courier.matchAll(/^\| `([A-Z_]+)` +\| (.*?) +\|/gm)].map(([, name = '', value = '']) => ({
  name,
  value: value.trim(),
}));

describe('docs/configuration.md', () => {
  it('lists every variable of src/config.ts, in its order, and no other', () => {
    expect(inPage.length).toBeGreaterThan(15);
    expect(inPage.map(({ name }) => name)).toEqual(inCode.map(({ name }) => name));
  });

  it.each(inPage)('tells the default of $name', ({ name, value }) => {
    const optional = inCode.find((each) => each.name === name)?.rule.includes('.optional()') ?? false;
    expect(value === 'none').toBe(optional);
    // A default that is the true one changes nothing when it is given.
    if (!optional) expect(readConfig({ [name]: value.replaceAll('`', '') })).toEqual(readConfig({}));
  });
});
