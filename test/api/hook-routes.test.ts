import { mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { pino } from 'pino';
import { hookRoutes } from '../../src/api/hook-routes';
import { Intake } from '../../src/api/intake';
import type { Waker } from '../../src/api/waker';
import { sourceOf } from '../../src/ledger/kept-sources';
import { registerSource, type RegisteredSource } from '../../src/ledger/registration';
import { Routing } from '../../src/ledger/routing';
import { Spool } from '../../src/ledger/spool';
import { openLedger, type Ledger, type Tenant } from '../ledger/ledger';
import { reading } from './reading';
import { APP_ID, plain, signedQuery } from '../messengers/wechat/webhooks';

let ledger: Ledger;
let tenant: Tenant;
let source: RegisteredSource;
let dir: string;
let spool: Spool;
let unverified: Spool;
let intake: Intake;
let server: Server;
let origin: string;

beforeAll(async () => {
  ledger = await openLedger();
  tenant = await ledger.tenant({ withSource: false });
  source = await registerSource(ledger.db, ledger.vault, {
    scopeId: tenant.scopeId,
    messenger: 'wechat',
    credentials: plain,
    remoteId: APP_ID,
    name: 'Shop',
    externalId: `wechat-${APP_ID}`,
  });
  dir = mkdtempSync(join(tmpdir(), 'courier-hooks-'));
  const options = { vault: ledger.vault, maxBytes: 1_000_000, onUnreadable: () => undefined };
  spool = await Spool.open({ dir: join(dir, 'spool'), ...options });
  unverified = await Spool.open({ dir: join(dir, 'unverified'), ...options });
  intake = new Intake({
    routing: new Routing(ledger.db, ledger.vault, { production: false }),
    acceptor: ledger.acceptor,
    waker: { wake: () => undefined } as unknown as Waker,
    spool,
    unverified,
    ...reading(),
    log: pino({ level: 'silent' }),
  });
  const app = express();
  app.use('/hooks', express.raw({ type: () => true }), (request, _response, next) => {
    if (!Buffer.isBuffer(request.body)) request.body = Buffer.alloc(0);
    next();
  });
  app.use(hookRoutes(intake, () => undefined));
  server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await intake.stop();
  await spool.close();
  await unverified.close();
  rmSync(dir, { recursive: true, force: true });
  await ledger.close();
});

async function ask(path: string): Promise<{ readonly status: number; readonly text: string }> {
  const response = await fetch(`${origin}/hooks/${path}`);
  return { status: response.status, text: await response.text() };
}

const isConfirmed = async () => {
  const found = await sourceOf(ledger.db, tenant.accountId, source.sourceId);
  return found?.connection.isConfirmed;
};

it('a messenger that asks by GET whether the address is ours gets its driver’s answer, and it is known from then on', async () => {
  expect(await isConfirmed()).toBe(false);
  expect(await ask(`wechat/${source.connectionId}?${signedQuery({ echostr: '1' }, 'other')}`)).toMatchObject({
    status: 403,
  });
  expect(await isConfirmed()).toBe(false);
  for (const echostr of ['5927364810236458172', '17']) {
    const answer = await ask(`wechat/${source.connectionId}?${signedQuery({ echostr })}`);
    expect(answer).toEqual({ status: 200, text: echostr });
  }
  expect(await isConfirmed()).toBe(true);
});

it.each(['wechat/5a0db0c5-0000-4000-8000-00000000c001', 'kommo/a-scope', 'nobody/x'])(
  'nobody is asked at %s',
  async (path) => {
    expect(await ask(`${path}?${signedQuery({ echostr: '1' })}`)).toMatchObject({ status: 404 });
  },
);
