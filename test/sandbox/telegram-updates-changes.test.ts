import { Harness } from './support/harness';
import { eventually } from './support/http';
import { upload } from './support/kommo-inbox';
import { botOffers, CHAT, FROM, IN_CHAT, phone, refusal, updates } from './support/phone';

const EVERYTHING = { allowed_updates: ['message', 'edited_message', 'callback_query', 'message_reaction'] };
const HERE = { latitude: 55.75, longitude: 37.61 };
const number = expect.any(Number) as number;

let box: Harness;
let ana: ReturnType<typeof phone>;
beforeEach(async () => {
  box = await Harness.start();
  ana = phone(box);
});
afterEach(() => box.stop());

describe('an edited message', () => {
  test('comes whole, behind the message itself', async () => {
    await ana.writes({ text: 'Hello', timestampMs: 1_790_000_000_000 });
    const answer = await ana.edits(1, { text: 'Hello!' });
    expect(answer).toMatchObject({ status: 200, json: { id: 1, text: 'Hello!', edited: true } });
    await box.setWebhook();
    const [first, edit] = await updates(box, 2);
    expect(first?.message).not.toHaveProperty('edit_date');
    expect(edit).toEqual({
      update_id: (first?.update_id ?? 0) + 1,
      edited_message: {
        message_id: 1,
        from: FROM,
        chat: IN_CHAT,
        date: 1_790_000_000,
        edit_date: number,
        text: 'Hello!',
      },
    });
  });

  test('may have other words beside its file, or another file', async () => {
    const before = (await upload(box, 'a.jpg', 'image/jpeg', 'picture')).id;
    const after = (await upload(box, 'b.jpg', 'image/jpeg', 'another')).id;
    await ana.writes({ file: before, as: 'photo', text: 'one' });
    await ana.edits(1, { text: 'two' });
    await ana.edits(1, { file: after });
    await ana.edits(1, { text: '' });
    await box.setWebhook();
    const [first, words, file, none] = (await updates(box, 4)).map((each) => each.message ?? each.edited_message);
    expect(words).toMatchObject({ caption: 'two', photo: first?.photo });
    expect(file).toMatchObject({ caption: 'two' });
    expect(file?.photo?.at(-1)?.file_unique_id).not.toBe(first?.photo?.at(-1)?.file_unique_id);
    expect(none).not.toHaveProperty('caption');
    expect(await ana.messages()).toMatchObject([{ kind: 'photo', text: '', file: { id: after }, edited: true }]);
  });

  test('tells how a live location moves', async () => {
    await ana.writes({ location: { ...HERE, livePeriodS: 900 } });
    await ana.edits(1, { location: { latitude: 55.76, longitude: 37.62 } });
    await box.setWebhook();
    const [, moved] = await updates(box, 2);
    expect(moved?.edited_message?.location).toEqual({ latitude: 55.76, longitude: 37.62, live_period: 900 });
  });

  test('is refused where a phone does not offer it', async () => {
    const { id: file } = await upload(box, 's.webp', 'image/webp', 'drawn');
    await ana.writes({ text: 'one' });
    await ana.writes({ location: HERE });
    await ana.writes({ file, as: 'sticker' });
    await ana.writes({ text: 'from Bob', forwardFrom: { name: 'Bob' } });
    const bots = await botOffers(box, [[{ text: 'A', callback_data: 'a' }]]);
    const long = 'x'.repeat(1025);
    const document = (await ana.writes({ file })).json as { id: number };
    const cases: [number, object, number, string][] = [
      [1, {}, 400, 'Nothing is changed.'],
      [1, { text: '' }, 400, 'The message is empty.'],
      [1, { as: 'photo', text: 'x' }, 400, 'There is no file to send.'],
      [1, { file }, 409, 'This message has no file that another could replace.'],
      [1, { location: HERE }, 409, 'Only a live location moves.'],
      [2, { location: HERE }, 409, 'Only a live location moves.'],
      [2, { text: 'x' }, 409, 'This message has no words that could be edited.'],
      [3, { text: 'x' }, 409, 'This message has no words that could be edited.'],
      [4, { text: 'x' }, 409, 'A message that was passed on cannot be edited.'],
      [bots, { text: 'x' }, 409, 'Only own messages can be edited.'],
      [document.id, { text: long }, 400, 'The words beside a file have at most 1024 characters; these are more.'],
      [99, { text: 'x' }, 404, 'chat 700000001 has no message 99'],
    ];
    for (const [id, change, status, words] of cases) {
      expect(refusal(await ana.edits(id, change))).toEqual([status, words]);
    }
    expect((await ana.messages()).filter(({ edited }) => edited)).toEqual([]);
  });
});

