import { SANDBOX } from '../../src/sandbox/credentials';
import { botPath, Harness } from './support/harness';
import { pick, type Answered } from './support/http';
import { messageOf, PARTS, upload } from './support/telegram-form';

const CHAT = SANDBOX.telegram.customer.id;
const HOUR = 3_600_000;
const BUTTONS = {
  inline_keyboard: [[{ text: 'Yes', callback_data: 'y' }], [{ text: 'Site', url: 'https://x.example/' }]],
};
const SAME =
  'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message';

let box: Harness;
beforeEach(async () => {
  box = await Harness.start();
  await box.customerWrites('Hello');
  await box.telegram('sendMessage', { chat_id: CHAT, text: 'Hi', reply_markup: BUTTONS });
});
afterEach(() => box.stop());

function expectRefusal(answer: Answered, reason: string): void {
  expect(answer.json).toEqual({ ok: false, error_code: 400, description: `Bad Request: ${reason}` });
  expect(answer.status).toBe(400);
}

const call = (method: string, more: object = {}) => box.telegram(method, { chat_id: CHAT, message_id: 2, ...more });
const messages = async () => (await box.state()).telegram.phones[0]?.messages ?? [];
const sendPhoto = (more: object = {}) =>
  upload(box, 'sendPhoto', { chat_id: CHAT, caption: 'Look', ...more }, { photo: PARTS.photo });

describe('editing', () => {
  test('changes the text, and takes the buttons away unless they come again', async () => {
    const edited = messageOf(await call('editMessageText', { text: 'Hi there', reply_markup: BUTTONS }));
    expect(edited).toMatchObject({ message_id: 2, text: 'Hi there', reply_markup: BUTTONS });
    expect(edited.edit_date).toEqual(expect.any(Number));
    expect(messageOf(await call('editMessageText', { text: 'Hi there' }))).not.toHaveProperty('reply_markup');
    expect((await messages()).at(-1)).toMatchObject({ text: 'Hi there', edited: true, buttons: [] });
  });

  test('changes a caption', async () => {
    await sendPhoto();
    const edited = await call('editMessageCaption', { message_id: 3, caption: 'Better' });
    expect(messageOf(edited)).toMatchObject({ caption: 'Better', photo: [{}, {}] });
    expect(messageOf(await call('editMessageCaption', { message_id: 3 }))).not.toHaveProperty('caption');
  });

  test('changes buttons alone', async () => {
    const reply_markup = { inline_keyboard: [[{ text: 'No', callback_data: 'n' }]] };
    expect(messageOf(await call('editMessageReplyMarkup', { reply_markup }))).toMatchObject({
      text: 'Hi',
      reply_markup,
    });
    expect(messageOf(await call('editMessageReplyMarkup'))).not.toHaveProperty('reply_markup');
  });

  test('changes the file, with its caption', async () => {
    await sendPhoto();
    const media = { type: 'document', media: 'attach://p', caption: 'Offer' };
    const answer = await upload(
      box,
      'editMessageMedia',
      { chat_id: CHAT, message_id: 3, media },
      { p: PARTS.document },
    );
    expect(messageOf(answer)).toMatchObject({
      message_id: 3,
      caption: 'Offer',
      document: { file_name: 'Offer 1.pdf' },
    });
    expect(messageOf(answer)).not.toHaveProperty('photo');
    expect((await messages()).at(-1)).toMatchObject({ kind: 'document', text: 'Offer', edited: true });
    const toText = { chat_id: CHAT, message_id: 2, media };
    expect((await upload(box, 'editMessageMedia', toText, { p: PARTS.document })).status).toBe(200);
  });

  test.each<[string, object, string]>([
    ['editMessageText', {}, 'message text is empty'],
    ['editMessageText', { text: 'x'.repeat(4097) }, 'message is too long'],
    ['editMessageText', { text: 'x', message_id: undefined }, 'message to edit not found'],
    [
      'editMessageText',
      { text: 'x', message_id: undefined, chat_id: undefined },
      'message identifier is not specified',
    ],
    ['editMessageText', { text: 'x', chat_id: undefined }, 'chat_id is empty'],
    ['editMessageText', { text: 'x', message_id: 9 }, 'message to edit not found'],
    ['editMessageText', { text: 'x', message_id: 1 }, "message can't be edited"],
    ['editMessageText', { text: 'x', message_id: 3 }, 'there is no text in the message to edit'],
    ['editMessageText', { text: 'Hi', reply_markup: BUTTONS }, SAME],
    ['editMessageText', { text: 'x', reply_markup: { remove_keyboard: true } }, 'inline keyboard expected'],
    ['editMessageCaption', { message_id: 2, caption: 'x' }, 'there is no caption in the message to edit'],
    ['editMessageCaption', { message_id: 4, caption: 'x' }, 'there is no caption in the message to edit'],
    ['editMessageCaption', { message_id: 3, caption: 'x'.repeat(1025) }, 'message caption is too long'],
    ['editMessageCaption', { message_id: 3, caption: 'Look' }, SAME],
    ['editMessageReplyMarkup', { reply_markup: BUTTONS }, SAME],
    ['editMessageReplyMarkup', { message_id: 9 }, 'message to edit not found'],
    ['editMessageMedia', { message_id: 3 }, 'parameter "media" is required'],
    [
      'editMessageMedia',
      { message_id: 3, media: { type: 'voice', media: 'x' } },
      'can\'t parse InputMedia: type "voice" is unsupported',
    ],
    ['editMessageMedia', { message_id: 3, media: { type: 'photo' } }, "can't parse InputMedia: media not found"],
    [
      'editMessageMedia',
      { message_id: 3, media: { type: 'photo', media: 'x' } },
      'wrong file identifier/HTTP URL specified',
    ],
  ])('%s with %j is refused', async (method, more, reason) => {
    await sendPhoto();
    await upload(box, 'sendSticker', { chat_id: CHAT }, { sticker: PARTS.sticker });
    expectRefusal(await call(method, more), reason);
  });

  test('the same file again is no change', async () => {
    const sent = messageOf(await sendPhoto());
    const { file_id } = (sent.photo as { file_id: string }[]).at(-1) ?? { file_id: '' };
    const media = { type: 'photo', media: file_id, caption: 'Look' };
    expectRefusal(await call('editMessageMedia', { message_id: 3, media }), SAME);
    const place = messageOf(await box.telegram('sendLocation', { chat_id: CHAT, latitude: 1, longitude: 2 }));
    const answer = await call('editMessageMedia', { message_id: place.message_id, media });
    expectRefusal(answer, "message can't be edited");
  });
});

