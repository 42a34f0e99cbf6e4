import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Acceptor } from '../../src/ledger/acceptor';
import type { AcceptableEvent, MessageFromMessenger } from '../../src/ledger/acceptable';
import type { Database } from '../../src/ledger/database';
import { waitFor } from '../support/wait-for';
import {
  count,
  deliveriesOf,
  fromKommo,
  fromMessenger,
  kept,
  openLedger,
  quietChat,
  receipt,
  type Ledger,
  type Tenant,
} from './ledger';
import { testDatabaseServer } from '../support/stack';

const NUL = String.fromCharCode(0);
const LONE_SURROGATE = String.fromCharCode(0xd83d);

let ledger: Ledger;
beforeAll(async () => {
  ledger = await openLedger();
});
afterAll(() => ledger.close());

/** The same database, counting the statements that it is given. */
function counting(db: Database): { readonly db: Database; statements(): number } {
  let statements = 0;
  const proxy = new Proxy(db, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      if (name === 'query') statements += 0;
      return (...args: unknown[]): unknown => {
        if (name === 'query') statements += 1;
        return (value as (...args: unknown[]) => unknown).apply(target, args);
      };
    },
  });
  return { db: proxy, statements: () => statements };
}

/** A gate in front of the database: statements wait until it is opened. */
function gated(db: Database): { readonly db: Database; open(): void } {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  const proxy = new Proxy(db, {
    get: (target, name) =>
      name === 'query'
        ? async (...args: unknown[]): Promise<unknown> => {
            await opened;
            return (target.query as (...args: unknown[]) => Promise<unknown>)(...args);
          }
        : (Reflect.get(target, name) as unknown),
  });
  return { db: proxy, open };
}

/** Whether a statement in this database waits for a lock; other suites share the server. */
async function somebodyWaits(db: Database): Promise<boolean> {
  const waiting = "pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
  return (await count(db, waiting)) > 0;
}

