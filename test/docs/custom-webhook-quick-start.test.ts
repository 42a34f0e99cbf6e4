import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createHttpClient } from '../../src/http/undici-client';
import { custom } from '../../src/messengers/custom';
import { freePorts } from '../../src/stack/ports';
import { secretOf } from '../messengers/custom/service';
import { startThrowawayServer, type ThrowawayServer } from '../http/throwaway-server';
import { waitFor } from '../support/wait-for';

const page = readFileSync(path.join(__dirname, '..', '..', 'docs', 'custom-webhook.md'), 'utf8');
const blocks = [...page.matchAll(/```js\n([^]*?)```/g)].map(([, code = '']) => code);
const [service = '', signing = ''] = blocks;

const http = createHttpClient();
let folder: string;
let courier: ThrowawayServer;
let child: ChildProcess;
let printed = '';
let context: Parameters<typeof custom.connect>[0];

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'courier-quick-start-'));
  courier = await startThrowawayServer();
  const [port = 0] = await freePorts(1);
  writeFileSync(path.join(folder, 'signing.mjs'), signing);
  // As on the page, at a free port, and a customer who writes when a line comes in.
  const customer = "process.stdin.once('data', () => tellCourier('c1', { id: 'u1', name: 'Ann' }, 'Hello ü'));";
  writeFileSync(path.join(folder, 'service.mjs'), `${service.replace('3000', String(port))}\n${customer}`);
  const credentials = {
    serviceUrl: `http://127.0.0.1:${port}/`,
    outboundSecret: secretOf(1),
    inboundSecret: secretOf(2),
  };
  context = {
    http,
    clock: Date,
    credentials,
    webhook: { url: `${courier.origin}/hooks/custom/c-1`, secret: '' },
  };
  child = spawn(process.execPath, ['service.mjs'], {
    cwd: folder,
    env: { ...process.env, COURIER_SECRET: credentials.outboundSecret, SERVICE_SECRET: credentials.inboundSecret },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdout?.on('data', (text: Buffer) => (printed += text.toString()));
  await waitFor(() => custom.identify(context), { timeoutMs: 20_000, what: 'the service to answer' });
});
afterAll(async () => {
  child.kill();
  rmSync(folder, { recursive: true });
  await Promise.all([http.close(), courier.close()]);
});

it('the service of the quick start is connected, takes what a manager writes, and tells what a customer does', async () => {
  expect(await custom.identify(context)).toMatchObject({ name: 'My chat' });
  await custom.connect(context);
  expect(await custom.check(context)).toMatchObject({ state: 'ok' });
  await custom.send(context, { key: crypto.randomUUID(), chat: 'c1', content: { type: 'text', text: 'Good morning' } });
  await waitFor(() => printed.includes('c1: Good morning'), { timeoutMs: 10_000, what: 'the message' });

  courier.answer = (response) => response.writeHead(202).end();
  child.stdin?.write('\n');
  await waitFor(() => courier.seen.length === 1, { timeoutMs: 10_000, what: 'the customer’s message' });
  const [seen] = courier.seen;
  const received = custom.receive(
    { ...context, connectionId: 'c-1' as never, sources: ['s'] },
    {
      method: 'POST',
      path: seen?.url ?? '',
      query: '',
      headers: seen?.headers as Record<string, string>,
      body: Buffer.from(seen?.body ?? ''),
    },
  );
  expect(received).toMatchObject({
    events: [{ kind: 'message', chat: 'c1', author: { remoteId: 'u1', name: 'Ann' }, content: { text: 'Hello ü' } }],
  });
});

it('refuses a stranger', async () => {
  const stranger = { ...context, credentials: { ...context.credentials, outboundSecret: secretOf(9) } };
  expect(await custom.check(stranger)).toMatchObject({ state: 'broken', fault: 'credentials' });
});
