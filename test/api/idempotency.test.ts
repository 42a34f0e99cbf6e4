import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { answerIsSecret, answerOnce } from '../../src/api/idempotency';
import { forgetOldAnswers } from '../../src/ledger/answered-writes';
import { openLedger, type Ledger } from '../ledger/ledger';

let ledger: Ledger;
let server: Server;
let origin: string;
/** How often the work was done, by path. */
const done = new Map<string, number>();
/** Lets `/slow` go on. */
let release: () => void = () => undefined;

beforeAll(async () => {
  ledger = await openLedger();
  const app = express();
  app.use(express.json());
  app.use(answerOnce(ledger.db, (request) => request.get('x-caller') ?? 'somebody'));
  app.use((request, _response, next) => {
    done.set(request.path, (done.get(request.path) ?? 0) + 1);
    next();
  });
  app.all('/made', (_request, response) => {
    response.status(201).json({ n: done.get('/made') });
  });
  app.post('/nothing', (_request, response) => {
    response.status(204).end();
  });
  app.post('/refused', (_request, response) => {
    response.status(409).type('application/problem+json').send('{"type":"refused"}');
  });
  app.post('/broken', (_request, response) => {
    response.status(503).json({});
  });
  app.post('/secret', (_request, response) => {
    answerIsSecret(response);
    response.json({ secret: 'the-planted-secret' });
  });
  app.post('/page', (_request, response) => {
    response.type('html').send('<p>Done</p>');
  });
  app.post('/slow', async (_request, response) => {
    await new Promise<void>((resolve) => {
      release = resolve;
    });
    response.json({});
  });
  server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await ledger.close();
});
beforeEach(() => done.clear());

interface Asked {
  readonly key?: string;
  readonly caller?: string;
  readonly body?: unknown;
  readonly method?: string;
}

async function ask(
  path: string,
  { key = path, caller = 'somebody', body = { a: 1 }, method = 'POST' }: Asked = {},
): Promise<{ status: number; replayed: boolean; type: string | null; text: string; headers: Headers }> {
  const response = await fetch(origin + path, {
    method,
    headers: { 'content-type': 'application/json', 'idempotency-key': key, 'x-caller': caller },
    ...(method === 'GET' ? {} : { body: JSON.stringify(body) }),
  });
  const { status, headers } = response;
  return {
    status,
    replayed: headers.get('idempotency-replayed') === 'true',
    type: headers.get('content-type'),
    text: await response.text(),
    headers,
  };
}

const age = (key: string, values: string): Promise<unknown> =>
  ledger.db.query(`update answered_writes set ${values} where key = $1`, [key]);

describe('a write with a key', () => {
  it.each([
    ['/made', 201],
    ['/nothing', 204],
    ['/refused', 409],
  ])('at %s is done once and answered %i both times', async (path, status) => {
    const first = await ask(path);
    const second = await ask(path);
    expect(first).toMatchObject({ status, replayed: false });
    expect(second).toMatchObject({ status, replayed: true, text: first.text, type: first.type });
    expect(done.get(path)).toBe(1);
  });

  it('is another where the caller is another, or has no key', async () => {
    await ask('/made', { key: 'callers' });
    expect((await ask('/made', { key: 'callers', caller: 'another' })).replayed).toBe(false);
    await fetch(`${origin}/made`, { method: 'POST' });
    await fetch(`${origin}/made`, { method: 'POST' });
    expect(done.get('/made')).toBe(4);
  });

  it('is refused where the key was used for something else', async () => {
    await ask('/made', { key: 'taken' });
    for (const other of [
      await ask('/made', { key: 'taken', body: { a: 2 } }),
      await ask('/refused', { key: 'taken' }),
      await ask('/made', { key: 'taken', method: 'PUT' }),
      await ask('/made?more=1', { key: 'taken' }),
    ]) {
      expect(other.status).toBe(422);
      expect(JSON.parse(other.text)).toMatchObject({ type: 'key-reused' });
    }
    expect([...done.values()]).toEqual([1]);
  });

  it('that could not be done is tried anew by its repeat', async () => {
    expect((await ask('/broken')).status).toBe(503);
    expect(await ask('/broken')).toMatchObject({ status: 503, replayed: false });
    expect(done.get('/broken')).toBe(2);
  });

  it('whose first is under way is asked to wait, and answered when that is done', async () => {
    const first = ask('/slow');
    while (done.get('/slow') === undefined) await new Promise((resolve) => setImmediate(resolve));
    const early = await ask('/slow');
    expect(early.status).toBe(409);
    expect(early.headers.get('retry-after')).toBe('1');
    expect(JSON.parse(early.text)).toMatchObject({ type: 'under-way' });
    release();
    expect((await first).status).toBe(200);
    expect(await ask('/slow')).toMatchObject({ status: 200, replayed: true });
    expect(done.get('/slow')).toBe(1);
  });

  it('whose process died is done by its repeat, and by one of many', async () => {
    await ask('/made', { key: 'orphan' });
    await age('orphan', `status = null, body = null, alive_at = now() - interval '16 seconds'`);
    const answers = await Promise.all(Array.from({ length: 5 }, () => ask('/made', { key: 'orphan' })));
    expect(answers.every(({ status }) => status === 201 || status === 409)).toBe(true);
    expect(answers.filter(({ status, replayed }) => status === 201 && !replayed)).toHaveLength(1);
    expect(done.get('/made')).toBe(2);
  });

  it('that was begun by many at once is done by one', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => ask('/made', { key: 'many' })));
    expect(answers.filter(({ status, replayed }) => status === 201 && !replayed)).toHaveLength(1);
    expect(done.get('/made')).toBe(1);
  });

  it.each(['/secret', '/page'])('at %s is not done again, and its answer is kept nowhere', async (path) => {
    expect((await ask(path)).status).toBe(200);
    const again = await ask(path);
    expect(again.status).toBe(409);
    expect(JSON.parse(again.text)).toMatchObject({ type: 'not-kept' });
    expect(done.get(path)).toBe(1);
    const { rows } = await ledger.db.query('select * from answered_writes');
    expect(JSON.stringify(rows)).not.toContain('the-planted-secret');
  });

  it('has one that fits', async () => {
    for (const key of ['', 'with blank', 'x'.repeat(101)]) expect((await ask('/made', { key })).status).toBe(400);
    expect(done.size).toBe(0);
  });
});

it('a read is never answered from what was kept', async () => {
  await ask('/made', { key: 'read', method: 'GET' });
  await ask('/made', { key: 'read', method: 'GET' });
  expect(done.get('/made')).toBe(2);
});

it('after a day an answer is forgotten, and its key free', async () => {
  await ask('/made', { key: 'old' });
  await ask('/made', { key: 'young' });
  await age('old', `begun_at = now() - interval '25 hours'`);
  expect(await ask('/made', { key: 'old', body: { a: 2 } })).toMatchObject({ status: 201, replayed: false });
  await age('old', `begun_at = now() - interval '25 hours'`);
  expect(await forgetOldAnswers(ledger.db)).toBe(1);
  expect(await ask('/made', { key: 'young' })).toMatchObject({ replayed: true });
});