describe('a message from a messenger', () => {
  it('makes the chat, the participant, the message and its delivery, and says whom to wake', async () => {
    const tenant = await ledger.tenant();
    const event = fromMessenger(tenant, {
      chatRemoteId: '4711',
      remoteId: 'm-1',
      author: { remoteId: '4711', name: 'Ana', phone: '+155500', profileLink: 'https://t.me/ana', language: 'pt' },
      windowMs: 3_600_000,
      at: Date.now(),
      text: 'Olá',
    });
    const accepted = await ledger.acceptor.accept([event]);

    expect(accepted.fresh.size).toBe(1);
    const [wake] = accepted.wake;
    expect(accepted.wake).toHaveLength(1);
    expect(wake).toMatchObject({
      accountId: tenant.accountId,
      sourceId: tenant.sourceId,
      messenger: 'telegram',
      afterSeq: 0,
      lastSeq: 1,
      work: ['to-kommo'],
    });
    const { rows } = await ledger.db.query(
      `select chats.account_id, chats.scope_id, chats.source_id, chats.remote_id, chats.window_closes_at,
              participants.name, participants.phone, participants.language, participants.kind,
              messages.content, messages.remote_id as message_remote_id, messages.written_at,
              deliveries.lane, deliveries.seq, deliveries.state, deliveries.origin_at
       from deliveries
       join messages on messages.id = deliveries.message_id
       join chats on chats.id = deliveries.chat_id
       join participants on participants.id = messages.author_id and participants.id = chats.customer_id
       where chats.id = $1`,
      [wake?.chatId],
    );
    expect(rows).toEqual([
      {
        account_id: tenant.accountId,
        scope_id: tenant.scopeId,
        source_id: tenant.sourceId,
        remote_id: '4711',
        window_closes_at: new Date(event.at + 3_600_000),
        name: 'Ana',
        phone: '+155500',
        language: 'pt',
        kind: 'customer',
        content: { type: 'text', text: 'Olá' },
        message_remote_id: 'm-1',
        written_at: event.at,
        lane: 'to-kommo',
        seq: 1,
        state: 'pending',
        origin_at: event.at,
      },
    ]);
  });

  it('makes nothing the second time, in the same request, a later one or another process', async () => {
    const tenant = await ledger.tenant();
    const event = fromMessenger(tenant);
    await ledger.acceptor.accept([event, { ...event }]);
    const before = await count(ledger.db, 'deliveries');
    expect(await ledger.acceptor.accept([event])).toMatchObject({ fresh: new Set(), wake: [] });
    expect(await ledger.anotherProcess().acceptor.accept([event])).toMatchObject({ fresh: new Set(), wake: [] });
    // Not even a number is used, or the chat would be woken for nothing.
    const { rows } = await ledger.db.query('select last_seq from chats where account_id = $1', [tenant.accountId]);
    expect(rows).toEqual([{ last_seq: 1 }]);
    expect(await count(ledger.db, 'deliveries')).toBe(before);
    expect(await count(ledger.db, 'messages where account_id = $1', [tenant.accountId])).toBe(1);
    expect(await count(ledger.db, 'chats where account_id = $1', [tenant.accountId])).toBe(1);
    expect(await count(ledger.db, 'participants where account_id = $1', [tenant.accountId])).toBe(1);
  });

  describe('that the messenger may tell once more by another key', () => {
    const at = 1_790_000_000_000;
    const choice = (tenant: Tenant, given: Partial<MessageFromMessenger> = {}) =>
      fromMessenger(tenant, {
        dedupeKey: randomUUID(),
        remoteId: 'choice/yes',
        repeatedWithinMs: 10_000,
        at,
        ...given,
      });
    const takes = async (...requests: MessageFromMessenger[][]): Promise<number[]> => {
      const sizes: number[] = [];
      for (const events of requests) sizes.push((await ledger.acceptor.accept(events)).fresh.size);
      return sizes;
    };

    it('makes nothing the second time, within its time', async () => {
      const tenant = await ledger.tenant();
      expect(await takes([choice(tenant)], [choice(tenant, { at: at + 10_000 })])).toEqual([1, 0]);
      expect(await count(ledger.db, 'messages where account_id = $1', [tenant.accountId])).toBe(1);
    });

    it('makes nothing the second time in the same commit', async () => {
      const tenant = await ledger.tenant();
      expect(await takes([choice(tenant), choice(tenant, { at: at + 2_000 })])).toEqual([1]);
    });

    it('is another one after its time, of another name, in another chat, and where nobody says so', async () => {
      const tenant = await ledger.tenant();
      const others = [
        choice(tenant, { at: at + 10_001 }),
        choice(tenant, { remoteId: 'choice/no' }),
        choice(tenant, { chatRemoteId: '78' }),
      ];
      expect(await takes([choice(tenant)], others)).toEqual([1, 3]);
      expect(await takes([fromMessenger(tenant, { remoteId: 'choice/yes', at: at + 10_002 })])).toEqual([1]);
    });
  });

  it('sent to two processes at the same moment makes one', async () => {
    const tenant = await ledger.tenant();
    const other = ledger.anotherProcess();
    for (let round = 0; round < 20; round += 1) {
      // New chats and known ones: both the directory and the numbering meet.
      const event = fromMessenger(tenant, { chatRemoteId: `race-${round % 10}` });
      const both = await Promise.all([ledger.acceptor.accept([event]), other.acceptor.accept([event])]);
      expect(both.map(({ fresh }) => fresh.size).sort()).toEqual([0, 1]);
    }
    expect(await count(ledger.db, 'deliveries where account_id = $1', [tenant.accountId])).toBe(20);
    expect(await count(ledger.db, 'messages where account_id = $1', [tenant.accountId])).toBe(20);
    expect(await count(ledger.db, 'chats where account_id = $1', [tenant.accountId])).toBe(10);
  });

  it('keeps the newest profile of its author and the phone that was given once', async () => {
    const tenant = await ledger.tenant();
    const author = { remoteId: '9', name: 'Ana', phone: '+1' };
    await ledger.acceptor.accept([fromMessenger(tenant, { author })]);
    await ledger.acceptor.accept([fromMessenger(tenant, { author: { remoteId: '9', name: 'Ana Lima' } })]);
    const { rows } = await ledger.db.query('select name, phone from participants where account_id = $1', [
      tenant.accountId,
    ]);
    expect(rows).toEqual([{ name: 'Ana Lima', phone: '+1' }]);
  });

  it('opens the chat again that was closed, and a window never shrinks', async () => {
    const tenant = await ledger.tenant();
    const now = Date.now();
    const { wake } = await ledger.acceptor.accept([fromMessenger(tenant, { at: now, windowMs: 7_200_000 })]);
    await ledger.db.query('update chats set closed_at = now() where id = $1', [wake[0]?.chatId]);
    await ledger.acceptor.accept([fromMessenger(tenant, { at: now, windowMs: 3_600_000 })]);
    const { rows } = await ledger.db.query('select closed_at, window_closes_at from chats where id = $1', [
      wake[0]?.chatId,
    ]);
    expect(rows).toEqual([{ closed_at: null, window_closes_at: new Date(now + 7_200_000) }]);
  });
});

