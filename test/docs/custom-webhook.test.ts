import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { isRecord } from '../../src/http/json';
import { ERROR_CODES } from '../../src/messengers/custom/protocol/answers';
import type { EventKind } from '../../src/messengers/custom/protocol/event';
import { FROM_COURIER } from '../../src/messengers/custom/protocol/from-courier';
import { TO_COURIER } from '../../src/messengers/custom/protocol/to-courier';
import { protocolFiles } from './custom-webhook-files';
import { formatted } from './formatted';

const docs = path.join(__dirname, '..', '..', 'docs');
const page = readFileSync(path.join(docs, 'custom-webhook.md'), 'utf8');

it.each([...protocolFiles()])('docs/custom-webhook/%s is what the driver reads and writes', (name, text) => {
  const file = path.join(docs, 'custom-webhook', name);
  const wanted = formatted(text, `docs/custom-webhook/${name}`);
  if (process.env.COURIER_STORE_FEATURES === '1') writeFileSync(file, wanted);
  expect(readFileSync(file, 'utf8')).toBe(wanted);
});

it.each([...protocolFiles()])('docs/custom-webhook/%s points to what is there', (_, text) => {
  const document = parse(text) as unknown;
  const pointers = [...text.matchAll(/"?\$ref"?: ["']?(#[^"'\s]+)/g)].map(([, pointer = '']) => pointer);
  expect(pointers.length).toBeGreaterThan(3);
  const lost = pointers.filter((pointer) => {
    const found = pointer
      .slice(2)
      .split('/')
      .reduce<unknown>((value, name) => (isRecord(value) ? value[name] : undefined), document);
    return found === undefined;
  });
  expect(lost).toEqual([]);
});

/** What stands below a heading, up to the next of its height. */
function section(text: string, heading: string): string {
  const height = heading.slice(0, heading.indexOf(' '));
  const [, after = ''] = text.split(`\n${heading}\n`);
  return after.split(`\n${height} `)[0] ?? '';
}

function blocks(text: string, language: string): string[] {
  return [...text.matchAll(new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``, 'g'))].map(([, code = '']) => code);
}

const SECTIONS: readonly (readonly [string, Readonly<Record<string, EventKind>>])[] = [
  ['## Events to Courier', TO_COURIER],
  ['## Events from Courier', FROM_COURIER],
];

describe.each(SECTIONS)('%s', (heading, kinds) => {
  const part = section(page, heading);

  it('tells of every type, and of no other', () => {
    const told = [...part.matchAll(/^### `(.+)`$/gm)].map(([, type = '']) => type);
    expect(told).toEqual(Object.keys(kinds));
  });

  it.each(Object.entries(kinds))('shows %s as it is', (type, { schema }) => {
    const examples = blocks(section(part, `### \`${type}\``), 'json').map((code) => JSON.parse(code) as unknown);
    expect(examples.length).toBeGreaterThan(0);
    // What is left over after reading would be a field that there is not.
    for (const example of examples) expect(schema.parse(example)).toEqual(example);
  });
});

it('has a row for every code', () => {
  const rows = section(page, '## Answers and errors')
    .split('\n')
    .filter((line) => line.startsWith('| `'));
  const told = rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`(\w+)`/g)].map(([, code = '']) => code));
  expect([...told].sort()).toEqual([...ERROR_CODES].sort());
});

describe('signing', () => {
  const part = section(page, '## Signing');
  const SIGNATURE = 'v1,CQGPQQ3oAzhSCYjO2sPCWWNUBYWbqYC/IwSvi861cbk=';

  it('shows the worked vector', () => {
    expect(part).toContain(SIGNATURE);
  });

  it('in Node is that of the example', () => {
    const example = path.join(docs, '..', 'examples', 'website-chat', 'signing.mjs');
    expect(blocks(part, 'js')).toEqual([readFileSync(example, 'utf8')]);
  });

  it('in Node does what it says', () => {
    const [code = ''] = blocks(part, 'js');
    const vector = [
      "const secret = 'whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=';",
      'const body = Buffer.from(\'{"type":"connection.ping","version":"1","timestamp":"2025-11-21T10:00:00Z","data":{"challenge":"abc"}}\');',
      "const id = 'evt_01JD0000000000000000000001';",
      "const headers = { 'webhook-id': id, 'webhook-timestamp': '1763719200', 'webhook-signature': `v1a,x ${sign(secret, id, 1763719200, body)}` };",
      'const at = (seconds, more) => verify(secret, { ...headers, ...more }, body, 1763719200 + seconds);',
      "console.log(JSON.stringify([sign(secret, id, 1763719200, body), at(0), at(299), at(301), at(0, { 'webhook-id': 'evt_2' })]));",
    ].join('\n');
    const printed = execFileSync(process.execPath, ['--input-type=module'], {
      input: `${code}\n${vector}`,
      encoding: 'utf8',
    });
    expect(JSON.parse(printed)).toEqual([SIGNATURE, true, true, false, false]);
  });
});
