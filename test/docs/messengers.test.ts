import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { INBOUND_KINDS, OUTBOUND_KINDS, type Messenger, type Support } from '../../src/messengers/contract';
import { messengerOf, supportedMessengers } from '../../src/messengers/registry';
import { formatted } from './formatted';

const root = path.join(__dirname, '..', '..');
const page = path.join(root, 'docs', 'messengers.md');
const messengers = supportedMessengers().flatMap((kind) => messengerOf(kind) ?? []);

/** What the words of the table mean; `—` reads better than `refused` where there are many. */
const WORDS: Readonly<Record<Support, string>> = {
  full: 'full',
  degraded: 'degraded',
  placeholder: 'placeholder',
  refused: '—',
};

it('docs/messengers.md says what every driver claims', () => {
  const wanted = formatted(render(), 'docs/messengers.md');
  if (process.env.COURIER_STORE_FEATURES === '1') writeFileSync(page, wanted);
  expect(readFileSync(page, 'utf8')).toBe(wanted);
});

it.each(messengers)('$title has a page of its own', ({ kind, title }) => {
  expect(readFileSync(path.join(root, 'docs', 'messengers', `${kind}.md`), 'utf8')).toContain(title);
});

function render(): string {
  const titles = messengers.map(({ kind, title }) => `[${title}](messengers/${kind}.md)`);
  const table = <Kind extends string>(
    kinds: readonly Kind[],
    claims: (messenger: Messenger) => Record<Kind, Support>,
  ) =>
    [
      ['', ...titles],
      ['---', ...titles.map(() => '---')],
      ...kinds.map((kind) => [kind, ...messengers.map((messenger) => WORDS[claims(messenger)[kind]])]),
    ]
      .map((cells) => `| ${cells.join(' | ')} |`)
      .join('\n');
  return `# What each messenger carries

Made from what the drivers claim; \`COURIER_STORE_FEATURES=1 npx jest test/docs\` makes it again. The suite in
\`test/messengers/conformance\` grades Viber's and WhatsApp's claims against their emulators, Telegram's have tests of their
own. Messenger, Instagram and the custom webhook have tests against scripted answers; there are no emulators of them yet.

**full**: as it was said · **degraded**: something of it is lost or said in words · **placeholder**: a note that says what it
was · **—**: the messenger has no such thing, or does not take it; a manager is told so.

## From the customer

${table(INBOUND_KINDS, ({ capabilities }) => capabilities.inbound)}

## To the customer

${table(OUTBOUND_KINDS, ({ capabilities }) => capabilities.outbound)}
`;
}
