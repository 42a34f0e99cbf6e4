import { readdirSync } from 'node:fs';
import path from 'node:path';
import { SANDBOX } from '../../src/sandbox/credentials';
import {
  broughtIn,
  exportOf,
  handIn,
  importIs,
  importNow,
  inKommo,
  lookAgain,
  oldChat,
  say,
  UNCLEAR,
  upload,
} from '../support/imports';
import { waitFor } from '../support/wait-for';
import { World } from '../support/world';

jest.setTimeout(240_000);

const [MARIA, DANIEL] = SANDBOX.kommo.users;
const USERS = { maria: MARIA.id };
const FAST = { perSecond: 50, users: USERS };
const LAST_YEAR = Date.UTC(2025, 3, 1, 9);

describe('old conversations', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.start();
  });
  afterAll(() => world.stop());

  const rowsOfImports = async (): Promise<number> => {
    const { rows } = await world.database.pool.query<{ count: number }>(
      'select count(*)::integer as count from deliveries where import_id is not null',
    );
    return rows[0]?.count ?? 0;
  };

  const chatsBeingTold = async (): Promise<number> => {
    const { rows } = await world.database.pool.query<{ count: number }>(
      'select count(*)::integer as count from lanes where busy_with is not null and busy_until > now()',
    );
    return rows[0]?.count ?? 0;
  };

  it('are in Kommo once each, in order and as whoever wrote them, when worker and api are killed on the way; again adds nothing', async () => {
    const chats = Array.from({ length: 20 }, (_, n) => oldChat(String(880_000 + n), 15, LAST_YEAR, `c${String(n)}`));
    const file = exportOf(chats);
    const id = await handIn(world, file, { ...FAST, perSecond: 25 });
    const surveyed = await importIs(world, id, ({ state }) => state === 'surveyed');
    expect(surveyed.survey).toMatchObject({ messages: 300, known: 0, chatsNew: 20, leads: 0 });
    expect(await rowsOfImports()).toBe(0);

    await say(world, id, 'start');
    await importIs(world, id, ({ counts }) => counts.sent > 40);
    for (const command of ['worker', 'api'] as const) {
      world.processes.find((each) => each.command === command && each.running())?.kill('SIGKILL');
      await world.spawn(command);
    }
    const done = await importIs(world, id, ({ state }) => state === 'done');
    expect(done.counts).toMatchObject({ told: 300, known: 0, sent: 300, failed: 0, unknown: 0, waiting: 0 });
    expect(done.result).toMatchObject({ kommo: { sent: 300, found: 300, missing: 0, repeated: 0 }, differences: [] });

    for (const { address, messages } of chats) {
      const inbox = await inKommo(world, address);
      expect(inbox.map(({ text }) => text)).toEqual(messages.map(({ text }) => text));
      expect(inbox.map(({ at }) => at)).toEqual(messages.map(({ at }) => at));
      expect(inbox.filter(({ notified }) => notified)).toEqual([]);
      inbox.forEach((message, n) => {
        const old = messages[n];
        expect(message.direction).toBe(old?.by === 'customer' ? 'incoming' : 'outgoing');
        if (old?.author === 'maria') expect(message.author).toBe(MARIA.name);
        if (old?.author === 'daniel') expect(message.author).not.toBe(DANIEL.name);
        expect(message.media === null).toBe(old?.file === undefined);
        const quoted = inbox.find(({ clientId }) => clientId === messages[n - 1]?.id) ?? inbox[n - 1];
        if (old?.replyTo !== undefined) expect(message.quote?.messageId).toBe(quoted?.id);
      });
    }

    const before = (await world.journal()).filter(({ operation }) => operation === 'send').length;
    const again = await broughtIn(world, file, FAST);
    expect(again.counts).toMatchObject({ told: 300, known: 300, sent: 0 });
    expect((await world.journal()).filter(({ operation }) => operation === 'send')).toHaveLength(before);
    expect(readdirSync(path.join(world.dataDir, 'imports'))).toEqual([]);
  });

  it('stop and go on as told, and a cancelled import leaves the rest for the next one', async () => {
    const file = exportOf([oldChat('881000', 40, LAST_YEAR), oldChat('881001', 40, LAST_YEAR)]);
    const id = await handIn(world, file, { ...FAST, perSecond: 10 });
    await importIs(world, id, ({ state }) => state === 'surveyed');
    expect((await say(world, id, 'resume')).status).toBe(409);
    await say(world, id, 'start');
    await importIs(world, id, ({ counts }) => counts.sent >= 5);
    expect((await say(world, id, 'pause')).status).toBe(200);
    const paused = await importIs(world, id, (now) => now.paused);
    // What was under way ends; then nothing more goes.
    await waitFor(async () => (await chatsBeingTold()) === 0, { timeoutMs: 60_000, what: 'silence' });
    expect(paused.counts.waiting).toBeGreaterThan(0);

    expect((await say(world, id, 'resume')).status).toBe(200);
    const { sent } = (await importNow(world, id)).counts;
    await importIs(world, id, ({ counts }) => counts.sent > sent);
    expect((await say(world, id, 'cancel')).status).toBe(200);
    const ended = await importIs(world, id, ({ state, counts }) => state === 'cancelled' && counts.waiting === 0);
    expect(ended.counts.sent).toBeLessThan(80);
    expect(ended.counts.sent + ended.counts.ignored + ended.counts.unknown).toBe(80);
    expect((await say(world, id, 'start')).status).toBe(409);

    const rest = await broughtIn(world, file, FAST);
    expect(rest.counts.sent + rest.counts.known).toBe(80);
    for (const address of ['881000', '881001']) {
      const texts = (await inKommo(world, address)).map(({ text }) => text);
      expect(texts).toEqual(Array.from({ length: 40 }, (_, n) => `old ${address}.${String(n)}`));
    }
  });

  it('of one chat come once and in order from two imports at a time, and so does what is written live in the same second', async () => {
    const { chatId } = await world.newCustomer('Bea');
    const first = await world.customerWrites(chatId, 'live one');
    const at = Math.floor(Date.now() / 1_000) * 1_000;
    const whole = oldChat(chatId, 30, LAST_YEAR);
    const live = { id: String(first.id), at, by: 'customer', text: 'live one' } as const;
    const older = { ...whole, messages: whole.messages.slice(0, 20) };
    const newer = { ...whole, messages: [...whole.messages.slice(10), live] };
    const ids = await Promise.all([handIn(world, exportOf([older]), FAST), handIn(world, exportOf([newer]), FAST)]);
    for (const id of ids) await importIs(world, id, ({ state }) => state === 'surveyed');
    await Promise.all(ids.map((id) => say(world, id, 'start')));
    const second = world.customerWrites(chatId, 'live two');
    for (const id of ids) await importIs(world, id, ({ state }) => state === 'done');
    await second;

    const wanted = [...whole.messages.map(({ text }) => text), 'live one', 'live two'];
    await waitFor(async () => (await inKommo(world, chatId)).length >= wanted.length, {
      timeoutMs: 60_000,
      what: 'all of it',
    });
    expect((await inKommo(world, chatId)).map(({ text }) => text)).toEqual(wanted);
  });

  it('wait for no import: what comes live while its import is paused goes at once, and only once', async () => {
    const { chatId } = await world.newCustomer('Cora');
    const said = { id: '1', at: Date.now() - 60_000, by: 'customer', text: 'told by both' } as const;
    const old = oldChat(chatId, 30, LAST_YEAR);
    const id = await handIn(world, exportOf([{ ...old, messages: [...old.messages, said] }]), {
      ...FAST,
      perSecond: 2,
    });
    await importIs(world, id, ({ state }) => state === 'surveyed');
    await say(world, id, 'start');
    await importIs(world, id, ({ counts }) => counts.sent > 0);
    await say(world, id, 'pause');

    const written = await world.customerWrites(chatId, 'told by both');
    expect(written.id).toBe(1);
    await waitFor(async () => (await inKommo(world, chatId)).some(({ text }) => text === 'told by both'), {
      timeoutMs: 60_000,
      what: 'the live message',
    });
    await say(world, id, 'cancel');
    await importIs(world, id, ({ state }) => state === 'cancelled');
    expect((await inKommo(world, chatId)).filter(({ text }) => text === 'told by both')).toHaveLength(1);
  });

  it('that are crafted, or none, are refused with the reason, and nothing of them is kept', async () => {
    const before = await rowsOfImports();
    const broken = Buffer.from(exportOf([oldChat('882000', 5, LAST_YEAR)]));
    const escaping = Buffer.from(broken.toString('latin1').replaceAll('history.jsonl', '../story.jsonl'), 'latin1');
    for (const file of [escaping, broken.subarray(0, broken.length - 40), Buffer.from('%PDF-1.7 no export\n')]) {
      const id = await handIn(world, new Uint8Array(file), FAST);
      const { state, trouble } = await importIs(world, id, (now) => ['refused', 'surveyed'].includes(now.state));
      expect(state).toBe('refused');
      expect(trouble).toMatch(/\w+.*\./);
      expect((await say(world, id, 'start')).status).toBe(409);
      expect((await upload(world, id, new Uint8Array(file))).status).toBe(409);
    }
    expect(await rowsOfImports()).toBe(before);
  });

  it('whose dates may mean two things wait for the answer, and may be looked at as often as one likes until they are started', async () => {
    const customer = { address: '886000' };
    const id = await handIn(world, UNCLEAR.file, { ...FAST, customer, fileName: UNCLEAR.fileName });
    const refused = await importIs(world, id, ({ state }) => state === 'refused');
    expect([refused.asks, (await say(world, id, 'start')).status]).toEqual(['date-order', 409]);

    for (const [dateOrder, month] of [
      ['month-first', 2],
      ['day-first', 3],
    ] as const) {
      expect((await lookAgain(world, id, { ...FAST, customer, dateOrder })).status).toBe(200);
      const { survey } = await importIs(world, id, ({ state }) => state === 'surveyed');
      expect(survey?.oldest).toBe(new Date(Date.UTC(2024, month, month === 2 ? 4 : 3, 10)).toISOString());
    }
    await say(world, id, 'start');
    await importIs(world, id, ({ state }) => state === 'done');
    expect((await inKommo(world, '886000')).map(({ text, at }) => [text, at])).toEqual([
      ['Hello', Date.UTC(2024, 3, 3, 10)],
      ['Good morning', Date.UTC(2024, 4, 4, 10, 5)],
    ]);
    expect((await lookAgain(world, id, { ...FAST, customer })).status).toBe(409);
  });

  it('tell Kommo of the newest as of a live one, where that is wanted', async () => {
    const done = await broughtIn(world, exportOf([oldChat('883000', 3, LAST_YEAR)]), { ...FAST, newestLive: true });
    expect(done.counts.sent).toBe(3);
    expect((await inKommo(world, '883000')).map(({ notified }) => notified)).toEqual([false, false, true]);
  });
});
