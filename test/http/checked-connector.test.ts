import type { LookupAddress } from 'node:dns';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAddressFilter } from '../../src/http/address-filter';
import { AddressRefused, NoAnswer } from '../../src/http/client';
import { createHttpClient, type ClosableHttpClient, type HttpClientOptions } from '../../src/http/undici-client';

let server: Server;
let port: number;
let connections: number;
let clients: ClosableHttpClient[];

beforeEach(async () => {
  connections = 0;
  clients = [];
  server = createServer((_, response) => {
    response.setHeader('Connection', 'close');
    response.end('inside');
  });
  server.on('connection', () => (connections += 1));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ({ port } = server.address() as AddressInfo);
});
afterEach(async () => {
  await Promise.all(clients.map((client) => client.close()));
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function filtered(allow: readonly string[], options: HttpClientOptions = {}): ClosableHttpClient {
  const client = createHttpClient({ ...options, addressFilter: createAddressFilter({ allow }) });
  clients.push(client);
  return client;
}

/** A name server whose answers are given one after the other. */
function answering(...answers: string[][]): Required<Pick<HttpClientOptions, 'lookup'>> {
  let next = 0;
  return {
    lookup: (_, __, done) => {
      const addresses = answers[Math.min(next, answers.length - 1)] ?? [];
      next += 1;
      process.nextTick(
        done,
        null,
        addresses.map((address): LookupAddress => ({ address, family: 4 })),
      );
    },
  };
}

const failureOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

it.each([
  '127.0.0.1',
  '127.1',
  '2130706433',
  '0x7f.1',
  '0177.0.0.1',
  '127.0.0.1.',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[::1]',
  'localhost',
  'LOCALHOST',
  '0.0.0.0',
  '0',
  '169.254.169.254',
  '[64:ff9b::7f00:1]',
])('no connection is made to %s', async (host) => {
  const client = filtered([]);
  const url = `http://${host}:${port}/secret`;
  for (const ask of ['request', 'download'] as const) {
    const failure = await failureOf(client[ask]({ method: 'GET', url, timeoutMs: 5_000 }));
    expect(failure).toBeInstanceOf(AddressRefused);
    expect(failure).toBeInstanceOf(NoAnswer);
    expect((failure as NoAnswer).reached).toBe('no');
    expect((failure as NoAnswer).message).not.toContain('secret');
  }
  expect(connections).toBe(0);
});

it('nor with TLS', async () => {
  const client = filtered([]);
  const failure = await failureOf(
    client.request({ method: 'GET', url: `https://localhost:${port}/`, timeoutMs: 5_000 }),
  );
  expect(failure).toBeInstanceOf(AddressRefused);
  expect(connections).toBe(0);
});

it('an address that is allowed can be fetched from, on its port only', async () => {
  const client = filtered([`127.0.0.1:${port}`]);
  const get = (url: string) => client.request({ method: 'GET', url, timeoutMs: 5_000 });
  expect((await get(`http://127.0.0.1:${port}/`)).body.toString()).toBe('inside');
  expect((await get(`http://localhost:${port}/`)).body.toString()).toBe('inside');
  expect(await failureOf(get(`http://127.0.0.1:${port + 1}/`))).toBeInstanceOf(AddressRefused);
});

it('a host name that is allowed may lead inside, another may not', async () => {
  const client = filtered([`files.test:${port}`], answering(['127.0.0.1']));
  const get = (url: string) => client.request({ method: 'GET', url, timeoutMs: 5_000 });
  expect((await get(`http://files.test:${port}/`)).status).toBe(200);
  expect(await failureOf(get(`http://evil.test:${port}/`))).toBeInstanceOf(AddressRefused);
});

it('of several addresses only the allowed ones are tried', async () => {
  const client = filtered(['127.0.0.1/32'], answering(['10.0.0.1', '127.0.0.1', '169.254.169.254']));
  const answer = await client.request({ method: 'GET', url: `http://files.test:${port}/`, timeoutMs: 5_000 });
  expect(answer.status).toBe(200);
});

it('a name that leads inside at its second resolution is refused then', async () => {
  const lookup = answering(['127.0.0.1'], ['127.0.0.2']);
  const client = filtered(['127.0.0.1/32'], lookup);
  const get = () => client.request({ method: 'GET', url: `http://rebinding.test:${port}/`, timeoutMs: 5_000 });
  expect((await get()).status).toBe(200);
  expect(await failureOf(get())).toBeInstanceOf(AddressRefused);
  expect(connections).toBe(1);
});

it('a name that does not resolve is no refusal: it may tomorrow', async () => {
  const failure = await failureOf(
    filtered([]).request({ method: 'GET', url: 'http://nowhere.invalid/', timeoutMs: 5_000 }),
  );
  expect(failure).not.toBeInstanceOf(AddressRefused);
  expect((failure as NoAnswer).message).toBe('the host name could not be resolved');
});

it.each(['file:///etc/passwd', 'ftp://127.0.0.1/x', 'data:text/plain,x'])('%s is no address', async (url) => {
  const failure = await failureOf(filtered([]).request({ method: 'GET', url, timeoutMs: 5_000 }));
  expect((failure as NoAnswer).message).toBe('the address is not valid');
});