describe('numbering', () => {
  it('is unique and complete when two processes accept for the same few chats', async () => {
    const tenant = await ledger.tenant();
    const other = ledger.anotherProcess();
    const chats = await Promise.all([1, 2, 3].map(() => quietChat(ledger, tenant)));
    const requests = Array.from({ length: 120 }, (_, n): AcceptableEvent[] => {
      const mine = chats[n % 3];
      const next = chats[(n + 1) % 3];
      // Each request touches two chats in either order, so that two processes meet crosswise.
      return [mine, next].map((chat) =>
        fromKommo(tenant, { chatKommoId: `amojo-${chat?.chatId ?? ''}`, chatClientId: chat?.clientId ?? null }),
      );
    });
    const accepted = await Promise.all(
      requests.map((events, n) => (n % 2 === 0 ? ledger.acceptor : other.acceptor).accept(events)),
    );
    expect(accepted.every(({ fresh }) => fresh.size === 2)).toBe(true);
    const { rows } = await ledger.db.query<{ rows: number; numbers: number; most: number; last_seq: number }>(
      `select count(*) as rows, count(distinct seq) as numbers, max(seq) as most, min(last_seq) as last_seq
       from deliveries join chats on chats.id = deliveries.chat_id
       where deliveries.account_id = $1 group by chat_id`,
      [tenant.accountId],
    );
    expect(rows).toHaveLength(3);
    for (const row of rows) {
      expect(row.rows).toBe(81);
      expect(row.numbers).toBe(81);
      expect(row.last_seq).toBeGreaterThanOrEqual(row.most);
    }
  });

  it('locks the chats of a commit in the order of their ids, so that two processes rarely meet crosswise', async () => {
    const tenant = await ledger.tenant();
    const two = await Promise.all([quietChat(ledger, tenant), quietChat(ledger, tenant)]);
    const [low, high] = two.sort((one, other) => (one.chatId < other.chatId ? -1 : 1));
    const other = await ledger.anotherProcess().db.connect();
    try {
      const answers = () =>
        [high, low].map(({ chatId, clientId }) =>
          fromKommo(tenant, { chatKommoId: `ordered-${chatId}`, chatClientId: clientId }),
        );
      // Kommo's ids are bound first, in a statement of its own.
      await ledger.acceptor.accept(answers());
      await other.query('begin');
      await other.query('select from chats where id = $1 for update', [low.chatId]);
      const accepting = ledger.acceptor.accept(answers());
      await waitFor(() => somebodyWaits(ledger.db));
      // It waits for the lower one and holds nothing yet.
      await other.query('select from chats where id = $1 for no key update nowait', [high.chatId]);
      await other.query('commit');
      expect((await accepting).fresh.size).toBe(2);
    } finally {
      other.release();
    }
  });

  it('is tried again when the locks of another met crosswise with ours', async () => {
    const tenant = await ledger.tenant();
    const two = await Promise.all([quietChat(ledger, tenant), quietChat(ledger, tenant)]);
    const [low, high] = two.sort((one, other) => (one.chatId < other.chatId ? -1 : 1));
    const other = await ledger.anotherProcess().db.connect();
    try {
      await other.query('begin');
      // Whoever waits longer than this looks for a deadlock and gives way: that is not to be this one.
      await other.query("set local deadlock_timeout = '1min'");
      await other.query('select from chats where id = $1 for update', [high.chatId]);
      const accepting = ledger.acceptor.accept(
        two.map(({ chatId, clientId }) =>
          fromKommo(tenant, { chatKommoId: `crosswise-${chatId}`, chatClientId: clientId }),
        ),
      );
      await waitFor(() => somebodyWaits(ledger.db));
      await other.query('select from chats where id = $1 for update', [low.chatId]);
      await other.query('commit');
      expect((await accepting).fresh.size).toBe(2);
    } finally {
      other.release();
    }
  });

  it('follows the order within a request', async () => {
    const tenant = await ledger.tenant();
    const texts = ['one', 'two', 'three', 'four'];
    const { wake } = await ledger.acceptor.accept(texts.map((text) => fromMessenger(tenant, { at: 5, text })));
    const rows = await deliveriesOf(ledger.db, wake[0]?.chatId as never, 'to-kommo');
    expect(rows.map(({ text }) => text)).toEqual(texts);
  });
});

