import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Command } from 'commander';
import { templateCommands } from '../../src/cli/templates';
import { readConfig } from '../../src/config';

const before = { ...process.env };
afterEach(() => {
  process.env = { ...before };
});

/** Runs a command against an api that has one answer. */
async function run(line: string, answer: object): Promise<{ readonly said: string[]; readonly asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method ?? ''} ${request.url ?? ''}`);
    request
      .resume()
      .on('end', () => response.setHeader('content-type', 'application/json').end(JSON.stringify(answer)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  process.env.COURIER_PORT = String((server.address() as AddressInfo).port);
  process.env.COURIER_ADMIN_KEY = 'the-key-of-this-test';
  const said: string[] = [];
  const program = new Command('courier').exitOverride();
  templateCommands(
    program,
    async (work) => {
      await work(readConfig());
    },
    (text) => said.push(text),
  );
  await program.parseAsync(line.split(' '), { from: 'user' });
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  return { said, asked };
}

const sync = { state: 'idle', endedAt: '2030-01-31T09:12:44.000Z', trouble: null };
const ready = { name: 'ready', language: 'en_US', state: 'approved', drift: null, obstacle: null, accounts: [] };

it('tells of each template how it is, why, and how the sides differ', async () => {
  const { said, asked } = await run('templates c1_a1', {
    sync,
    templates: [
      ready,
      { ...ready, name: 'sale', drift: 'changed-in-kommo' },
      { ...ready, name: 'old', state: 'rejected', accounts: [{ state: 'rejected', reason: 'SCAM' }] },
      { ...ready, name: 'draft', language: null, state: 'draft' },
    ],
  });
  expect(asked).toEqual(['GET /admin/v1/installations/c1_a1/templates']);
  expect(said).toEqual([
    'Compared at 2030-01-31T09:12:44.000Z.',
    'ready (en_US)  approved',
    'sale (en_US)  approved  changed-in-kommo',
    'old (en_US)  rejected  SCAM',
    'draft (no language)  draft',
  ]);
});

it('has both sides compared, and says what is in the way', async () => {
  const waiting = { state: 'waiting', endedAt: null, trouble: '“Shop” cannot be asked for its templates.' };
  const { said, asked } = await run('templates sync c1_a1', { sync: waiting, templates: [] });
  expect(asked).toEqual(['POST /admin/v1/installations/c1_a1/templates/sync']);
  expect(said).toEqual(['To be compared in a moment.', waiting.trouble]);
});

it('answers in JSON when asked', async () => {
  const answer = { sync, templates: [ready] };
  const { said } = await run('templates sync c1_a1 --json', answer);
  expect(said.map((line) => JSON.parse(line) as unknown)).toEqual([answer]);
});
