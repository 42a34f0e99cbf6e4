import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Command } from 'commander';
import { importCommand } from '../../src/cli/import';
import { reasonOf } from '../../src/cli/reason';
import { readConfig } from '../../src/config';

const SOURCE = '5a0d0000-0000-4000-8000-000000000001';
const IMPORT = '5a0d0000-0000-4000-8000-000000000002';
const COUNTS = { told: 3, known: 0, sent: 3, failed: 0, unknown: 0, ignored: 0, waiting: 0 };
const SURVEY = {
  format: 'lines',
  chats: 1,
  messages: 3,
  fromCustomers: 2,
  fromBusiness: 1,
  files: 0,
  filesMissing: 0,
  oldest: '2025-04-01T09:00:00.000Z',
  newest: '2025-04-01T09:02:00.000Z',
  known: 0,
  chatsKnown: 0,
  chatsNew: 1,
  leads: 0,
  gaps: { service: 2 },
  people: [],
};

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

/** Answers as the admin API does for one import, and writes down what it is asked. */
let server: Server;
const asked: Asked[] = [];
let state = 'uploaded';
let dir: string;
const before = { ...process.env };
beforeAll(async () => {
  dir = mkdtempSync(path.join(tmpdir(), 'courier-import-'));
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '' } = request;
      asked.push({ method, path: url.replace('/admin/v1/', ''), body: Buffer.concat(chunks).toString() });
      if (url.endsWith('/file')) state = 'surveyed';
      if (url.endsWith('/start')) state = 'done';
      const told = {
        id: IMPORT,
        state,
        paused: false,
        trouble: null,
        note: 'A card shows little of it.',
        fetched: null,
        survey: state === 'uploaded' ? null : SURVEY,
        counts: COUNTS,
        result: state === 'done' ? { kommo: { sent: 3, found: 3 }, differences: [] } : null,
      };
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(url.includes('/sources/') ? { accountId: 7 } : told));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  process.env.COURIER_PORT = String((server.address() as AddressInfo).port);
  process.env.COURIER_ADMIN_KEY = 'k'.repeat(40);
});
afterAll(async () => {
  process.env = before;
  rmSync(dir, { recursive: true });
  await new Promise((resolve) => server.close(resolve));
});
beforeEach(() => {
  asked.length = 0;
  state = 'uploaded';
});

async function courier(...words: string[]): Promise<string[]> {
  const said: string[] = [];
  const program = new Command('courier').exitOverride();
  importCommand(
    program,
    async (work) => {
      await work(readConfig()).catch((error: unknown) => said.push(`refused: ${reasonOf(error)}`));
    },
    (line) => said.push(line),
  );
  await program.parseAsync(['import', ...words], { from: 'user' });
  return said;
}

function fileNamed(name: string): string {
  const file = path.join(dir, name);
  writeFileSync(file, '{"type":"chat","id":"1"}\n');
  return file;
}

it('hands a file in, shows the dry run, and goes on to the end', async () => {
  const said = await courier(fileNamed('old.jsonl'), '--source', SOURCE, '--by', 'Olga', '--user', 'Maria=m-1');
  expect(asked.slice(0, 3).map(({ method, path: where }) => `${method} ${where}`)).toEqual([
    `GET sources/${SOURCE}`,
    'POST accounts/7/imports',
    `PUT accounts/7/imports/${IMPORT}/file`,
  ]);
  expect(JSON.parse(asked[1]?.body ?? '')).toEqual({
    sourceId: SOURCE,
    fileName: 'old.jsonl',
    business: ['Maria'],
    users: { Maria: 'm-1' },
    by: 'Olga',
  });
  expect(asked[2]?.body).toBe('{"type":"chat","id":"1"}\n');
  expect(said.join('\n')).toContain('3 messages in 1 chats');
  expect(said.join('\n')).toContain('Not taken: 2 (service)');
  expect(said.at(-1)).toBe('3 sent, 3 of them found in Kommo, 0 known before');
});

it('only looks where only that is wanted, and tells how to go on', async () => {
  const said = await courier(fileNamed('old.jsonl'), '--source', SOURCE, '--dry-run');
  expect(asked.some(({ path: where }) => where.endsWith('/start'))).toBe(false);
  expect(said.at(-1)).toBe(`Nothing was written. It waits for: courier import start 7/${IMPORT}`);
});

it.each(['start', 'pause', 'resume', 'cancel', 'retry'])('passes on what is said later: %s', async (command) => {
  await courier(command, `7/${IMPORT}`, '--by', 'Olga');
  expect(asked).toEqual([
    { method: 'POST', path: `accounts/7/imports/${IMPORT}/${command}`, body: JSON.stringify({ by: 'Olga' }) },
  ]);
});

it.each([
  ['no source', ['--from-messenger'], 'Say whose conversations they are: --source <id>'],
  ['nothing to bring', ['--source', SOURCE], 'Name a file, or say --from-messenger'],
  ['a file that is to come from the messenger', ['x.zip', '--source', SOURCE, '--from-messenger'], 'Either a file, or'],
  ['an import that is not named as it was told', ['pause', IMPORT], 'An import is named account/import'],
])('refuses with a sentence: %s', async (_, words, reason) => {
  const said = await courier(...words);
  expect(said.join('\n')).toContain(reason);
  expect(asked).toEqual([]);
});