describe('deleteMessage', () => {
  test('takes an own message away', async () => {
    expect((await call('deleteMessage')).json).toEqual({ ok: true, result: true });
    expect((await messages()).map(({ id }) => id)).toEqual([1]);
    expectRefusal(await call('deleteMessage'), 'message to delete not found');
  });

  test.each([
    [{ message_id: undefined }, 'message identifier is not specified'],
    [{ chat_id: undefined }, 'chat identifier is not specified'],
    [{ message_id: 9 }, 'message to delete not found'],
    [{ message_id: 1 }, "message can't be deleted"],
  ])('with %j is refused', async (more, reason) => {
    expectRefusal(await call('deleteMessage', more), reason);
  });

  test('works for two days', async () => {
    await box.control('PUT', '/clock', { offsetMs: 48 * HOUR });
    expectRefusal(await call('deleteMessage'), "message can't be deleted");
    await box.control('PUT', '/clock', { offsetMs: 47 * HOUR });
    expect((await call('deleteMessage')).status).toBe(200);
  });
});

describe('setMessageReaction', () => {
  const react = (reaction: unknown, more: object = {}) =>
    call('setMessageReaction', { message_id: 1, reaction, ...more });
  const reactions = async () => (await messages())[0]?.reactions;

  test('sets one reaction, in place of the one before, and takes it back', async () => {
    expect((await react([{ type: 'emoji', emoji: '👍' }], { is_big: true })).json).toEqual({ ok: true, result: true });
    await react([{ type: 'emoji', emoji: '❤' }]);
    expect(await reactions()).toEqual([{ emoji: '❤', by: 'Sandbox Shop' }]);
    await react([]);
    expect(await reactions()).toEqual([]);
    await react([{ type: 'emoji', emoji: '👨‍💻' }]);
    await react(undefined);
    expect(await reactions()).toEqual([]);
  });

  test.each<[unknown, object, string]>([
    [[{ type: 'emoji', emoji: '🍏' }], {}, 'REACTION_INVALID'],
    [[{ type: 'emoji', emoji: '❤️' }], {}, 'REACTION_INVALID'],
    [[{ type: 'emoji' }], {}, 'can\'t parse ReactionType: Can\'t find field "emoji"'],
    [[{ type: 'emoji', emoji: 5 }], {}, 'can\'t parse ReactionType: Field "emoji" must be of type String'],
    [[{ emoji: '👍' }], {}, 'can\'t parse ReactionType: Can\'t find field "type"'],
    [[{ type: 'custom_emoji', custom_emoji_id: '1' }], {}, 'REACTION_INVALID'],
    [[{ type: 'paid' }], {}, "can't parse ReactionType: invalid reaction type specified"],
    [Array.from({ length: 2 }, () => ({ type: 'emoji', emoji: '👍' })), {}, 'REACTION_INVALID'],
    [['👍'], {}, "can't parse ReactionType: expected an Object"],
    ['👍', {}, "can't parse reaction types JSON object"],
    [{ type: 'emoji', emoji: '👍' }, {}, 'expected an Array of ReactionType'],
    [[], { message_id: 9 }, 'message to react not found'],
    [[], { message_id: undefined }, 'message to react not found'],
    [[], { is_big: 'very' }, 'wrong type of "is_big": a boolean expected'],
  ])('%j with %j is refused', async (reaction, more, reason) => {
    expectRefusal(await react(reaction, more), reason);
  });
});