describe('a reaction', () => {
  test('tells what was there and what is there now', async () => {
    await ana.writes({ text: 'Hello' });
    await box.setWebhook(EVERYTHING);
    expect((await ana.reacts(1, { emoji: '❤' })).json).toMatchObject({ reactions: [{ emoji: '❤', by: 'Ana Lima' }] });
    await ana.reacts(1, { customEmojiId: '5368324170671202286' });
    expect((await ana.reacts(1, { emoji: null })).json).toMatchObject({ reactions: [] });
    const came = (await updates(box, 4)).flatMap((each) => each.message_reaction ?? []);
    const heart = { type: 'emoji', emoji: '❤' };
    const custom = { type: 'custom_emoji', custom_emoji_id: '5368324170671202286' };
    const same = { chat: IN_CHAT, message_id: 1, user: FROM, date: number };
    expect(came).toEqual([
      { ...same, old_reaction: [], new_reaction: [heart] },
      { ...same, old_reaction: [heart], new_reaction: [custom] },
      { ...same, old_reaction: [custom], new_reaction: [] },
    ]);
  });

  test('comes only where it was asked for', async () => {
    await ana.writes({ text: 'Hello' });
    await box.setWebhook({ allowed_updates: [] });
    await ana.reacts(1, { emoji: '❤' });
    await ana.writes({ text: 'after' });
    expect((await updates(box, 2)).map((each) => Object.keys(each)[1])).toEqual(['message', 'message']);
  });

  test('that is there already changes nothing', async () => {
    await ana.writes({ text: 'Hello' });
    await box.setWebhook(EVERYTHING);
    for (let n = 0; n < 2; n += 1) expect((await ana.reacts(1, { emoji: '❤' })).status).toBe(200);
    await ana.reacts(1, { emoji: '🔥' });
    const came = (await updates(box, 3)).flatMap((each) => each.message_reaction?.new_reaction ?? []);
    expect(came).toMatchObject([{ emoji: '❤' }, { emoji: '🔥' }]);
  });

  test("goes on the bot's messages too", async () => {
    await ana.writes({ text: 'Hello' });
    await box.telegram('sendMessage', { chat_id: CHAT, text: 'Good day' });
    await box.setWebhook(EVERYTHING);
    await ana.reacts(2, { emoji: '👍' });
    const came = (await updates(box, 2)).flatMap((each) => each.message_reaction ?? []);
    expect(came).toMatchObject([{ message_id: 2, new_reaction: [{ emoji: '👍' }] }]);
  });

  test('is refused where there is none to take back, or nothing to react to', async () => {
    await ana.writes({ text: 'Hello' });
    expect(refusal(await ana.reacts(1, { emoji: null }))).toEqual([
      409,
      'There is no reaction of this customer to take back.',
    ]);
    for (const body of [{}, { emoji: '❤', customEmojiId: '1' }]) {
      expect(refusal(await ana.reacts(1, body))).toEqual([400, 'A reaction is an emoji or a custom one.']);
    }
    expect(refusal(await ana.reacts(9, { emoji: '❤' }))).toEqual([404, 'chat 700000001 has no message 9']);
  });
});