describe('one request', () => {
  it('commits its events together', async () => {
    const [a, b] = [await ledger.tenant(), await ledger.tenant()];
    const accepted = await ledger.acceptor.accept([fromMessenger(a), fromMessenger(b), kept(a)]);
    expect(accepted.fresh.size).toBe(3);
    expect(accepted.wake.map(({ accountId }) => accountId).sort()).toEqual([a.accountId, b.accountId].sort());
  });

  it('leaves none of its events behind when the database gives up half-way', async () => {
    const tenant = await ledger.tenant();
    await ledger.db.query(
      `create function refuse_kept() returns trigger language plpgsql as
         $$ begin if new.reason = 'the last straw' then raise exception 'no' using errcode = '53100'; end if; return new; end $$`,
    );
    await ledger.db.query(
      'create trigger refuse_kept before insert on events for each row execute function refuse_kept()',
    );
    const message = fromMessenger(tenant);
    const read = receipt(tenant, 'somewhere', 'read');
    await expect(
      ledger.acceptor.accept([message, read, kept(tenant, { reason: 'the last straw' })]),
    ).rejects.toMatchObject({ code: '53100' });
    for (const table of ['deliveries', 'messages', 'receipts', 'events']) {
      expect([table, await count(ledger.db, `${table} where account_id = $1`, [tenant.accountId])]).toEqual([table, 0]);
    }
    // Nothing of it is remembered as accepted either: the repeat is new.
    expect((await ledger.acceptor.accept([message, read])).fresh.size).toBe(2);
  });
});