describe('buttons', () => {
  const press = async (row = 0, column = 0): Promise<string> =>
    pick(await box.control('POST', `${botPath}/chats/${String(CHAT)}/messages/2/press`, { row, column }), 'queryId');
  const answer = (callback_query_id: unknown, more: object = {}) =>
    box.telegram('answerCallbackQuery', { callback_query_id, ...more });
  const TOO_OLD = 'query is too old and response timeout expired or query ID is invalid';

  test('a pressed one turns until the query is answered, once', async () => {
    const query = await press();
    expect((await messages())[1]?.pressing).toEqual({ row: 0, column: 0 });
    expect((await answer(query, { text: 'Thanks', show_alert: false })).json).toEqual({ ok: true, result: true });
    expect((await messages())[1]?.pressing).toBeNull();
    expectRefusal(await answer(query), TOO_OLD);
  });

  test('an answer to an earlier press leaves the later one turning', async () => {
    const [first] = [await press(), await press()];
    await answer(first);
    expect((await messages())[1]?.pressing).not.toBeNull();
  });

  test.each<[object, string]>([
    [{ callback_query_id: '1' }, TOO_OLD],
    [{}, TOO_OLD],
    [{ text: 'x'.repeat(201) }, 'MESSAGE_TOO_LONG'],
    [{ url: 'https://x.example/' }, 'URL_INVALID'],
    [{ show_alert: 'loud' }, 'wrong type of "show_alert": a boolean expected'],
    [{ cache_time: 'long' }, 'wrong type of "cache_time": an integer expected'],
  ])('an answer %j is refused', async (more, reason) => {
    await press();
    expectRefusal(await answer(undefined, more), reason);
  });

  test('a query is good for a minute', async () => {
    const query = await press();
    await box.control('PUT', '/clock', { offsetMs: 61_000 });
    expectRefusal(await answer(query), TOO_OLD);
  });

  const send = (reply_markup: unknown) => box.telegram('sendMessage', { chat_id: CHAT, text: 'x', reply_markup });
  const one = (button: unknown) => ({ inline_keyboard: [[button]] });
  const row = (length: number) => Array.from({ length }, () => ({ text: 'b', callback_data: 'd' }));

  test.each([
    [one({ text: 'b', callback_data: 'ü'.repeat(32) })],
    [one({ text: 'b', url: 'tg://user?id=1' })],
    [one({ text: 'b', url: 'http://127.0.0.1:80/x' })],
    [one({ text: 'b', url: 'x.example/y' })],
    [one({ text: 'b', callback_data: 'd', style: 'danger' })],
    [{ inline_keyboard: Array.from({ length: 12 }, () => row(8)).concat([row(4)]) }],
    [{}],
    [{ inline_keyboard: [] }],
    [{ inline_keyboard: [[], row(1)] }],
    [{ keyboard: [['Menu', { text: 'Phone', request_contact: true }]], resize_keyboard: true }],
    [{ remove_keyboard: true }],
    [{ force_reply: true }],
    [JSON.stringify(one({ text: 'b', callback_data: 'd' }))],
  ])('%j is taken', async (markup) => {
    expect((await send(markup)).status).toBe(200);
  });

  test('are told again in answers and shown on the phone', async () => {
    const sent = messageOf(await send(BUTTONS));
    expect(sent.reply_markup).toEqual(BUTTONS);
    expect((await messages()).at(-1)?.buttons).toEqual([
      [{ text: 'Yes', url: null }],
      [{ text: 'Site', url: 'https://x.example/' }],
    ]);
    expect(messageOf(await send({ keyboard: [['Menu']] }))).not.toHaveProperty('reply_markup');
  });

  const wrong = (what: string) => `can't parse inline keyboard button: ${what}`;
  test.each<[unknown, string]>([
    ['no json', "can't parse reply keyboard markup JSON object"],
    [[], 'object expected as reply markup'],
    [{ inline_keyboard: {} }, 'field "inline_keyboard" must be of type Array'],
    [{ inline_keyboard: ['x'] }, 'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'],
    [one('b'), wrong('InlineKeyboardButton must be an Object')],
    [one({ callback_data: 'd' }), wrong('Can\'t find field "text"')],
    [one({ text: 5, callback_data: 'd' }), wrong('Field "text" must be of type String')],
    [one({ text: ' ', callback_data: 'd' }), wrong('Inline keyboard button text must be non-empty')],
    [one({ text: 'b' }), wrong('Text buttons are unallowed in the inline keyboard')],
    [one({ text: 'b', callback_data: 'd', style: 'loud' }), wrong('invalid button style specified')],
    [
      one({ text: 'b', callback_data: 'd', url: 'https://x.example' }),
      wrong('exactly one of the optional fields must be used'),
    ],
    [one({ text: 'b', callback_data: 5 }), wrong('Field "callback_data" must be of type String')],
    [one({ text: 'b', callback_data: '' }), wrong('Text buttons are unallowed in the inline keyboard')],
    [one({ text: 'b', callback_data: 'x'.repeat(65) }), 'BUTTON_DATA_INVALID'],
    [one({ text: 'b', url: 5 }), wrong('Field "url" must be of type String')],
    [
      one({ text: 'b', url: 'ftp://x.example' }),
      "inline keyboard button URL 'ftp://x.example' is invalid: Wrong HTTP URL",
    ],
    [
      one({ text: 'b', url: 'http://localhost' }),
      "inline keyboard button URL 'http://localhost' is invalid: Wrong HTTP URL",
    ],
    [one({ text: 'b', pay: true }), 'BUTTON_TYPE_INVALID'],
    [{ inline_keyboard: [row(9)] }, 'reply markup is too long'],
    [{ inline_keyboard: Array.from({ length: 101 }, () => row(1)) }, 'reply markup is too long'],
    [{ keyboard: 'Menu' }, 'field "keyboard" must be of type Array'],
    [{ keyboard: ['Menu'] }, 'field "keyboard" must be an Array of Arrays'],
    [{ keyboard: [[5]] }, "can't parse keyboard button: KeyboardButton must be a String or an Object"],
    [{ keyboard: [[{}]] }, 'can\'t parse keyboard button: Can\'t find field "text"'],
    [{ keyboard: [['']] }, "can't parse keyboard button: Keyboard button text must be non-empty"],
    [{ keyboard: [[{ text: '' }]] }, "can't parse keyboard button: Keyboard button text must be non-empty"],
    [
      { keyboard: [[{ text: 'b', request_contact: 5 }]] },
      'can\'t parse keyboard button: Field "request_contact" must be of type Boolean',
    ],
    [{ remove_keyboard: 'yes' }, 'field "remove_keyboard" must be of type Boolean'],
    [{ force_reply: true, input_field_placeholder: 5 }, 'field "input_field_placeholder" must be of type String'],
  ])('%j are refused', async (markup, reason) => {
    expectRefusal(await send(markup), reason);
  });
});

