import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApp, type AppDependencies } from '../../src/api/app';
import type { Hook } from '../../src/api/hook';

const MIB = 1_024 * 1_024;
const CONNECTION = '5a0db0c5-0000-4000-8000-00000000b001';

let server: Server;
const taken: number[] = [];
beforeAll(async () => {
  const intake = {
    take: ({ request }: Hook) => {
      taken.push(request.body.length);
      return Promise.resolve({ kind: 'taken', answer: { status: 200 }, signals: [] });
    },
  };
  const app = createApp({
    intake,
    passOn: { pass: () => undefined },
    health: { dead: () => [], unready: () => [] },
    trustedProxy: false,
    oauth: { testHosts: [] },
    crmHooks: { hookKeys: [] },
    media: {},
    log: { error: () => undefined },
  } as unknown as AppDependencies);
  server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  await new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections();
  });
});
beforeEach(() => {
  taken.length = 0;
});

async function post(messenger: string, bytes: number): Promise<number> {
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${String(port)}/hooks/${messenger}/${CONNECTION}`;
  return (await fetch(url, { method: 'POST', body: new Uint8Array(bytes) })).status;
}

it.each([
  ['whatsapp', 3 * MIB, 200],
  ['whatsapp', 4 * MIB + 1, 413],
  ['telegram', MIB, 200],
  ['telegram', MIB + 1, 413],
])('a webhook of %s with %d bytes is answered %d', async (messenger, bytes, status) => {
  expect(await post(messenger, bytes)).toBe(status);
  expect(taken).toEqual(status === 200 ? [bytes] : []);
});
