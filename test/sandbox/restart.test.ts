import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { botPath, Harness } from './support/harness';
import { eventually, pick } from './support/http';
import { incoming } from './support/kommo-caller';
import { upload } from './support/kommo-inbox';
import { botOffers, phone } from './support/phone';

const CHAT = 700000001;

let folder: string;
let stateFile: string;
let logged: string[];
const running: Harness[] = [];
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'sandbox-state-'));
  stateFile = path.join(folder, 'deeper', 'sandbox.json');
  logged = [];
});
afterEach(async () => {
  for (const box of running.splice(0)) await box.stop();
  rmSync(folder, { recursive: true });
});

/** Another sandbox with this file, and another address of Courier. */
async function start(file = stateFile): Promise<Harness> {
  const box = await Harness.start({ stateFile: file, log: (text) => logged.push(text) });
  running.push(box);
  return box;
}

const updates = (box: Harness) =>
  box.courier.received.map(({ json }) => json as { update_id: number; message: { message_id: number; text: string } });
const read = (file: string): string => (existsSync(file) ? readFileSync(file, 'utf8') : '');
const lastEntry = async (box: Harness) => (await box.journal()).at(-1);

test('a conversation goes on after a restart', async () => {
  const before = await start();
  await before.kommo.connect();
  await before.setWebhook({ allowed_updates: ['message'] });
  await before.customerWrites('Hello', CHAT, { timestampMs: 1_790_000_000_000 });
  await before.courier.until(1);
  const { update_id, message } = updates(before)[0] ?? {};
  const sent = incoming('Hello', { sender: { id: 'person-1', name: 'Ana', profile: { phone: '+15550100001' } } });
  const ids = await before.kommo.send(sent);
  const chatId = pick(ids, 'new_message', 'conversation_id');
  const firstSeq = (await lastEntry(before))?.seq;
  const written = await before.managerWrites(chatId, 'Good day');
  await before.kommo.status(pick(written, 'id'), { status_code: -1, error_code: 905, error: 'no' });
  await before.telegram('sendMessage', { chat_id: CHAT, text: 'Good day', reply_parameters: message });
  await before.courier.until(2);
  await before.control('POST', `${botPath}/customers`, { firstName: 'Ben' });
  await before.assume({ 'response-ids': 'old', 'history-lag-ms': 0 });
  await before.control('PUT', '/clock', { offsetMs: 120_000 });
  await before.fault({ name: 'telegram-latency', ms: 1 });
  const old = await eventually(async () => {
    const state = await before.state();
    return state.kommo.chats[0]?.messages[1]?.hook && state.telegram.phones[0]?.messages[0]?.handed ? state : undefined;
  });
  const lastSeq = (await lastEntry(before))?.seq ?? 0;
  await before.stop();

  const box = await start();
  const moved = (text: string): unknown =>
    JSON.parse(text.replaceAll(before.courierUrl, box.courierUrl).replaceAll(before.sandbox.url, box.sandbox.url));
  const state = await box.state();
  expect(state).toEqual({ ...(moved(JSON.stringify(old)) as object), now: state.now, faults: [] });
  expect(state.now - Date.now()).toBeGreaterThan(110_000);
  expect(await box.journal()).toEqual([]);
  expect((await box.control('GET', '/assumptions')).json).toMatchObject({ 'response-ids': { value: 'old' } });
  expect((await box.telegram('getWebhookInfo')).json).toMatchObject({ result: { allowed_updates: ['message'] } });

  const repeat = await box.kommo.send(sent);
  expect(repeat.json).toMatchObject({ new_message: { msgid: pick(ids, 'new_message', 'msgid') } });
  expect(await lastEntry(box)).toMatchObject({ seq: lastSeq + 2, stored: false, repeats: firstSeq });
  expect((await box.kommo.status(pick(written, 'id'), { status_code: 1 })).status).toBe(200);
  const history = await box.kommo.history(chatId);
  expect(history.json).toMatchObject({ messages: [{ sender: { name: 'Maria Souza' } }, { sender: { name: 'Ana' } }] });

  await box.customerWrites('And now?');
  await box.courier.until(1);
  expect(updates(box)).toMatchObject([
    { update_id: (update_id ?? 0) + 1, message: { message_id: (message?.message_id ?? 0) + 2, text: 'And now?' } },
  ]);
  expect(box.courier.received[0]?.headers['x-telegram-bot-api-secret-token']).toBe('secret-1');
  await box.managerWrites(chatId, 'Now too');
  const [, hook] = await box.courier.until(2);
  expect(hook?.json).toMatchObject({ message: { receiver: { client_id: 'person-1', phone: '15550100001' } } });
  expect(logged.filter((line) => !line.startsWith('sandbox at '))).toEqual([]);
});

