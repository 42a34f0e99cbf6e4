import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { Client, Connection } from '@temporalio/client';
import { strToU8, zipSync } from 'fflate';
import { asImportId } from '../../src/model/ids';
import { SANDBOX } from '../../src/sandbox/credentials';
import { importWorkflowId } from '../../src/workflows/import-contract';
import { craftedZip } from '../history/crafted-zip';
import {
  broughtIn,
  exportOf,
  fetchFrom,
  handIn,
  importIs,
  importNow,
  inKommo,
  lookAgain,
  oldChat,
  plantPast,
  say,
  UNCLEAR,
  upload,
} from '../support/imports';
import { connectLine } from '../support/lines';
import { sampleFile } from '../support/sample-files';
import { testTemporal } from '../support/stack';
import { waitFor } from '../support/wait-for';
import { World } from '../support/world';

jest.setTimeout(240_000);

const CLI = path.join(__dirname, '..', '..', 'dist', 'cli.js');
const [MARIA, DANIEL] = SANDBOX.kommo.users;
const USERS = { maria: MARIA.id };
const FAST = { perSecond: 50, users: USERS };
const LAST_YEAR = Date.UTC(2025, 3, 1, 9);

/** What the WhatsApp app of the business has kept of one chat, oldest first. */
const PUSHED = [
  { from: 'customer', text: 'Are you open on Sunday?', daysAgo: 40 },
  { from: 'business', text: 'From ten to two.', daysAgo: 39.9 },
  { from: 'customer', text: 'Perfect', daysAgo: 39.8, answers: 1 },
  { from: 'customer', text: 'And today?', daysAgo: 0.5 },
] as const;

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

  /** The number, brought to the platform with what its phone had kept. @returns the source's id */
  async function whatsApp(): Promise<string> {
    const idOf = async (): Promise<string | undefined> => {
      const found = await world.database.pool.query<{ id: string }>(
        "select id from sources where messenger = 'whatsapp'",
      );
      return found.rows[0]?.id;
    };
    const known = await idOf();
    if (known !== undefined) return known;
    const line = (await world.state()).lines.lines.find(({ messenger }) => messenger === 'whatsapp');
    const threads = [{ phone: '15550107701', name: 'Dora Lind', messages: PUSHED }];
    await world.control('POST', `/lines/whatsapp/${encodeURIComponent(line?.id ?? '')}/act`, {
      act: 'onboard',
      threads,
    });
    await connectLine(world, 'whatsapp');
    return (await idOf()) ?? '';
  }

  /** What operators read of an import in the Temporal UI. */
  async function detailsOf(id: string): Promise<string> {
    const { address, namespace } = await testTemporal();
    const connection = await Connection.connect({ address });
    try {
      const { currentDetails } = await new Client({ connection, namespace }).workflow
        .getHandle(importWorkflowId(asImportId(id)))
        .query<{ currentDetails: string }>('__temporal_workflow_metadata');
      return currentDetails;
    } finally {
      await connection.close();
    }
  }

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

  it('of Telegram Desktop come with their pictures, quotes and original times', async () => {
    const at = (minute: number) => ({
      date: '2025-04-01T09:00:00',
      date_unixtime: String(LAST_YEAR / 1_000 + minute * 60),
    });
    const ana = { from: 'Аня 🌷', from_id: 'user884000' };
    const shop = { from: 'Shop', from_id: 'user777' };
    const said = (id: number, more: object): object => ({ id, type: 'message', text: '', text_entities: [], ...more });
    const result = {
      name: 'Аня 🌷',
      type: 'personal_chat',
      id: 884_000,
      messages: [
        said(1, { ...at(0), ...ana, text: ['Is ', { type: 'bold', text: 'this' }, ' in stock? 👩‍🌾'] }),
        said(2, { ...at(1), ...ana, photo: 'photos/photo_1.png', text: 'This one' }),
        said(3, { ...at(2), ...shop, text: 'Yes', reply_to_message_id: 1 }),
        said(4, { ...at(3), ...ana, photo: '(File not included. Change data exporting settings to download.)' }),
        { id: 5, type: 'service', ...at(4), actor: 'Shop', actor_id: 'user777', action: 'phone_call', text: '' },
      ],
    };
    const file = zipSync({
      'ChatExport/result.json': strToU8(JSON.stringify(result)),
      'ChatExport/photos/photo_1.png': new Uint8Array(sampleFile('png').bytes),
    });
    const done = await broughtIn(world, file, FAST);
    expect(done).toMatchObject({
      counts: { sent: 4, failed: 0, unknown: 0 },
      result: { kommo: { found: 4, missing: 0 } },
    });
    const inbox = await inKommo(world, '884000');
    expect(inbox.map(({ at: time }) => time)).toEqual([0, 1, 2, 3].map((minute) => LAST_YEAR + minute * 60_000));
    expect(inbox.map(({ direction }) => direction)).toEqual(['incoming', 'incoming', 'outgoing', 'incoming']);
    expect(inbox.map(({ text }) => text).slice(0, 3)).toEqual(['Is this in stock? 👩‍🌾', 'This one', 'Yes']);
    expect(inbox[1]?.media).toMatchObject({ state: 'there' });
    expect(inbox[2]?.quote?.messageId).toBe(inbox[0]?.id);
    // What was left out of the export is told where it was.
    expect(inbox[3]?.text).toContain('without files');
  });

  it('of WhatsApp come for the number that the import names, and what the phone left out is told', async () => {
    const sourceId = await whatsApp();
    const text = [
      '25/12/23, 18:05 - Messages and calls are end-to-end encrypted.',
      '25/12/23, 18:05 - Ann Bell: Merry Christmas 🎄',
      'and thank you',
      '25/12/23, 18:06 - Shop: You too!',
      '26/12/23, 09:00 - Ann Bell: IMG-20231226-WA0001.png (file attached)',
      '26/12/23, 09:01 - Ann Bell: <Media omitted>',
    ].join('\n');
    const name = 'WhatsApp Chat with Ann Bell';
    const file = zipSync({
      [`${name}.txt`]: strToU8(text),
      'IMG-20231226-WA0001.png': new Uint8Array(sampleFile('png').bytes),
    });
    const done = await broughtIn(world, file, {
      ...FAST,
      sourceId,
      fileName: `${name}.zip`,
      timeZone: 'Europe/Berlin',
      customer: { phone: '+1 555 010 7788' },
    });
    expect(done).toMatchObject({
      counts: { sent: 4, failed: 0, unknown: 0 },
      result: { kommo: { found: 4, missing: 0 } },
    });
    const inbox = await inKommo(world, '15550107788');
    expect(inbox[0]).toMatchObject({
      text: 'Merry Christmas 🎄\nand thank you',
      direction: 'incoming',
      at: Date.UTC(2023, 11, 25, 17, 5),
    });
    expect(inbox[1]).toMatchObject({ text: 'You too!', direction: 'outgoing' });
    expect(inbox[2]?.media).toMatchObject({ state: 'there' });
    expect(inbox[3]?.text).toContain('without files');
  });

  it('of the WhatsApp app on a phone are pushed when its number is connected, and wait for an import', async () => {
    await whatsApp();
    const done = await waitFor(
      async () => {
        const { status, body } = await fetchFrom(world, 'whatsapp', FAST);
        expect(status).toBe(201);
        const looked = await importIs(world, body.id, ({ state }) => state === 'surveyed' || state === 'refused');
        // What is pushed comes in its own time: as long as it is not all here nothing is taken.
        if (looked.survey?.messages === PUSHED.length) return looked;
        if (looked.state === 'surveyed') await say(world, body.id, 'cancel');
        return undefined;
      },
      { timeoutMs: 120_000, everyMs: 1_000, what: 'all that was pushed' },
    );
    await say(world, done.id, 'start');
    const ended = await importIs(world, done.id, ({ state }) => state === 'done');
    expect(ended).toMatchObject({ counts: { sent: PUSHED.length, failed: 0 }, result: { kommo: { missing: 0 } } });
    const inbox = await inKommo(world, '15550107701');
    expect(inbox.map(({ text, direction }) => [text, direction])).toEqual(
      PUSHED.map(({ text, from }) => [text, from === 'customer' ? 'incoming' : 'outgoing']),
    );
    expect(inbox[2]?.quote?.messageId).toBe(inbox[1]?.id);
    expect(inbox.some(({ notified }) => notified)).toBe(false);
  });

  const story = '{"type":"chat","id":"882000","title":"Zoë"}\n';
  const entry = { name: 'history.jsonl', content: story };
  it.each<[string, Buffer]>([
    ['a file that would unpack to far more', craftedZip([entry, { name: 'a.bin', content: Buffer.alloc(20_000_000) }])],
    ['a file that lies about its size', craftedZip([entry, { name: 'a.bin', content: 'x', size: 4_000_000_000 }])],
    [
      'files upon one another',
      craftedZip(['a', 'b', 'c'].map((name) => ({ name, content: 'x'.repeat(99), offset: 0 }))),
    ],
    ['more than 100,000 files', craftedZip([entry], { count: 100_001, zip64: true })],
    ['a way out', craftedZip([{ ...entry, name: '../history.jsonl' }])],
    ['a password', craftedZip([{ ...entry, flags: 0x801 }])],
    ['its end missing', craftedZip([entry]).subarray(0, -30)],
    ['texts in Latin-1', craftedZip([{ ...entry, content: Buffer.from(story, 'latin1') }])],
    ['another thing in it', craftedZip([{ name: 'report.pdf', content: '%PDF-1.7 no export' }])],
  ])('are refused with the reason, and nothing of them is kept, from an archive with %s', async (_, file) => {
    const before = await rowsOfImports();
    const id = await handIn(world, new Uint8Array(file), FAST);
    const { state, trouble } = await importIs(world, id, (now) => ['refused', 'surveyed'].includes(now.state));
    expect(state).toBe('refused');
    expect(trouble).toMatch(/\w+ \w+/);
    expect((await say(world, id, 'start')).status).toBe(409);
    expect((await upload(world, id, new Uint8Array(file))).status).toBe(409);
    expect(await rowsOfImports()).toBe(before);
    expect(readdirSync(path.join(world.dataDir, 'imports'))).toEqual([]);
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

  it('that the messenger keeps are asked for page by page, and are the same when the worker is killed meanwhile', async () => {
    const line = await connectLine(world, 'custom');
    const [ida, marek] = SANDBOX.custom.visitors;
    const chats = [ida, marek].map(({ id }, n) => oldChat(id, 12, LAST_YEAR + n * 30_000, `kept ${String(n)}`));
    await plantPast(world, line, chats);
    const path = `/lines/custom/${line.id}/handsets/${ida.id}/messages`;
    await world.control('POST', path, { text: 'said live' });
    await waitFor(async () => (await inKommo(world, ida.id)).some(({ text }) => text === 'said live'), {
      timeoutMs: 60_000,
      what: 'the live message',
    });

    expect(await fetchFrom(world, 'telegram')).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('Telegram gives Courier no old conversations') as string },
    });
    await world.control('PATCH', '/assumptions', { 'custom-history-page': 5 });
    const slow = await world.fault({ name: 'custom-latency', ms: 1_500, operation: 'history.requested' });
    const { status, body } = await fetchFrom(world, 'custom', { perSecond: 50 });
    expect(status).toBe(201);
    await importIs(world, body.id, ({ fetched }) => (fetched ?? 0) >= 5);
    expect((await fetchFrom(world, 'custom')).status).toBe(409);
    world.processes.find((each) => each.command === 'worker' && each.running())?.kill('SIGKILL');
    await world.control('DELETE', `/faults/${slow.id}`);
    await world.spawn('worker');

    const { survey } = await importIs(world, body.id, ({ state }) => state === 'surveyed');
    expect(survey).toMatchObject({ messages: 25, known: 1, chatsNew: 1, files: 4, leads: 0 });
    const asked = (await world.journal()).filter(({ operation }) => operation === 'history.requested');
    // Five pages; the one that was under way may have been asked for twice.
    expect(asked.length).toBeLessThanOrEqual(7);
    await say(world, body.id, 'start');
    const done = await importIs(world, body.id, ({ state }) => state === 'done');
    expect(done.counts).toMatchObject({ told: 25, known: 1, sent: 24, failed: 0 });
    for (const { address, messages } of chats) {
      const inbox = (await inKommo(world, address)).filter(({ text }) => text !== 'said live');
      expect(inbox.map(({ text, at }) => ({ text, at }))).toEqual(messages.map(({ text, at }) => ({ text, at })));
      inbox.forEach((message, n) => {
        expect(message.direction).toBe(messages[n]?.by === 'customer' ? 'incoming' : 'outgoing');
        expect(message.media === null).toBe(messages[n]?.file === undefined);
        if (messages[n]?.replyTo !== undefined) expect(message.quote?.messageId).toBe(inbox[n - 1]?.id);
      });
    }
    expect((await inKommo(world, ida.id)).filter(({ text }) => text === 'said live')).toHaveLength(1);

    // Again it brings what has come since, and of a file that is gone the reason.
    const late = { id: 'late', at: LAST_YEAR + 3_600_000, by: 'customer', text: 'too late', file: 'late.png' } as const;
    await plantPast(world, line, [{ address: marek.id, title: '', messages: [late] }]);
    await world.control('PATCH', '/assumptions', { 'custom-file-life-ms': 1 });
    const busy = await world.fault({ name: 'custom-error', status: 429, operation: 'history.requested' });
    const again = (await fetchFrom(world, 'custom', { perSecond: 50 })).body.id;
    const { trouble } = await importIs(world, again, (now) => now.trouble !== null);
    expect(trouble).toContain('more slowly');
    await waitFor(async () => (await detailsOf(again)).includes(`Waits: ${trouble ?? ''}`), {
      timeoutMs: 30_000,
      what: 'the details in Temporal to say why',
    });
    await world.control('DELETE', `/faults/${busy.id}`);
    await importIs(world, again, ({ state }) => state === 'surveyed');
    await say(world, again, 'start');
    const ended = await importIs(world, again, ({ state }) => state === 'done');
    expect(ended.counts).toMatchObject({ told: 26, known: 25, sent: 1, failed: 0 });
    const [shown] = (await inKommo(world, marek.id)).filter(({ text }) => text.includes('too late'));
    expect(shown).toMatchObject({ media: null, text: expect.stringContaining('not there any more') as string });
  });

  it('of a Page are asked for at the pace that Meta allows, and a cancelled one leaves nothing behind', async () => {
    const line = await connectLine(world, 'messenger');
    const { lines } = await world.state();
    const handset = lines.handsets.find(({ lineId }) => lineId === line.id);
    const chat = oldChat(handset?.id ?? '', 8, LAST_YEAR, 'of a Page');
    await plantPast(world, line, [chat]);
    const path = `/lines/messenger/${line.id}/handsets/${chat.address}/messages`;
    await world.control('POST', path, { text: 'said live' });
    await waitFor(async () => (await inKommo(world, chat.address)).some(({ text }) => text === 'said live'), {
      timeoutMs: 60_000,
      what: 'the live message',
    });

    const slow = await world.fault({ name: 'messenger-latency', ms: 5_000, operation: 'conversations' });
    const first = await fetchFrom(world, 'messenger', { perSecond: 50 });
    expect((await say(world, first.body.id, 'cancel')).status).toBe(200);
    await importIs(world, first.body.id, ({ state }) => state === 'cancelled');
    await world.control('DELETE', `/faults/${slow.id}`);
    expect((await world.database.pool.query('select from messenger_history')).rowCount).toBe(0);

    const { rows } = await world.database.pool.query<{ id: string }>(
      "select id from sources where messenger = 'messenger'",
    );
    const args = [CLI, 'import', '--from-messenger', '--source', rows[0]?.id ?? '', '--per-second', '50'];
    const { stdout } = await promisify(execFile)(process.execPath, args, { env: { ...process.env, ...world.env } });
    expect(stdout).toContain('The messenger is asked: ');
    expect(stdout).toContain('9 messages in 1 chats (messenger)');
    expect(stdout).toContain('8 sent, 8 of them found in Kommo, 1 known before');
    const inbox = (await inKommo(world, chat.address)).filter(({ text }) => text !== 'said live');
    expect(inbox.map(({ text, at }) => ({ text, at }))).toEqual(chat.messages.map(({ text, at }) => ({ text, at })));
    expect(inbox.map(({ media }) => media !== null)).toEqual(chat.messages.map(({ file }) => file !== undefined));
    expect((await world.database.pool.query('select from messenger_history')).rowCount).toBe(0);
    const journal = await world.journal();
    expect(journal.filter(({ side, status }) => side === 'messenger' && (status ?? 0) >= 400)).toEqual([]);
  });
});