describe('a button', () => {
  const rows = [
    [
      { text: 'One', callback_data: 'opt:1' },
      { text: 'Two', callback_data: 'opt:2' },
    ],
    [{ text: 'Site', url: 'https://shop.example/' }],
  ];
  beforeEach(async () => {
    await ana.writes({ text: 'Hello' });
    await box.setWebhook();
    await updates(box, 1);
  });

  test('tells the bot which, and turns a spinner until it answers', async () => {
    const id = await botOffers(box, rows);
    const answer = await ana.presses(id, 0, 1);
    const { queryId } = answer.json as { queryId: string };
    expect(answer.status).toBe(200);
    const [, update] = await updates(box, 2);
    expect(update).toEqual({
      update_id: number,
      callback_query: {
        id: queryId,
        from: FROM,
        message: expect.objectContaining({
          message_id: id,
          chat: IN_CHAT,
          from: expect.objectContaining({ is_bot: true }) as unknown,
          text: 'Pick',
          reply_markup: { inline_keyboard: rows },
        }) as unknown,
        chat_instance: expect.stringMatching(/^-?\d+$/) as string,
        data: 'opt:2',
      },
    });
    const pressing = async () => (await ana.messages())[1]?.pressing;
    expect(await pressing()).toEqual({ row: 0, column: 1 });
    await box.telegram('answerCallbackQuery', { callback_query_id: queryId });
    expect(await pressing()).toBeNull();
  });

  test('names its message without the content when that is too old', async () => {
    const id = await botOffers(box, rows);
    await ana.presses(id, 0, 0, { tooOld: true });
    const [, update] = await updates(box, 2);
    expect(update?.callback_query?.message).toEqual({ message_id: id, chat: IN_CHAT, date: 0 });
  });

  test('keeps its chat apart from others by the same number', async () => {
    const id = await botOffers(box, rows);
    await ana.presses(id, 0, 0);
    await ana.presses(id, 0, 1);
    const [, one, two] = await updates(box, 3);
    expect(one?.callback_query?.chat_instance).toBe(two?.callback_query?.chat_instance);
    expect(one?.callback_query?.id).not.toBe(two?.callback_query?.id);
  });

  test('that opens a link tells nobody, and one that is not there cannot be pressed', async () => {
    const id = await botOffers(box, rows);
    expect(refusal(await ana.presses(id, 1, 0))).toEqual([409, 'This button opens a link; the bot is not told.']);
    expect(refusal(await ana.presses(id, 1, 1))).toEqual([
      404,
      `message ${String(id)} has no button in row 1, column 1`,
    ]);
    expect(refusal(await ana.presses(1, 0, 0))).toEqual([404, 'message 1 has no button in row 0, column 0']);
    expect((await ana.presses(id, -1, 0)).status).toBe(400);
    expect((await ana.messages())[1]?.pressing).toBeNull();
  });
});

test('who has blocked the bot or is gone does nothing in the chat', async () => {
  await ana.writes({ text: 'Hello' });
  for (const [end, words] of [
    ['block', 'The customer has blocked the bot and cannot write to it.'],
    ['deactivate', "The customer's account was deleted, so nobody can write from it."],
  ] as const) {
    await ana.act(end);
    for (const answer of [
      await ana.writes({ text: 'x' }),
      await ana.album([]),
      await ana.edits(1, { text: 'x' }),
      await ana.reacts(1, { emoji: '❤' }),
      await ana.presses(1, 0, 0),
    ]) {
      expect(refusal(answer)).toEqual([409, words]);
    }
  }
});

test('the phone shows for a while that the bot types, and pages are told when it ends', async () => {
  await ana.writes({ text: 'Hello' });
  await box.telegram('sendChatAction', { chat_id: CHAT, action: 'typing' });
  const typingUntil = async () => (await box.state()).telegram.phones[0]?.typingUntil;
  const until = await typingUntil();
  expect(until).toBeGreaterThan(Date.now());
  await eventually(async () => (await typingUntil()) === null);
  expect(Date.now()).toBeGreaterThanOrEqual((until ?? 0) - 50);
  await box.telegram('sendChatAction', { chat_id: CHAT, action: 'typing' });
  await box.telegram('sendMessage', { chat_id: CHAT, text: 'Good day' });
  expect(await typingUntil()).toBeNull();
});
