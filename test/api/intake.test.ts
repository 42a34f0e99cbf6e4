import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { pino } from 'pino';
import type { Hook } from '../../src/api/hook';
import { Intake, type Taken } from '../../src/api/intake';
import type { Waker } from '../../src/api/waker';
import type { AcceptableEvent } from '../../src/ledger/acceptable';
import type { Accepted, Acceptor } from '../../src/ledger/acceptor';
import type { ConnectionRoute, KommoRoute, Routing } from '../../src/ledger/routing';
import { Spool } from '../../src/ledger/spool';
import { createVault } from '../../src/ledger/vault';
import { asAccountId, asConnectionId, asScopeId, asSourceId } from '../../src/model/ids';
import type { MessengerKind } from '../../src/model/messenger-kind';
import { messageHook, signatureOf } from '../e2e/hooks';
import { reading } from './reading';
import { credentials, eventOf, requestOf, SOURCE as SERVICE } from '../messengers/custom/service';
import { waitFor } from '../support/wait-for';

const SECRET = 'channel-secret';
const AMOJO = '5a0db0c5-0000-4000-8000-00000000a001';
const SCOPE = `5a0db0c5-0000-4000-8000-00000000c001_${AMOJO}`;
const vault = createVault([{ id: 'k1', key: Buffer.alloc(32, 7) }]);
const TAKEN = { kind: 'taken', answer: { status: 200 }, signals: [] };

/** A ledger that is well, away, or so slow that it never answers; it keeps the texts it took, in order. */
class FakeLedger {
  mood: 'well' | 'away' | 'silent' = 'well';
  /** A text whose data it refuses, however well it is. */
  refuses: string | undefined;
  /** A scope whose secret does not open, however well it is. */
  sealed: string | undefined;
  /** How often it was asked whose a webhook is. */
  asked = 0;
  /** It fails when it is given more at once. */
  mostAtOnce = Infinity;
  readonly took: string[] = [];
  readonly woken: string[] = [];
  #atOnce = 0;
  #answer: (() => void)[] = [];

