import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import express from 'express';
import { pino } from 'pino';
import type { Hook } from '../../src/api/hook';
import { hookRoutes } from '../../src/api/hook-routes';
import { Intake } from '../../src/api/intake';
import type { Waker } from '../../src/api/waker';
import type { AcceptableEvent } from '../../src/ledger/acceptable';
import type { Accepted, Acceptor } from '../../src/ledger/acceptor';
import type { ConnectionRoute, Routing } from '../../src/ledger/routing';
import { Spool } from '../../src/ledger/spool';
import { createVault } from '../../src/ledger/vault';
import { cryptedWhole, keyText, newKey } from '../../src/messengers/apple/crypt';
import { asAccountId, asConnectionId, asScopeId, asSourceId } from '../../src/model/ids';
import { ScriptedApple } from '../messengers/apple/scripted-apple';
import { BID, BUSINESS, credentials, message, requestOf, tokenOf } from '../messengers/apple/webhooks';
import { waitFor } from '../support/wait-for';
import { reading } from './reading';

const CONNECTION = '5a0db0c5-0000-4000-8000-00000000d002';
const REQUEST = '11111111-2222-4333-8444-555555555555';
const route: ConnectionRoute = {
  connectionId: asConnectionId(CONNECTION),
  messenger: 'apple',
  credentials,
  webhookSecret: 'x',
  sources: new Map([
    [
      BUSINESS,
      { sourceId: asSourceId('s-1'), accountId: asAccountId(7), scopeId: asScopeId('scope'), channelWindowMs: null },
    ],
  ]),
};
const press = { type: 'press', ofKey: REQUEST, row: 3, column: 0, label: 'Large' };

/** What the ledger took, while it is not away. */
let took: unknown[];
let isLedgerAway: boolean;
let http: ScriptedApple;
let dir: string;
let spool: Spool;
let unverified: Spool;
let intake: Intake;

beforeEach(async () => {
  took = [];
  isLedgerAway = false;
  dir = mkdtempSync(join(tmpdir(), 'courier-ahead-'));
  const options = { vault: createVault([{ id: 'k1', key: Buffer.alloc(32, 7) }]), maxBytes: 10_000_000 };
  spool = await Spool.open({ dir: join(dir, 'spool'), ...options, onUnreadable: () => undefined });
  unverified = await Spool.open({ dir: join(dir, 'unverified'), ...options, onUnreadable: () => undefined });
  http = new ScriptedApple();
  intake = new Intake({
    routing: {
      connection: () => (isLedgerAway ? Promise.reject(new Error('the database is away')) : Promise.resolve(route)),
      rememberedConnection: () => route,
    } as unknown as Routing,
    acceptor: { accept } as unknown as Acceptor,
    waker: { wake: () => undefined } as unknown as Waker,
    spool,
    unverified,
    ...reading({ request: (request) => http.request(request), download: (request) => http.download(request) }),
    log: pino({ level: 'silent' }),
  });
});
afterEach(async () => {
  await intake.stop();
  await spool.close();
  await unverified.close();
  rmSync(dir, { recursive: true, force: true });
});

function accept(events: readonly AcceptableEvent[]): Promise<Accepted> {
  if (isLedgerAway) return Promise.reject(new Error('the database is away'));
  // Beside what was said, that Apple has called is kept, too.
  took.push(...events.flatMap((event) => ('content' in event ? [event.content] : [])));
  return Promise.resolve({ fresh: new Set(events.map(({ dedupeKey }) => dedupeKey)), wake: [] });
}

/** A choice that lies at Apple. */
function lying(): object {
  const key = newKey();
  const signature = http.keep('r-1', cryptedWhole(key, gzipSync('a binary property list')));
  const sections = [{ items: [{ identifier: 'l:3', title: 'Large' }] }];
  http.decoded = { sessionIdentifier: 's', data: { requestIdentifier: REQUEST, listPicker: { sections } } };
  return { bid: BID, owner: 'M1', url: 'r-1', 'signature-base64': signature.toString('base64'), key: keyText(key) };
}

async function hook(fields: object, token?: string): Promise<Hook> {
  const at = Date.now();
  const authorization = `Bearer ${token ?? (await tokenOf({ iat: Math.floor(at / 1_000) }))}`;
  return {
    address: { kind: 'messenger', messenger: 'apple', connectionId: CONNECTION },
    at,
    request: requestOf(message({ id: randomUUID(), ...fields }), { authorization }),
  };
}
const referring = (interactiveDataRef: object) => hook({ type: 'interactive', interactiveDataRef });

describe('what a webhook refers to and would be gone later', () => {
  it('is fetched before the webhook is taken, within a second and a half', async () => {
    expect(await intake.take(await referring(lying()))).toMatchObject({ kind: 'taken', answer: { status: 200 } });
    expect(took).toEqual([press]);
    const [signal] = http.calls.map((call) => call.signal);
    await waitFor(() => signal?.aborted === true);
  });

  it('waits with its webhook where the ledger is away, and is not fetched again', async () => {
    isLedgerAway = true;
    expect(await intake.take(await referring(lying()))).toMatchObject({ kind: 'taken' });
    expect(spool.depth).toBe(1);
    const asked = http.calls.length;
    http.stored.clear();
    isLedgerAway = false;
    await waitFor(() => spool.isEmpty);
    expect(took).toEqual([press]);
    expect(http.calls).toHaveLength(asked);
  });

  it('is done without where it cannot be had', async () => {
    const reference = { ...lying(), title: 'Large' };
    http.stored.clear();
    expect(await intake.take(await referring(reference))).toMatchObject({ kind: 'taken' });
    expect(took).toEqual([{ type: 'unsupported', what: 'answer that Apple did not hand over', caption: 'Large' }]);
  });

  it('is not fetched for strangers', async () => {
    const stranger = await hook({ type: 'interactive', interactiveDataRef: lying() }, await tokenOf({ aud: 'other' }));
    expect(await intake.take(stranger)).toMatchObject({ kind: 'refused', status: 403 });
    expect(http.calls).toEqual([]);
  });
});

it('a webhook comes zipped, at the address that the messenger has added to', async () => {
  const app = express();
  app.use('/hooks', express.raw({ type: () => true }));
  app.use(hookRoutes(intake, () => undefined));
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const { request } = await hook({ body: 'Hello' });
  const response = await fetch(`http://127.0.0.1:${port}/hooks/apple/${CONNECTION}/message`, {
    method: 'POST',
    headers: { authorization: request.headers.authorization ?? '', 'Content-Encoding': 'gzip' },
    body: new Uint8Array(request.body),
  });
  expect(response.status).toBe(200);
  expect(took).toEqual([{ type: 'text', text: 'Hello' }]);
  server.close();
  await once(server, 'close');
});
