import { SANDBOX } from '../../src/sandbox/credentials';
import { Harness } from './support/harness';
import { pick } from './support/http';
import { incoming, outgoing, SCOPE } from './support/kommo-caller';

const { channel, users } = SANDBOX.kommo;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

let box: Harness;
beforeEach(async () => {
  box = await Harness.start();
  await box.kommo.connect();
});
afterEach(() => box.stop());

const inbox = async () => (await box.state()).kommo.chats;

test('an incoming message makes chat and person, and answers with amojo ids', async () => {
  const payload = incoming('Olá 👍', { msgid: 'm-1' });
  const { status, json } = await box.kommo.send(payload);
  expect(status).toBe(200);
  expect(json).toEqual({
    new_message: {
      conversation_id: expect.stringMatching(UUID) as string,
      sender_id: expect.stringMatching(UUID) as string,
      msgid: expect.stringMatching(UUID) as string,
      ref_id: 'm-1',
    },
  });
  const [chat] = await inbox();
  expect(chat).toMatchObject({ clientId: 'chat-1', scopeId: SCOPE, customer: { clientId: 'person-1', name: 'Ana' } });
  expect(chat?.messages).toMatchObject([
    { clientId: 'm-1', direction: 'incoming', author: 'Ana', text: 'Olá 👍', notified: true, status: null, hook: null },
  ]);
  expect(chat?.messages[0]?.at).toBe(payload.msec_timestamp);
});

test('silent messages notify nobody', async () => {
  await box.kommo.send(incoming('old', { silent: true }));
  await box.kommo.send(incoming('new'));
  expect((await inbox())[0]?.messages.map(({ notified }) => notified)).toEqual([false, true]);
});

test('answers carry two ids only, if told so', async () => {
  await box.assume({ 'response-ids': 'old' });
  const { json } = await box.kommo.send(incoming('Hello', { msgid: 'm-1' }));
  expect(Object.keys((json as { new_message: object }).new_message)).toEqual(['msgid', 'ref_id']);
});

test('imports need a known author', async () => {
  const byUser = await box.kommo.send(outgoing('from phone', users[1].id));
  expect(pick(byUser, 'new_message', 'sender_id')).toBe(users[1].id);
  expect(pick(byUser, 'new_message', 'receiver_id')).toMatch(UUID);
  expect((await box.kommo.send(outgoing('robot', channel.bot.id))).status).toBe(200);
  const stranger = await box.kommo.send(outgoing('who', '00000000-0000-4000-8000-000000000000'));
  expect(stranger.status).toBe(400);
  expect(stranger.json).toMatchObject({ error_description: 'sender: user not found' });
  const noReceiver = await box.kommo.send(outgoing('to nobody', users[0].id, { receiver: undefined }));
  expect(noReceiver.json).toMatchObject({ error_description: 'receiver: required for an outgoing message' });
  expect((await inbox())[0]?.messages.map(({ author, direction }) => [author, direction])).toEqual([
    ['Daniel Reyes', 'outgoing'],
    ['Courier sandbox', 'outgoing'],
  ]);
  expect(box.courier.received).toEqual([]);
});

test('a repeated msgid stores nothing and answers with the first ids', async () => {
  const first = await box.kommo.send(incoming('one', { msgid: 'm-1' }));
  const again = await box.kommo.send(incoming('two', { msgid: 'm-1', conversation_id: 'chat-2' }));
  expect(again.json).toEqual(first.json);
  expect((await inbox()).map(({ messages }) => messages.map(({ text }) => text))).toEqual([['one']]);
  const [, original, repeat] = await box.journal();
  expect(original).toMatchObject({ stored: true, repeats: null, clientMessageId: 'm-1' });
  expect(repeat).toMatchObject({ stored: false, repeats: original?.seq, messageId: original?.messageId });

  await box.assume({ 'repeated-msgid': 'refuse-400' });
  const refused = await box.kommo.send(incoming('three', { msgid: 'm-1' }));
  expect(refused.status).toBe(400);
  expect(refused.json).toMatchObject({ error_description: 'msgid: already exists' });
});

test('conversation_ref_id wins over conversation_id, and must be there', async () => {
  const chatId = pick(await box.kommo.send(incoming('one')), 'new_message', 'conversation_id');
  const other = await box.kommo.send(incoming('two', { conversation_id: 'random', conversation_ref_id: chatId }));
  expect(pick(other, 'new_message', 'conversation_id')).toBe(chatId);
  const nowhere = incoming('three', { conversation_ref_id: '00000000-0000-4000-8000-000000000000' });
  expect((await box.kommo.send(nowhere)).text).toContain('conversation_ref_id: chat not found');
});

test('the same person keeps the id across chats, another id is another person', async () => {
  const sender = async (more: object): Promise<string> =>
    pick(await box.kommo.send(incoming('x', more)), 'new_message', 'sender_id');
  const ana = await sender({});
  expect(await sender({ conversation_id: 'chat-2' })).toBe(ana);
  expect(await sender({ sender: { id: 'person-2', name: 'Ana' } })).not.toBe(ana);
});

test('another person may write in the chat, unless told otherwise', async () => {
  await box.kommo.send(incoming('one'));
  const ben = { sender: { id: 'person-2', name: 'Ben' } };
  expect((await box.kommo.send(incoming('two', ben))).status).toBe(200);
  await box.assume({ 'other-person-in-chat': 'refuse-400' });
  expect((await box.kommo.send(incoming('three', ben))).text).toContain('sender: another customer is in this chat');
  expect((await box.kommo.send(incoming('four'))).status).toBe(200);
});

test('a quote must be in the same chat', async () => {
  await box.kommo.send(incoming('one', { msgid: 'm-1' }));
  const quote = { reply_to: { message: { msgid: 'm-1' } } };
  expect((await box.kommo.send(incoming('yes', quote))).status).toBe(200);
  expect((await box.kommo.send(incoming('no', { ...quote, conversation_id: 'chat-2' }))).status).toBe(400);
  await box.assume({ 'unknown-quote': 'ignore' });
  expect((await box.kommo.send(incoming('no', { ...quote, conversation_id: 'chat-2' }))).status).toBe(200);
});

test('every type is taken with what it needs', async () => {
  const media = 'http://127.0.0.1:1/1.bin';
  const messages = [
    ...['file', 'video', 'picture', 'voice', 'audio', 'sticker'].map((type) => ({ type, media, file_size: 7 })),
    { type: 'location', location: { lon: -46.63, lat: -23.55 } },
    { type: 'contact', contact: { name: 'Ana', phone: '+15550100001' } },
  ];
  for (const message of messages) {
    expect([message.type, (await box.kommo.send(incoming('', { message }))).status]).toEqual([message.type, 200]);
  }
});

test('an edit changes the text of a known message', async () => {
  await box.kommo.send(incoming('first', { msgid: 'm-1' }));
  const edit = (msgid: string) =>
    box.kommo.call('POST', SCOPE, { event_type: 'edit_message', payload: { ...incoming('second'), msgid } });
  const edited = await edit('m-1');
  expect(edited.json).toMatchObject({ new_message: { ref_id: 'm-1' } });
  expect((await inbox())[0]?.messages.map(({ text }) => text)).toEqual(['second']);
  expect((await edit('m-2')).status).toBe(400);
});
