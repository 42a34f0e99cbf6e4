import type {
  CallbackQuery,
  ChatMemberUpdated,
  Contact,
  Location,
  Message,
  MessageOrigin,
  MessageReactionUpdated,
  PhotoSize,
  Poll,
  Sticker,
  Update,
  User,
  Venue,
  WebhookInfo,
} from '@grammyjs/types';
import type { z } from 'zod';
import type * as shapes from '../../../src/messengers/telegram/shapes';
import { ann, base, chat, eventOf, group, receive, SECRET, update } from './updates';

const hello = { update_id: 500001, message: { ...base, text: 'Hello' } } satisfies Update;

describe('the shapes', () => {
  it('accept whatever the Bot API can send', () => {
    type Fits<Wire, Shape> = Wire extends Shape ? true : never;
    const fits: [
      Fits<Message, z.input<typeof shapes.Message>>,
      Fits<User, z.input<typeof shapes.User>>,
      Fits<WebhookInfo, z.input<typeof shapes.WebhookInfo>>,
      Fits<Message.TextMessage, z.input<typeof shapes.SentMessage>>,
      Fits<PhotoSize, z.input<typeof shapes.File>>,
      Fits<Sticker, z.input<typeof shapes.Sticker>>,
      Fits<Location, z.input<typeof shapes.Location>>,
      Fits<Venue, z.input<typeof shapes.Venue>>,
      Fits<Contact, z.input<typeof shapes.Contact>>,
      Fits<Poll, z.input<typeof shapes.Poll>>,
      Fits<MessageOrigin, z.input<typeof shapes.Origin>>,
      Fits<CallbackQuery, z.input<typeof shapes.CallbackQuery>>,
      Fits<MessageReactionUpdated, z.input<typeof shapes.ReactionUpdate>>,
      Fits<ChatMemberUpdated, z.input<typeof shapes.ChatMemberUpdate>>,
    ] = [true, true, true, true, true, true, true, true, true, true, true, true, true, true];
    expect(fits).toHaveLength(14);
  });
});

describe('verification', () => {
  it.each([
    ['without a secret', {}],
    ['with an empty one', { 'x-telegram-bot-api-secret-token': '' }],
    ['with another', { 'x-telegram-bot-api-secret-token': SECRET.toLowerCase() }],
    ['with a longer one', { 'x-telegram-bot-api-secret-token': `${SECRET}x` }],
  ])('refuses a request %s', (_, headers) => {
    expect(receive(JSON.stringify(hello), headers)).toMatchObject({ kind: 'refused', status: 401 });
  });
});

describe('messages', () => {
  it('reads a text', () => {
    expect(eventOf(hello)).toEqual({
      kind: 'message',
      key: 'message/777000123/42',
      source: '123456789',
      chat: '777000123',
      author: { remoteId: '777000123', name: 'Ann Lee', profileLink: 'https://t.me/annlee', language: 'en' },
      remoteId: '42',
      at: 1790000000000,
      opensWindow: true,
      content: { type: 'text', text: 'Hello' },
    });
  });

  it('names the same message alike when it comes again', () => {
    expect(eventOf({ ...hello, update_id: 500002 })).toMatchObject({ key: 'message/777000123/42' });
  });

  it.each(['/start', '/start abc_123'])('takes %j as a text like any other', (text) => {
    expect(eventOf({ ...hello, message: { ...hello.message, text } })).toMatchObject({
      kind: 'message',
      content: { type: 'text', text },
    });
  });

  it.each([
    [{ first_name: 'Ann' }, 'Ann'],
    [{ first_name: '', last_name: 'Lee' }, 'Lee'],
    [{ first_name: ' ', username: 'ann' }, 'ann'],
    [{ first_name: '' }, 'Telegram user'],
  ])('calls %j %j', (names, name) => {
    const from = { id: 1, is_bot: false, ...names };
    expect(eventOf({ ...hello, message: { ...hello.message, from } })).toMatchObject({ author: { name } });
  });

  it.each([
    ['their own', ann.id, '79990001122', '+79990001122'],
    ['their own, written with a plus', ann.id, '+79990001122', '+79990001122'],
    ["somebody's", 555, '79990001122', undefined],
    ["somebody's who is not in Telegram", undefined, '79990001122', undefined],
  ])('takes the number of a customer who shares %s card for theirs or not', (_, user_id, phone_number, phone) => {
    const message = { ...base, contact: { phone_number, first_name: 'Bob', user_id } };
    const event = eventOf(update({ message }));
    expect(event.kind === 'message' && event.author.phone).toBe(phone);
  });
});

describe('edits', () => {
  const edited = { ...base, edit_date: 1790000060 };

  it('hold all that the message says now', () => {
    expect(eventOf(update({ edited_message: { ...edited, text: 'Hello!' } }))).toEqual({
      kind: 'edit',
      key: 'update/7',
      source: '123456789',
      chat: '777000123',
      author: { remoteId: '777000123', name: 'Ann Lee', profileLink: 'https://t.me/annlee', language: 'en' },
      remoteId: '42',
      at: 1790000060000,
      content: { type: 'text', text: 'Hello!' },
    });
  });

  it('of the same message have keys of their own', () => {
    const keys = [7, 8].map((update_id) => eventOf({ update_id, edited_message: { ...edited, text: 'x' } }).key);
    expect(new Set(keys).size).toBe(2);
  });

  it('of a file hold the file and its new caption', () => {
    const photo = [{ file_id: 'new', file_unique_id: 'u', width: 1, height: 1 }];
    expect(eventOf(update({ edited_message: { ...edited, photo, caption: 'Now' } }))).toMatchObject({
      kind: 'edit',
      content: { type: 'picture', file: { reference: 'new' }, caption: 'Now' },
    });
  });

  it('tell where a live location has got to', () => {
    const location = { latitude: 55.76, longitude: 37.62, live_period: 900 };
    expect(eventOf(update({ edited_message: { ...edited, location } }))).toMatchObject({
      kind: 'edit',
      content: { type: 'location', latitude: 55.76, longitude: 37.62 },
    });
  });
});