test('what waited for the webhook is delivered after a restart, in order', async () => {
  const before = await start();
  before.courier.answer = () => ({ status: 503, headers: { 'Retry-After': '3000' } });
  await before.setWebhook();
  const ben = pick(await before.control('POST', `${botPath}/customers`, { firstName: 'Ben' }), 'chatId');
  await before.customerWrites('one');
  await before.customerWrites('two');
  await before.customerWrites('from Ben', ben);
  await before.courier.until(2);
  await before.stop();

  const box = await start();
  await box.courier.until(3);
  const texts = updates(box).map(({ message }) => message.text);
  expect(texts.filter((text) => text !== 'from Ben')).toEqual(['one', 'two']);
  const state = await eventually(async () => {
    const now = await box.state();
    return now.telegram.bots[0]?.webhook?.pending === 0 ? now : undefined;
  });
  expect(state.telegram.phones.flatMap(({ messages }) => messages.map(({ handed }) => handed))).toEqual([
    true,
    true,
    true,
  ]);
});

test('an update that was on its way when the sandbox stopped is sent again', async () => {
  const before = await start();
  before.courier.answer = () => new Promise<number>(() => undefined);
  await before.setWebhook();
  await before.customerWrites('under way');
  await before.courier.until(1);
  await before.stop();
  const box = await start();
  await box.courier.until(1);
  expect(updates(box)).toEqual(updates(before));
  expect((await box.state()).telegram.bots[0]?.webhook?.lastError).toBeNull();
});

test('everything that people did on a phone is kept', async () => {
  const before = await start();
  const ana = phone(before);
  const photo = (await upload(before, 'p.jpg', 'image/jpeg', 'picture')).id;
  const place = { latitude: 1, longitude: 2 };
  const offer = [
    [
      { text: 'Yes', callback_data: 'y' },
      { text: 'Site', url: 'https://shop.example/' },
    ],
  ];
  const idOf = ({ json }: { json: unknown }): number => (json as { id: number }).id;
  const hello = idOf(await ana.writes({ text: 'Hello', start: 'promo' }));
  await ana.writes({ text: 'to this', replyTo: hello, quote: 'ell' });
  await ana.writes({ text: 'from Bob', forwardFrom: { name: 'Bob' } });
  const album = await ana.album([
    { file: photo, as: 'photo', text: 'Look' },
    { file: photo, as: 'photo' },
  ]);
  const live = idOf(await ana.writes({ location: { ...place, livePeriodS: 900 } }));
  await ana.writes({ location: { ...place, title: 'Cafe', address: 'Main 1' } });
  await ana.writes({ contact: { name: 'Ana Lima', phone: '12345', own: true } });
  await ana.writes({ poll: { question: 'Which?', options: ['A', 'B'] } });
  await ana.writes({ dice: true });
  await ana.edits(hello, { text: 'Hello!' });
  const offered = await botOffers(before, offer);
  const queryId = pick(await ana.presses(offered, 0, 0), 'queryId');
  await ana.reacts(offered, { emoji: '❤' });
  await ana.reacts(hello, { customEmojiId: '5' });
  const group = pick(await before.control('POST', `${botPath}/groups`, { title: 'Shop talk' }), 'chatId');
  await before.control('POST', `${botPath}/groups/${group}/messages`, { text: 'Hi all' });
  await before.control('POST', `${botPath}/groups/${group}/migrate`);
  const { telegram } = await before.state();
  await before.stop();

  const box = await start();
  expect((await box.state()).telegram).toEqual(telegram);
  const again = phone(box);
  expect((await again.edits(live, { location: { latitude: 3, longitude: 4 } })).status).toBe(200);
  expect((await again.edits(idOf({ json: (album.json as unknown[])[0] }), { text: 'Look!' })).status).toBe(200);
  expect((await again.presses(offered, 0, 1)).status).toBe(409);
  expect(await (await fetch(`${box.sandbox.url}/control/files/${photo}`)).text()).toBe('picture');
  expect((await box.telegram('answerCallbackQuery', { callback_query_id: queryId })).status).toBe(200);
  await box.setWebhook();
  // Reactions were not asked for.
  const kinds = (await box.courier.until(19)).map(({ json }) => Object.keys(json as object)[1] ?? '');
  const count = (kind: string): number => kinds.filter((each) => each === kind).length;
  expect([count('message'), count('edited_message'), count('callback_query'), count('my_chat_member')]).toEqual([
    14, 3, 1, 1,
  ]);
});