describe('chats', () => {
  test('typing shows on the phone until the next message', async () => {
    const { now } = await box.state();
    await box.telegram('sendChatAction', { chat_id: CHAT, action: 'typing' });
    const until = (await box.state()).telegram.phones[0]?.typingUntil ?? 0;
    expect(until - now).toBeGreaterThanOrEqual(5000);
    await box.telegram('sendMessage', { chat_id: CHAT, text: 'x' });
    expect((await box.state()).telegram.phones[0]?.typingUntil).toBeNull();
    await box.telegram('sendChatAction', { chat_id: CHAT, action: 'upload_photo' });
    expect((await box.state()).telegram.phones[0]?.typingUntil).toBeNull();
  });

  test('getChat tells who it is', async () => {
    expect((await box.telegram('getChat', { chat_id: CHAT })).json).toMatchObject({
      result: { id: CHAT, first_name: 'Ana', last_name: 'Lima', username: 'ana_lima', type: 'private' },
    });
    expectRefusal(await box.telegram('getChat', { chat_id: 1 }), 'chat not found');
    expectRefusal(await box.telegram('getChat'), 'chat_id is empty');
  });

  test('nobody shows a picture', async () => {
    const ask = (more: object) => box.telegram('getUserProfilePhotos', more);
    expect((await ask({ user_id: CHAT })).json).toEqual({ ok: true, result: { total_count: 0, photos: [] } });
    expectRefusal(await ask({ user_id: 1 }), 'user not found');
    expectRefusal(await ask({}), 'invalid user_id specified');
  });

  test('a reply names a part that is there', async () => {
    const send = (reply_parameters: object) =>
      box.telegram('sendMessage', { chat_id: CHAT, text: 'x', reply_parameters });
    expect(messageOf(await send({ message_id: 1, quote: 'lo' })).quote).toMatchObject({ text: 'lo', position: 3 });
    expectRefusal(await send({ message_id: 1, quote: 'no' }), 'QUOTE_TEXT_INVALID');
    expectRefusal(await send({ message_id: 1, chat_id: 5 }), 'message to be replied not found');
    const old = { chat_id: CHAT, text: 'x', reply_to_message_id: 1 };
    expect(messageOf(await box.telegram('sendMessage', old))).toHaveProperty('reply_to_message');
  });

  test('a group takes texts only, until it has moved', async () => {
    const group = pick(await box.control('POST', `${botPath}/groups`, { title: 'Friends' }), 'chatId');
    const sent = messageOf(await box.telegram('sendMessage', { chat_id: Number(group), text: 'x' }));
    expect(sent).toMatchObject({ chat: { id: Number(group), title: 'Friends', type: 'group' }, text: 'x' });
    expect((await box.state()).telegram.groups[0]?.messages).toMatchObject([{ author: 'Sandbox Shop', text: 'x' }]);
    expect((await box.telegram('getChat', { chat_id: group })).json).toMatchObject({ result: { title: 'Friends' } });
    expect((await box.telegram('sendChatAction', { chat_id: group, action: 'typing' })).status).toBe(200);
    const photo = await upload(box, 'sendPhoto', { chat_id: group }, { photo: PARTS.photo });
    expectRefusal(photo, 'not enough rights to send photos to the chat');

    const moved = pick(await box.control('POST', `${botPath}/groups/${group}/migrate`), 'migratedTo');
    expect((await box.telegram('sendMessage', { chat_id: group, text: 'x' })).json).toEqual({
      ok: false,
      error_code: 400,
      description: 'Bad Request: group chat was upgraded to a supergroup chat',
      parameters: { migrate_to_chat_id: Number(moved) },
    });
    expect((await box.telegram('sendMessage', { chat_id: moved, text: 'x' })).status).toBe(200);
  });
});