  /** What it was silent about, it takes now. */
  speak(): void {
    this.mood = 'well';
    for (const answer of this.#answer.splice(0)) answer();
  }

  readonly acceptor = {
    accept: async (events: readonly AcceptableEvent[]): Promise<Accepted> => {
      this.#atOnce += 1;
      try {
        await new Promise((resolve) => setImmediate(resolve));
        if (this.#atOnce > this.mostAtOnce) {
          // Until all of them have failed, as a statement for all of them does.
          await new Promise((resolve) => setTimeout(resolve, 5));
          throw new Error('canceling statement due to statement timeout');
        }
        if (this.mood === 'silent') await new Promise<void>((resolve) => this.#answer.push(resolve));
        if (this.mood === 'away') throw new Error('the database is away');
        const texts = events.map(textOf);
        if (this.refuses !== undefined && texts.includes(this.refuses)) throw dataError();
        const fresh = events.filter((event) => !this.took.includes(textOf(event)));
        this.took.push(...fresh.map(textOf));
        return { fresh: new Set(fresh.map(({ dedupeKey }) => dedupeKey)), wake: [] };
      } finally {
        this.#atOnce -= 1;
      }
    },
  } as unknown as Acceptor;

  readonly waker = { wake: () => this.woken.push('chats') } as unknown as Waker;

  /** Routes are remembered once they were read, as `Routing` does. */
  readonly remembered = new Map<string, KommoRoute>();
  readonly routing = {
    kommo: async (scopeId: string): Promise<KommoRoute | undefined> => {
      this.asked += 1;
      if (this.mood === 'silent') await new Promise<void>((resolve) => this.#answer.push(resolve));
      if (this.mood === 'away') throw new Error('the database is away');
      if (scopeId === this.sealed) throw new Error('Unsupported state or unable to authenticate data');
      if (scopeId !== SCOPE) return undefined;
      const route: KommoRoute = {
        scopeId: asScopeId(SCOPE),
        channelSecret: SECRET,
        account: { id: asAccountId(1), amojoId: AMOJO },
      };
      this.remembered.set(scopeId, route);
      return route;
    },
    rememberedKommo: (scopeId: string) => this.remembered.get(scopeId),
    connection: (messenger: MessengerKind, connectionId: string): Promise<ConnectionRoute> => {
      if (this.mood === 'away') return Promise.reject(new Error('the database is away'));
      const sources = new Map([
        [
          SERVICE,
          { sourceId: asSourceId('s'), accountId: asAccountId(1), scopeId: asScopeId(SCOPE), channelWindowMs: null },
        ],
      ]);
      return Promise.resolve({
        connectionId: asConnectionId(connectionId),
        messenger,
        credentials,
        webhookSecret: '',
        sources,
      });
    },
    rememberedConnection: () => undefined,
  } as unknown as Routing;
}

describe('the intake of webhooks', () => {
  let dir: string;
  let ledger: FakeLedger;
  let spool: Spool;
  let intake: Intake;
  let unverifiedDir: string;
  let opened: { intake: Intake; spool: Spool; unverified: Spool }[];
  /** Webhooks of Kommo that were refused, and will not come again. */
  let missed = 0;
  beforeEach(async () => {
    dir = mkdtempSync(join(tmpdir(), 'courier-intake-'));
    unverifiedDir = mkdtempSync(join(tmpdir(), 'courier-unverified-'));
    ledger = new FakeLedger();
    opened = [];
    missed = 0;
    ({ spool, intake } = await start());
  });
  afterEach(async () => {
    for (const each of opened) await end(each);
    for (const each of [dir, unverifiedDir]) rmSync(each, { recursive: true, force: true });
  });

  /** A process that has just started. */
  async function start(maxBytes = 10_000_000): Promise<{ intake: Intake; spool: Spool }> {
    const spool = await Spool.open({ dir, vault, maxBytes, onUnreadable: () => undefined });
    const unverified = await Spool.open({ dir: unverifiedDir, vault, maxBytes, onUnreadable: () => undefined });
    const intake = new Intake({
      routing: ledger.routing,
      acceptor: ledger.acceptor,
      waker: ledger.waker,
      spool,
      unverified,
      ...reading(),
      log: pino({ level: 'silent' }),
      missed: () => (missed += 1),
    });
    const started = { intake, spool, unverified };
    opened.push(started);
    return started;
  }

  async function end(process: { intake: Intake }): Promise<void> {
    const ending = opened.filter(({ intake }) => intake === process.intake);
    opened = opened.filter(({ intake }) => intake !== process.intake);
    for (const { intake, spool, unverified } of ending) {
      await intake.stop();
      await spool.close();
      await unverified.close();
    }
  }

  /** A process that knows its callers: it has had a webhook before. */
  async function warmUp(): Promise<void> {
    expect(await intake.take(hook('warm'))).toEqual(TAKEN);
    ledger.took.length = 0;
  }

  const drained = (): Promise<true> => waitFor(() => !intake.isSpooling && spool.isEmpty);

  it('stores a webhook in the ledger, wakes, and touches no disk', async () => {
    expect(await intake.take(hook('hello'))).toEqual(TAKEN);
    expect(ledger.took).toEqual(['hello']);
    expect(ledger.woken).toHaveLength(1);
    expect(spool.isEmpty).toBe(true);
  });

  it('answers in time when the ledger does not, and what was stored late is not stored twice', async () => {
    await warmUp();
    ledger.mood = 'silent';
    const asked = performance.now();
    expect(await intake.take(hook('slow'))).toEqual(TAKEN);
    expect(performance.now() - asked).toBeGreaterThan(1_400);
    expect(performance.now() - asked).toBeLessThan(4_000);
    expect(spool.depth).toBe(1);
    ledger.speak();
    await drained();
    expect(ledger.took).toEqual(['slow']);
  });

  it('answers in time when nobody says in time whose it is', async () => {
    ledger.mood = 'silent';
    const asked = performance.now();
    expect(await intake.take(hook('unknown so far'))).toEqual(TAKEN);
    expect(performance.now() - asked).toBeLessThan(4_000);
    ledger.speak();
    await drained();
    expect(ledger.took).toEqual(['unknown so far']);
  });

  it('keeps no question of an address whose owner nobody can name now: it is asked again', async () => {
    ledger.mood = 'away';
    const asking = hook('asked');
    const asked = await intake.take({ ...asking, request: { ...asking.request, method: 'GET' } });
    expect(asked).toMatchObject({ kind: 'refused', status: 503 });
    expect(spool.isEmpty).toBe(true);
  });

  it('does not let every webhook wait for a ledger that is away', async () => {
    await warmUp();
    ledger.mood = 'silent';
    await intake.take(hook('first'));
    const asked = performance.now();
    for (let n = 0; n < 20; n += 1) await intake.take(hook(`next ${n}`));
    // Each for itself they would wait for half a minute.
    expect(performance.now() - asked).toBeLessThan(10_000);
    ledger.speak();
    await drained();
    expect(ledger.took).toHaveLength(21);
  });

  it('keeps the order over both switches: to the spool and back to the ledger', async () => {
    await warmUp();
    const texts: string[] = [];
    const say = async (count: number): Promise<void> => {
      for (let n = 0; n < count; n += 1) {
        texts.push(`message ${texts.length}`);
        expect(await intake.take(hook(texts.at(-1) ?? ''))).toEqual(TAKEN);
      }
    };
    await say(5);
    ledger.mood = 'away';
    await say(20);
    expect(intake.isSpooling).toBe(true);
    ledger.mood = 'well';
    // The drain has not looked yet: these have to line up behind what is spooled.
    await say(20);
    await drained();
    await say(5);
    expect(ledger.took).toEqual(texts);
    expect(spool.depth).toBe(0);
  });

  it('refuses forgeries by memory while the ledger is away', async () => {
    await warmUp();
    ledger.mood = 'away';
    await intake.take(hook('genuine'));
    expect(await intake.take(hook('forged', 'not the secret'))).toMatchObject({ kind: 'refused', status: 403 });
    expect(spool.depth).toBe(1);
  });

  it('keeps what nobody can verify now, and drops what turns out to be forged', async () => {
    ledger.mood = 'away';
    expect(await intake.take(hook('genuine'))).toEqual(TAKEN);
    expect(await intake.take(hook('forged', 'not the secret'))).toEqual(TAKEN);
    expect(await intake.take(hook('nowhere', SECRET, 'unknown_scope'))).toEqual(TAKEN);
    ledger.mood = 'well';
    await drained();
    expect(ledger.took).toEqual(['genuine']);
  });

  it('judges a signature by when its webhook came, however long the ledger was away', async () => {
    ledger.mood = 'away';
    const at = Date.now() - 3_600_000;
    const message = {
      id: 'm1',
      created_at: new Date(at).toISOString(),
      sender: { type: 'customer' },
      text: 'long ago',
    };
    const event = eventOf('message.created', { message, conversation: { id: 'c1' }, contact: { id: 'u1' } });
    const request = requestOf(Buffer.from(JSON.stringify(event)), { at });
    const address = { kind: 'messenger', messenger: 'custom', connectionId: 'c-1' } as const;
    expect(await intake.take({ address, request, at })).toMatchObject({ kind: 'taken' });
    ledger.mood = 'well';
    await drained();
    expect(ledger.took).toEqual(['message-from-messenger']);
  });

  it('neither stores nor spools what is not to be kept', async () => {
    await warmUp();
    ledger.mood = 'away';
    expect(await intake.take(typing())).toMatchObject({ ...TAKEN, signals: [{ kind: 'manager-types' }] });
    expect(spool.isEmpty).toBe(true);
    expect(intake.isSpooling).toBe(false);
  });

  it('refuses when the spool is full: never a yes that is not kept', async () => {
    await warmUp();
    await end({ intake });
    ({ intake, spool } = await start(4_000));
    ledger.mood = 'away';
    const answers: Taken[] = [];
    const texts = Array.from({ length: 10 }, (_, n) => `message ${n}`);
    for (const text of texts) answers.push(await intake.take(hook(text)));
    const kept = texts.filter((_, n) => answers[n]?.kind === 'taken');
    const refused = answers.filter((answer) => answer.kind === 'refused');
    expect(kept.length).toBeGreaterThan(0);
    expect(refused.length).toBeGreaterThan(0);
    for (const answer of refused) expect(answer).toMatchObject({ status: 503 });
    // Kommo sends none of them again.
    expect(missed).toBe(refused.length);
    ledger.mood = 'well';
    await drained();
    expect(ledger.took).toEqual(kept);
  });

  it('leaves half of the spool to those who are known', async () => {
    await end({ intake });
    ({ intake, spool } = await start(20_000));
    ledger.mood = 'away';
    await waitFor(async () => (await intake.take(hook('junk', 'no secret', 'unknown_scope'))).kind === 'refused', {
      everyMs: 1,
    });
    await ledger.routing.kommo(SCOPE).catch(() => undefined);
    ledger.mood = 'well';
    await ledger.routing.kommo(SCOPE);
    ledger.mood = 'away';
    expect(await intake.take(hook('known'))).toEqual(TAKEN);
    ledger.mood = 'well';
    await drained();
    expect(ledger.took).toEqual(['known']);
  });

  it('leaves on the disk what is not drained when it ends, for the next process', async () => {
    await warmUp();
    ledger.mood = 'away';
    for (const text of ['one', 'two']) await intake.take(hook(text));
    await end({ intake });
    expect(ledger.took).toEqual([]);
    expect(readdirSync(dir)).toHaveLength(1);
    ledger.mood = 'well';
    ({ intake, spool } = await start());
    await drained();
    expect(ledger.took).toEqual(['one', 'two']);
  });

  it('carries what it has adopted before what comes new', async () => {
    await warmUp();
    ledger.mood = 'away';
    await intake.take(hook('by the dead process'));
    await end({ intake });
    ({ intake, spool } = await start());
    expect(intake.isSpooling).toBe(true);
    await intake.take(hook('by the living one'));
    ledger.mood = 'well';
    await drained();
    expect(ledger.took).toEqual(['by the dead process', 'by the living one']);
  });

  it('sets a webhook aside whose data the ledger refuses, and carries the others', async () => {
    await warmUp();
    ledger.mood = 'away';
    ledger.refuses = 'poison';
    const texts = ['first', 'poison', 'third', 'fourth'];
    for (const text of texts) await intake.take(hook(text));
    ledger.mood = 'well';
    await drained();
    expect(ledger.took).toEqual(['first', 'third', 'fourth']);
    expect(readdirSync(dir)).toContain('unreadable.lines');
    expect(await intake.take(hook('after'))).toEqual(TAKEN);
    expect(ledger.took).toContain('after');
  }, 30_000);

  it('sets a webhook aside whose route does not open, and carries the others', async () => {
    ledger.mood = 'away';
    ledger.sealed = 'a_scope';
    for (const [text, scope] of [
      ['first', SCOPE],
      ['stuck', 'a_scope'],
      ['third', SCOPE],
    ] as const) {
      await intake.take(hook(text, SECRET, scope));
    }
    ledger.mood = 'well';
    await drained();
    expect(ledger.took).toEqual(['first', 'third']);
    expect(readdirSync(dir)).toContain('unreadable.lines');
  }, 30_000);

  it('sets nothing aside for a ledger that is away, however long', async () => {
    await warmUp();
    ledger.mood = 'away';
    const texts = ['one', 'two', 'three'];
    for (const text of texts) await intake.take(hook(text));
    const before = ledger.asked;
    await waitFor(() => ledger.asked > before + 15, { timeoutMs: 20_000 });
    ledger.mood = 'well';
    await drained();
    expect(ledger.took).toEqual(texts);
  }, 30_000);

  it('tells how long ago its drain came round, which grows while the ledger keeps it waiting', async () => {
    await warmUp();
    expect(intake.sinceRoundMs).toBe(0);
    ledger.mood = 'away';
    await intake.take(hook('one'));
    const before = ledger.asked;
    await waitFor(() => ledger.asked > before + 3);
    expect(intake.sinceRoundMs).toBeLessThan(1_500);
    ledger.mood = 'silent';
    await waitFor(() => intake.sinceRoundMs > 1_500);
    ledger.speak();
    await drained();
    expect(intake.sinceRoundMs).toBe(0);
  });

  it('drains fewer at once where the ledger is too slow for many', async () => {
    await warmUp();
    ledger.mood = 'away';
    const texts = Array.from({ length: 30 }, (_, n) => `message ${n}`);
    for (const text of texts) await intake.take(hook(text));
    ledger.mostAtOnce = 4;
    ledger.mood = 'well';
    await drained();
    expect(ledger.took).toEqual(texts);
  }, 30_000);
});

/** A statement of Postgres that was refused for its data: a foreign key, here. */
function dataError(): Error {
  return Object.assign(new pg.DatabaseError('violates foreign key constraint', 0, 'error'), { code: '23503' });
}

function hook(text: string, secret = SECRET, scopeId = SCOPE): Hook {
  return signed(messageHook({ accountAmojoId: AMOJO, conversationId: 'a-chat', text }), secret, scopeId);
}

function typing(): Hook {
  const conversation = { id: 'a-chat' };
  return signed({ account_id: AMOJO, time: 1, action: { typing: { user: { id: 'maria' }, conversation } } });
}

function signed(content: object, secret = SECRET, scopeId = SCOPE): Hook {
  const body = Buffer.from(JSON.stringify(content));
  return {
    address: { kind: 'kommo', scopeId },
    at: Date.now(),
    request: {
      method: 'POST',
      path: `/hooks/kommo/${scopeId}`,
      query: '',
      headers: { 'x-signature': signatureOf(body, secret) },
      body,
    },
  };
}

function textOf(event: AcceptableEvent): string {
  return event.kind === 'message-from-kommo' && event.content.type === 'text' ? event.content.text : event.kind;
}