describe('reactions', () => {
  const reacted = (...now: object[]) =>
    update({
      message_reaction: { chat, message_id: 41, user: ann, date: 1790000100, old_reaction: [], new_reaction: now },
    });

  it('are known by message, person and time', () => {
    expect(eventOf(reacted({ type: 'emoji', emoji: '❤' }))).toEqual({
      kind: 'reaction',
      key: 'update/7',
      source: '123456789',
      chat: '777000123',
      author: { remoteId: '777000123', name: 'Ann Lee', profileLink: 'https://t.me/annlee' },
      remoteId: '41',
      at: 1790000100000,
      reaction: { kind: 'emoji', emoji: '❤' },
    });
  });

  it.each([
    ['nothing any more', [], { kind: 'none' }],
    [
      'several: the last',
      [
        { type: 'emoji', emoji: '👍' },
        { type: 'emoji', emoji: '🔥' },
      ],
      { kind: 'emoji', emoji: '🔥' },
    ],
    ['a custom emoji', [{ type: 'custom_emoji', custom_emoji_id: '5' }], { kind: 'other', what: 'custom emoji' }],
    ['a paid one', [{ type: 'paid' }], { kind: 'other', what: 'paid star' }],
    ['one of the future', [{ type: 'smell' }], { kind: 'other', what: 'reaction of an unknown kind' }],
  ])('%s', (_, now, reaction) => {
    expect(eventOf(reacted(...now))).toMatchObject({ kind: 'reaction', reaction });
  });

  it('of nobody in particular are ignored', () => {
    const anonymous = { chat, message_id: 41, date: 1, old_reaction: [], new_reaction: [] };
    expect(eventOf(update({ message_reaction: anonymous }))).toMatchObject({ kind: 'ignored', key: 'update/7' });
  });
});

describe('what is ignored, with a reason', () => {
  it.each([
    ['a notice', update({ message: { ...base, pinned_message: {} } }), 'pinned_message'],
    ['a start', update({ my_chat_member: { ...base, ...standing('left', 'member') } }), 'started'],
    ['a business message', update({ business_message: { ...base, text: 'x' } }), 'Telegram Business'],
    ['an edited business message', update({ edited_business_message: { ...base, text: 'x' } }), 'Telegram Business'],
    ['a business connection', update({ business_connection: { id: 'x' } }), 'Telegram Business'],
    ['deleted business messages', update({ deleted_business_messages: { chat } }), 'Telegram Business'],
    ['a kind of the future', update({ telepathy: {} }), 'telepathy'],
    ['nothing', update({}), 'nothing'],
  ])('%s', (_, sent, reason) => {
    const event = eventOf(sent);
    expect(event).toMatchObject({ kind: 'ignored', key: 'update/7' });
    expect(event.kind === 'ignored' && event.reason).toContain(reason);
  });
});

describe('what is not understood', () => {
  it.each(['', 'not json', '[]', 'null', '{}', '{"update_id":"7"}', '{"update_id":7.5}'])('%j', (body) => {
    expect(eventOf(body)).toMatchObject({
      kind: 'unparsed',
      key: expect.stringMatching(/^body\/[0-9a-f]{64}$/) as string,
    });
  });

  it.each([
    ['no chat', { message: { ...base, chat: undefined, text: 'private words' } }],
    ['no sender', { message: { ...base, from: undefined, text: 'private words' } }],
    ['an id of another type', { message: { ...base, message_id: '42', text: 'private words' } }],
    ['a time that no calendar knows', { message: { ...base, date: 9e14, text: 'private words' } }],
    ['no message at all', { message: null }],
    ['no sender of an edit', { edited_message: { ...base, from: undefined, text: 'private words' } }],
    ['an edit of nothing', { edited_message: [] }],
    ['a press without an id', { callback_query: { from: ann, data: 'private words' } }],
    ['a reaction to nothing', { message_reaction: { chat, user: ann, date: 1 } }],
    ['a standing of nobody', { my_chat_member: { chat } }],
  ])('%s', (_, kind) => {
    const event = eventOf(update(kind));
    expect(event).toMatchObject({ kind: 'unparsed', key: 'update/7' });
    expect(JSON.stringify(event)).not.toContain('private words');
  });
});

describe('what the manager has to know', () => {
  it.each([
    ['member', 'kicked', 'has blocked the bot'],
    ['kicked', 'member', 'has unblocked the bot'],
  ])('a customer who was %s and is %s', (before, now, text) => {
    const event = eventOf(update({ my_chat_member: { ...base, ...standing(before, now) } }));
    expect(event).toMatchObject({ kind: 'notice', key: 'update/7', chat: String(base.chat.id), at: base.date * 1_000 });
    expect(event.kind === 'notice' && event.text).toContain(text);
  });

  it('is nothing where the bot is thrown out of a group', () => {
    const event = eventOf(update({ my_chat_member: { ...base, chat: group, ...standing('member', 'kicked') } }));
    expect(event).toMatchObject({ kind: 'ignored', key: 'update/7' });
  });
});

function standing(before: string, now: string): object {
  return { old_chat_member: { status: before }, new_chat_member: { status: now } };
}
