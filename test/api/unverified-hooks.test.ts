import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import type { Hook } from '../../src/api/hook';
import { Intake } from '../../src/api/intake';
import { KeyCache } from '../../src/api/key-cache';
import type { Waker } from '../../src/api/waker';
import type { AcceptableEvent } from '../../src/ledger/acceptable';
import type { Accepted, Acceptor } from '../../src/ledger/acceptor';
import type { ConnectionRoute, Routing } from '../../src/ledger/routing';
import { Spool } from '../../src/ledger/spool';
import { createVault } from '../../src/ledger/vault';
import { asAccountId, asConnectionId, asScopeId, asSourceId } from '../../src/model/ids';
import { APP, credentials, message, requestOf, SigningKey } from '../messengers/botframework/activities';
import { OPEN_ID, ScriptedMicrosoft } from '../messengers/botframework/scripted-connector';
import { waitFor } from '../support/wait-for';

const CONNECTION = '5a0db0c5-0000-4000-8000-00000000d001';
const vault = createVault([{ id: 'k1', key: Buffer.alloc(32, 7) }]);
const DAY_MS = 24 * 60 * 60_000;
const route: ConnectionRoute = {
  connectionId: asConnectionId(CONNECTION),
  messenger: 'botframework',
  credentials,
  webhookSecret: 'x',
  sources: new Map([
    [
      APP,
      {
        sourceId: asSourceId('s-1'),
        accountId: asAccountId(7),
        scopeId: asScopeId('scope'),
        channelWindowMs: null,
      },
    ],
  ]),
};

/** A process that takes webhooks of a bot, and what its ledger took; keys come from Microsoft, if that answers. */
class Process {
  readonly took: string[] = [];
  readonly kept: AcceptableEvent[] = [];
  microsoft = new ScriptedMicrosoft();
  /** What the key cache believes the time is. */
  now = Date.now();
  isLedgerAway = false;
  refusedByLedger = 0;
  spool!: Spool;
  unverified!: Spool;
  intake!: Intake;

  async start(dir: string): Promise<void> {
    const onUnreadable = (): void => undefined;
    const maxBytes = 10_000_000;
    this.spool = await Spool.open({ dir: join(dir, 'spool'), vault, maxBytes, onUnreadable });
    this.unverified = await Spool.open({ dir: join(dir, 'unverified'), vault, maxBytes, onUnreadable });
    this.intake = new Intake({
      routing: {
        connection: () => this.#unlessAway(route),
        rememberedConnection: () => undefined,
      } as unknown as Routing,
      acceptor: { accept: (events: readonly AcceptableEvent[]) => this.#accept(events) } as unknown as Acceptor,
      waker: { wake: () => undefined } as unknown as Waker,
      spool: this.spool,
      unverified: this.unverified,
      publicUrl: 'https://courier.example',
      keys: new KeyCache({ clock: { now: () => this.now }, onFailure: () => undefined }),
      http: {
        request: (request) => this.microsoft.request(request),
        download: (request) => this.microsoft.download(request),
      },
      log: pino({ level: 'silent' }),
    });
  }

  async end(): Promise<void> {
    await this.intake.stop();
    await this.spool.close();
    await this.unverified.close();
  }

  async #accept(events: readonly AcceptableEvent[]): Promise<Accepted> {
    await this.#unlessAway(undefined);
    for (const event of events) {
      if (event.kind === 'kept') this.kept.push(event);
      else if (event.kind === 'message-from-messenger' && event.content.type === 'text')
        this.took.push(event.content.text);
    }
    return { fresh: new Set(events.map(({ dedupeKey }) => dedupeKey)), wake: [] };
  }

  #unlessAway<Value>(value: Value): Promise<Value> {
    if (!this.isLedgerAway) return Promise.resolve(value);
    this.refusedByLedger += 1;
    return Promise.reject(new Error('the database is away'));
  }
}

const key = new SigningKey('k-1');
const newKey = new SigningKey('k-2');
let messages = 0;
const NEXT = 'the next one';

/** A token that is given when a webhook is sent is good for an hour. */
const lifeFrom = (at: number) => ({ nbf: Math.floor(at / 1_000), exp: Math.floor(at / 1_000) + 3_600 });

async function hook(text: string, { by = key, at = Date.now(), token = '' } = {}): Promise<Hook> {
  messages += 1;
  const sent = message({ text, id: String(1732178000000 + messages) });
  return {
    address: { kind: 'messenger', messenger: 'botframework', connectionId: CONNECTION },
    at,
    request: requestOf(sent, token === '' ? await by.sign(lifeFrom(at)) : token),
  };
}