describe('a burst', () => {
  it('shares commits: far fewer statements than requests', async () => {
    const tenant = await ledger.tenant();
    const counted = counting(ledger.db);
    const acceptor = new Acceptor(counted.db, ledger.vault);
    await acceptor.accept([fromMessenger(tenant)]);
    const before = counted.statements();
    const accepted = await Promise.all(Array.from({ length: 300 }, () => acceptor.accept([fromMessenger(tenant)])));
    expect(accepted.every(({ fresh }) => fresh.size === 1)).toBe(true);
    expect(counted.statements() - before).toBeLessThanOrEqual(6);
  });

  it('names the chats of a commit to one of its requests, so that each is woken once', async () => {
    const tenant = await ledger.tenant();
    const gate = gated(ledger.db);
    const acceptor = new Acceptor(gate.db, ledger.vault);
    const requests = Array.from({ length: 30 }, (_, n) =>
      acceptor.accept([fromMessenger(tenant, { chatRemoteId: `w${n % 6}` })]),
    );
    gate.open();
    const woken = (await Promise.all(requests)).flatMap(({ wake }) => wake);
    // The first request went alone, the other 29 shared a commit.
    expect(woken).toHaveLength(7);
    expect(new Set(woken.map(({ chatId }) => chatId)).size).toBe(6);
    expect(woken.map(({ afterSeq, lastSeq }) => lastSeq - afterSeq).reduce((sum, rows) => sum + rows)).toBe(30);
  });

  it('costs one statement for a message of a known person in a known chat', async () => {
    const tenant = await ledger.tenant();
    const counted = counting(ledger.db);
    const acceptor = new Acceptor(counted.db, ledger.vault);
    await acceptor.accept([fromMessenger(tenant)]);
    const before = counted.statements();
    await acceptor.accept([fromMessenger(tenant)]);
    expect(counted.statements() - before).toBe(1);
  });

  it('goes on after the database could not take a commit', async () => {
    const tenant = await ledger.tenant();
    const broken = new Proxy(ledger.db, {
      get: (target, name) =>
        name === 'query'
          ? (...args: unknown[]): unknown =>
              fail ? Promise.reject(new Error('gone')) : (target.query as (...args: unknown[]) => unknown)(...args)
          : (Reflect.get(target, name) as unknown),
    });
    let fail = true;
    const acceptor = new Acceptor(broken, ledger.vault);
    const first = await Promise.allSettled([
      acceptor.accept([fromMessenger(tenant)]),
      acceptor.accept([fromMessenger(tenant)]),
    ]);
    expect(first.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    fail = false;
    expect((await acceptor.accept([fromMessenger(tenant)])).fresh.size).toBe(1);
  });
});

describe('data that Postgres cannot store', () => {
  it('costs its own event only: 49 neighbours are delivered and the bytes of the bad one are kept', async () => {
    const tenant = await ledger.tenant();
    const gate = gated(ledger.db);
    const acceptor = new Acceptor(gate.db, ledger.vault);
    const raw = Buffer.from(`{"text":"bad${NUL}","not utf-8":"\xff"}`, 'latin1');
    const requests = Array.from({ length: 50 }, (_, n) =>
      acceptor.accept([
        n === 23
          ? fromMessenger(tenant, { chatRemoteId: `p${n % 5}`, text: `bad${NUL}`, raw })
          : fromMessenger(tenant, { chatRemoteId: `p${n % 5}`, text: `good ${n}` }),
      ]),
    );
    gate.open();
    const accepted = await Promise.all(requests);

    expect(accepted.map(({ fresh }) => fresh.size)).toEqual(Array(50).fill(1));
    expect(await count(ledger.db, 'deliveries where account_id = $1', [tenant.accountId])).toBe(49);
    const { rows } = await ledger.db.query<{ kind: string; dedupe_key: string; reason: string; raw: string }>(
      'select * from events where account_id = $1',
      [tenant.accountId],
    );
    expect(rows.map(({ kind }) => kind)).toEqual(['unparsed']);
    const [event] = rows;
    expect(ledger.vault.openBytes(event?.raw ?? '', `events/${event?.dedupe_key ?? ''}`)).toEqual(raw);
    expect(event?.raw).not.toContain('bad');
  });

  it('is shown as what it is when it is half an emoji, and not lost for it', async () => {
    const tenant = await ledger.tenant();
    await ledger.acceptor.accept([fromMessenger(tenant, { text: `cut ${LONE_SURROGATE}` })]);
    const { rows } = await ledger.db.query<{ text: string }>(
      "select content ->> 'text' as text from messages where account_id = $1",
      [tenant.accountId],
    );
    expect(rows).toEqual([{ text: 'cut \ufffd' }]);
  });

  it('is not quoted in the log of Postgres, nor is who said it', async () => {
    const tenant = await ledger.tenant();
    const author = { remoteId: '1', name: `Wilhelmina ${LONE_SURROGATE}` };
    await ledger.acceptor.accept([fromMessenger(tenant, { text: `Quagmire${NUL}`, author })]);
    await ledger.acceptor.accept([fromMessenger(tenant, { author })]);
    const { rows } = await ledger.db.query('select name from participants where account_id = $1', [tenant.accountId]);
    expect(rows).toEqual([{ name: 'Wilhelmina \ufffd' }]);
    const { logFile } = await testDatabaseServer();
    const log = logFile === undefined ? 'ready to accept connections' : readFileSync(logFile, 'utf8');
    expect(log).toContain('ready to accept connections');
    expect(log).not.toMatch(/Quagmire|Wilhelmina/);
  });

  it('may name the character in words of its own', async () => {
    const tenant = await ledger.tenant();
    const text = 'write \\u0000 and \\\\u0000';
    await ledger.acceptor.accept([fromMessenger(tenant, { text })]);
    const { rows } = await ledger.db.query("select content ->> 'text' as text from messages where account_id = $1", [
      tenant.accountId,
    ]);
    expect(rows).toEqual([{ text }]);
  });

  it.each([
    ['the name of the author', { author: { remoteId: '1', name: `A${NUL}` } }],
    ['the address', { chatRemoteId: `1${NUL}` }],
    ['a time beyond all numbers', { at: 1e30 }],
  ])('is kept as unparsed, once, wherever it is: %s', async (_, given) => {
    const tenant = await ledger.tenant();
    const event = fromMessenger(tenant, given);
    expect((await ledger.acceptor.accept([event])).fresh.size).toBe(1);
    expect((await ledger.acceptor.accept([event])).fresh.size).toBe(0);
    expect(await count(ledger.db, "events where account_id = $1 and kind = 'unparsed'", [tenant.accountId])).toBe(1);
    expect(await count(ledger.db, 'deliveries where account_id = $1', [tenant.accountId])).toBe(0);
    expect((await ledger.acceptor.accept([fromMessenger(tenant)])).fresh.size).toBe(1);
  });

  it('does not cost an event that is only kept: its reason is made storable', async () => {
    const tenant = await ledger.tenant();
    await ledger.acceptor.accept([kept(tenant, { reason: `updates of the kind a${NUL}b${LONE_SURROGATE}` })]);
    const { rows } = await ledger.db.query('select reason from events where account_id = $1', [tenant.accountId]);
    expect(rows).toEqual([{ reason: 'updates of the kind a\ufffdb\ufffd' }]);
  });

  it('is told from a chat that was removed meanwhile, which is made again', async () => {
    const tenant = await ledger.tenant();
    const { wake } = await ledger.acceptor.accept([fromMessenger(tenant)]);
    const chatId = wake[0]?.chatId;
    for (const table of ['deliveries', 'messages'])
      await ledger.db.query(`delete from ${table} where chat_id = $1`, [chatId]);
    await ledger.db.query('delete from chats where id = $1', [chatId]);
    await ledger.db.query('delete from participants where account_id = $1', [tenant.accountId]);
    expect((await ledger.acceptor.accept([fromMessenger(tenant)])).fresh.size).toBe(1);
    expect(await count(ledger.db, 'chats where account_id = $1', [tenant.accountId])).toBe(1);
    expect(await count(ledger.db, 'events where account_id = $1', [tenant.accountId])).toBe(0);
  });
});

describe('a message from Kommo', () => {
  it('goes to the chat that the hook names by our own id, which learns the id of Kommo', async () => {
    const tenant = await ledger.tenant();
    const { chatId, clientId } = await quietChat(ledger, tenant);
    const event = fromKommo(tenant, { chatKommoId: 'amojo-1', chatClientId: clientId });
    const { wake } = await ledger.acceptor.accept([event]);
    expect(wake).toMatchObject([{ chatId, lastSeq: 2, work: ['to-messenger'] }]);
    const { rows } = await ledger.db.query('select kommo_id from chats where id = $1', [chatId]);
    expect(rows).toEqual([{ kommo_id: 'amojo-1' }]);
    // From now on it is found without our id too.
    const later = await ledger.anotherProcess().acceptor.accept([fromKommo(tenant, { chatKommoId: 'amojo-1' })]);
    expect(later.wake).toMatchObject([{ chatId }]);
  });

  it("never lands in another account's chat, whatever id it names", async () => {
    const [victim, other] = [await ledger.tenant(), await ledger.tenant()];
    const { chatId, clientId } = await quietChat(ledger, victim);
    await ledger.acceptor.accept([fromKommo(victim, { chatKommoId: 'shared-id', chatClientId: clientId })]);
    const before = await deliveriesOf(ledger.db, chatId, 'to-messenger');

    const byOwnId = await ledger.acceptor.accept([fromKommo(other, { chatKommoId: 'x', chatClientId: clientId })]);
    const byTheirs = await ledger.acceptor.accept([fromKommo(other, { chatKommoId: 'shared-id' })]);

    expect(await deliveriesOf(ledger.db, chatId, 'to-messenger')).toEqual(before);
    for (const { wake } of [byOwnId, byTheirs]) {
      expect(wake).toHaveLength(1);
      expect(wake[0]?.chatId).not.toBe(chatId);
      expect(wake[0]?.accountId).toBe(other.accountId);
    }
    const { rows } = await ledger.db.query(
      `select distinct deliveries.account_id as delivery, chats.account_id as chat, messages.account_id as message
       from deliveries join chats on chats.id = deliveries.chat_id join messages on messages.id = deliveries.message_id
       where chats.account_id = $1`,
      [other.accountId],
    );
    expect(rows).toEqual([{ delivery: other.accountId, chat: other.accountId, message: other.accountId }]);
  });

  it('that begins a chat makes one without an address, at the source that Kommo names', async () => {
    const tenant = await ledger.tenant();
    const second = await ledger.db.query<{ id: string }>(
      `insert into sources (account_id, scope_id, connection_id, messenger, remote_id, name, external_id)
       select account_id, scope_id, connection_id, messenger, 'second', 'Second', 'second' from sources where id = $1
       returning id`,
      [tenant.sourceId],
    );
    const named = await ledger.acceptor.accept([fromKommo(tenant, { sourceExternalId: 'second' })]);
    const unnamed = await ledger.acceptor.accept([fromKommo(tenant)]);
    const { rows } = await ledger.db.query(
      'select id, source_id, remote_id, customer_id from chats where account_id = $1 order by created_at',
      [tenant.accountId],
    );
    expect(rows).toEqual([
      { id: named.wake[0]?.chatId, source_id: second.rows[0]?.id, remote_id: null, customer_id: null },
      { id: unnamed.wake[0]?.chatId, source_id: tenant.sourceId, remote_id: null, customer_id: null },
    ]);
  });

  it('that begins a chat without a source of Kommo’s goes to the default one, and to none that was removed', async () => {
    const tenant = await ledger.tenant();
    const { rows } = await ledger.db.query<{ id: string; remote_id: string }>(
      `insert into sources (account_id, scope_id, connection_id, messenger, remote_id, name, external_id, created_at)
       select account_id, scope_id, connection_id, messenger, n, n, n, created_at + interval '1 minute'
       from sources, unnest(array['second', 'third']) n where id = $1
       returning id, remote_id`,
      [tenant.sourceId],
    );
    const idOf = (name: string): string | undefined => rows.find(({ remote_id }) => remote_id === name)?.id;
    const placed = async (sourceExternalId: string | null = null): Promise<unknown> => {
      const { wake } = await ledger.acceptor.accept([fromKommo(tenant, { sourceExternalId })]);
      return wake[0]?.sourceId;
    };
    await ledger.db.query(`update sources set is_default = true where id = $1`, [idOf('third')]);
    expect([await placed(), await placed('unknown'), await placed('second')]).toEqual([
      idOf('third'),
      idOf('third'),
      idOf('second'),
    ]);
    await ledger.db.query(`update sources set removed_at = now(), is_default = false where id = any($1)`, [
      [tenant.sourceId, idOf('third')],
    ]);
    // Nobody is written to from another number than the one that was chosen.
    expect([await placed(), await placed('third')]).toEqual([idOf('second'), idOf('third')]);
  });

  it('of an account without a source is kept as unrouted, with its bytes', async () => {
    const tenant = await ledger.tenant({ withSource: false });
    const raw = Buffer.from('the hook');
    const { fresh, wake } = await ledger.acceptor.accept([fromKommo(tenant, { raw })]);
    expect({ fresh: fresh.size, wake }).toEqual({ fresh: 1, wake: [] });
    const { rows } = await ledger.db.query<{ kind: string; raw: string; dedupe_key: string }>(
      'select * from events where account_id = $1',
      [tenant.accountId],
    );
    expect(rows.map(({ kind }) => kind)).toEqual(['unrouted']);
    expect(ledger.vault.openBytes(rows[0]?.raw ?? '', `events/${rows[0]?.dedupe_key ?? ''}`)).toEqual(raw);
  });

  it('finds one chat when two processes learn of it at the same moment', async () => {
    const tenant = await ledger.tenant();
    const other = ledger.anotherProcess();
    for (let round = 0; round < 10; round += 1) {
      const chatKommoId = `begun-${round}`;
      const both = await Promise.all([
        ledger.acceptor.accept([fromKommo(tenant, { chatKommoId })]),
        other.acceptor.accept([fromKommo(tenant, { chatKommoId })]),
      ]);
      expect(new Set(both.map(({ wake }) => wake[0]?.chatId)).size).toBe(1);
    }
    expect(await count(ledger.db, 'chats where account_id = $1', [tenant.accountId])).toBe(10);
  });
});