test('reactions and earlier ids of a message are kept', async () => {
  const before = await start();
  await before.kommo.connect();
  const first = incoming('Hello');
  const id = pick(await before.kommo.send(first), 'new_message', 'msgid');
  const scope = '5a0db0c5-0000-4000-8000-00000000c001_5a0db0c5-0000-4000-8000-00000000a001';
  const edit = { ...incoming('Hello!'), msgid: 'new-id', id };
  const edited = await before.kommo.call('POST', scope, { event_type: 'edit_message', payload: edit });
  expect(edited.status).toBe(200);
  const reaction = { conversation_id: 'chat-1', id, user: { id: 'person-1' }, type: 'react', emoji: '👍' };
  expect((await before.kommo.call('POST', `${scope}/react`, reaction)).status).toBe(200);
  await before.stop();

  const box = await start();
  expect((await box.state()).kommo.chats[0]?.messages).toMatchObject([
    { text: 'Hello!', edited: true, reactions: [{ emoji: '👍', by: 'Ana' }] },
  ]);
  for (const msgid of [String(first.msgid), 'new-id']) {
    expect(pick(await box.kommo.send({ ...first, msgid }), 'new_message', 'msgid')).toBe(id);
  }
});

test('a sandbox that is killed goes on from what it last saved, with ids it never gave out', async () => {
  const before = await start();
  await before.kommo.connect();
  await before.setWebhook();
  const chatId = pick(await before.kommo.send(incoming('Hello')), 'new_message', 'conversation_id');
  await before.customerWrites('saved');
  await eventually(async () => (await before.state()).telegram.phones[0]?.messages[0]?.handed);
  before.courier.answer = () => new Promise<number>(() => undefined);
  await before.managerWrites(chatId, 'under way');
  const saved = await eventually(() => {
    const text = read(stateFile);
    return Promise.resolve(text.includes('under way') && text.includes('"handed":true') && text);
  });
  await before.customerWrites('not saved');
  const copy = path.join(folder, 'killed.json');
  writeFileSync(copy, saved);

  const box = await start(copy);
  const state = await box.state();
  expect(state.telegram.phones[0]?.messages).toMatchObject([{ text: 'saved' }]);
  expect(state.kommo.chats[0]?.messages).toMatchObject([
    { text: 'Hello', hook: null },
    { text: 'under way', hook: { status: null, error: 'the sandbox was stopped meanwhile' } },
  ]);
  await box.customerWrites('new');
  await box.courier.until(1);
  await before.courier.until(3);
  const idsOf = (of: Harness) =>
    updates(of)
      .filter((update) => 'update_id' in update)
      .map((update) => [update.update_id, update.message.message_id] as const);
  const [given, anew] = [idsOf(before).at(-1), idsOf(box)[0]];
  expect(anew?.[0]).toBeGreaterThan(given?.[0] ?? Infinity);
  expect(anew?.[1]).toBeGreaterThan(given?.[1] ?? Infinity);
});

test.each([
  ['no JSON', '{"version":1,', 'it is no JSON'],
  ['of an older format', '{"version":0}', 'its format is version 0, this sandbox reads version 2'],
  ['of no format', '[]', 'at "": '],
  ['spoilt', undefined, 'it names nobody, which is not in it'],
])('a file that is %s is set aside', async (_name, content, reason) => {
  const first = await start();
  await first.kommo.connect();
  await first.kommo.send(incoming('Hello'));
  await first.stop();
  const spoilt = content ?? read(stateFile).replace(/"customer":"[^"]+"/, '"customer":"nobody"');
  writeFileSync(stateFile, spoilt);
  logged = [];

  const box = await start();
  expect(logged[0]).toContain(reason);
  expect(logged[1]).toContain(`set aside as ${stateFile}.set-aside`);
  expect(read(`${stateFile}.set-aside`)).toBe(spoilt);
  const { kommo, telegram } = await box.state();
  expect([kommo.chats, kommo.channels[0]?.connected]).toEqual([[], []]);
  expect(telegram.phones).toMatchObject([{ chatId: String(CHAT), messages: [] }]);
  // Courier may remember the ids of the sandbox that is forgotten.
  const { id } = (await box.customerWrites('Hi')).json as { id: number };
  expect(id).toBeGreaterThan(1e6);
});

test('a reset is kept too', async () => {
  const before = await start();
  await before.kommo.connect();
  await before.kommo.send(incoming('Hello'));
  await before.customerWrites('Hello');
  await before.control('POST', '/reset');
  await before.stop();
  const { kommo, telegram } = await (await start()).state();
  expect([kommo.chats, telegram.phones[0]?.messages]).toEqual([[], []]);
  expect(kommo.channels[0]?.connected).toHaveLength(1);
});

test('the sandbox works where it cannot save, and says so once', async () => {
  writeFileSync(path.join(folder, 'deeper'), 'a file where a folder is wanted');
  const box = await start();
  await box.customerWrites('Hello');
  await box.stop();
  const complaints = logged.filter((line) => line.includes('cannot be saved'));
  expect(complaints).toHaveLength(1);
});

test('the file is whole, and for its owner only: secrets of webhooks are in it', async () => {
  await (await start()).stop();
  expect(readdirSync(path.dirname(stateFile))).toEqual(['sandbox.json', 'sandbox.json-files']);
  expect(statSync(stateFile).mode & 0o077).toBe(0);
});