describe('webhooks of a messenger that signs with keys of its own', () => {
  let dir: string;
  let running: Process;
  beforeEach(async () => {
    dir = mkdtempSync(join(tmpdir(), 'courier-unverified-'));
    running = new Process();
    await running.start(dir);
  });
  afterEach(async () => {
    await running.end();
    rmSync(dir, { recursive: true, force: true });
  });

  const publish = async (...keys: SigningKey[]): Promise<void> => {
    const microsoft = new ScriptedMicrosoft();
    running.microsoft = microsoft.publish(await Promise.all(keys.map((each) => each.published())));
  };
  const beAway = (): void => {
    running.microsoft = new ScriptedMicrosoft();
    running.microsoft.documents = { [OPEN_ID]: { status: 503 } };
  };
  /** Until nothing waits; the next webhook has the keys fetched, and those before it looked at. */
  const settled = async (): Promise<void> => {
    running.now += 10_000;
    await running.intake.take(await hook(NEXT));
    await waitFor(() => running.unverified.isEmpty, { timeoutMs: 30_000 });
    running.took.splice(running.took.indexOf(NEXT), 1);
  };

  it('are taken with the keys that it publishes, which are fetched once', async () => {
    await publish(key);
    for (const text of ['one', 'two'])
      expect(await running.intake.take(await hook(text))).toMatchObject({ kind: 'taken' });
    expect(running.took).toEqual(['one', 'two']);
    expect(running.microsoft.calls).toHaveLength(2);
  });

  it('are taken when the keys have just changed', async () => {
    await publish(key);
    await running.intake.take(await hook('before'));
    await publish(key, newKey);
    expect(await running.intake.take(await hook('after', { by: newKey }))).toMatchObject({ kind: 'taken' });
    expect(running.took).toEqual(['before', 'after']);
  });

  it('are refused where the key is nobody’s, or the token another’s', async () => {
    await publish(key);
    const stranger = new SigningKey('k-1');
    expect(await running.intake.take(await hook('x', { by: newKey }))).toMatchObject({ kind: 'refused', status: 403 });
    expect(await running.intake.take(await hook('x', { by: stranger }))).toMatchObject({
      kind: 'refused',
      status: 403,
    });
    expect(await running.intake.take(await hook('x', { token: 'x' }))).toMatchObject({ kind: 'refused', status: 403 });
    expect(running.unverified.isEmpty).toBe(true);
    expect(running.took).toEqual([]);
  });

  it('wait on the disk while the keys cannot be had, hold up nobody, and are verified then', async () => {
    beAway();
    expect(await running.intake.take(await hook('genuine'))).toMatchObject({ kind: 'taken', answer: { status: 200 } });
    expect(await running.intake.take(await hook('forged', { by: new SigningKey('k-1') }))).toMatchObject({
      kind: 'taken',
    });
    expect(running.unverified.depth).toBe(2);
    expect(running.intake.isSpooling).toBe(false);
    await publish(key);
    await settled();
    expect(running.took).toEqual(['genuine']);
  }, 60_000);

  it('do not wait where they are refused without a key: nobody fills the disk with those', async () => {
    beAway();
    expect(await running.intake.take(await hook('x', { token: 'x' }))).toMatchObject({ kind: 'refused', status: 403 });
    expect(running.unverified.isEmpty).toBe(true);
  });

  it('wait for the next process where this one ends', async () => {
    beAway();
    await running.intake.take(await hook('left behind'));
    await running.end();
    expect(readdirSync(join(dir, 'unverified'))).toHaveLength(1);
    running = new Process();
    await running.start(dir);
    await publish(key);
    await settled();
    expect(running.took).toEqual(['left behind']);
  }, 60_000);

  it('are looked at as of when they came, however late they are read', async () => {
    running.isLedgerAway = true;
    await publish(key);
    await running.intake.take(await hook('of then', { at: Date.now() - 5 * 60 * 60_000 }));
    expect(running.spool.depth).toBe(1);
    running.isLedgerAway = false;
    await waitFor(() => running.spool.isEmpty);
    expect(running.took).toEqual(['of then']);
  });

  it('that the ledger gives back while the keys are away go on waiting, and hold up no others', async () => {
    running.isLedgerAway = true;
    beAway();
    await running.intake.take(await hook('both away'));
    expect(running.spool.depth).toBe(1);
    running.isLedgerAway = false;
    await waitFor(() => running.spool.isEmpty);
    expect(running.unverified.depth).toBe(1);
    await publish(key);
    await settled();
    expect(running.took).toEqual(['both away']);
  }, 60_000);

  it('are looked at by themselves, too, and wait until the ledger takes them', async () => {
    beAway();
    await running.intake.take(await hook('patient'));
    await publish(key);
    running.now += 10_000;
    running.isLedgerAway = true;
    await waitFor(() => running.refusedByLedger > 0, { timeoutMs: 30_000 });
    expect(running.unverified.depth).toBe(1);
    running.isLedgerAway = false;
    await waitFor(() => running.unverified.isEmpty, { timeoutMs: 30_000 });
    expect(running.took).toEqual(['patient']);
  }, 60_000);

  it('are kept as bytes where nobody can verify them for a day', async () => {
    beAway();
    await running.intake.take(await hook('too late', { at: Date.now() - DAY_MS - 1 }));
    await waitFor(() => running.unverified.isEmpty, { timeoutMs: 30_000 });
    expect(running.took).toEqual([]);
    expect(running.kept).toMatchObject([
      { as: 'unparsed', connectionId: CONNECTION, raw: expect.any(Buffer) as Buffer },
    ]);
  }, 60_000);
});
