import type { Message, Update, User, WebhookInfo } from '@grammyjs/types';
import type { z } from 'zod';
import type { InboundEvent, ReceiveContext } from '../../../src/messengers/contract';
import { telegram } from '../../../src/messengers/telegram';
import type { TelegramCredentials } from '../../../src/messengers/telegram/credentials';
import type * as shapes from '../../../src/messengers/telegram/shapes';
import { asConnectionId } from '../../../src/model/ids';

const SECRET = 'Abcdefghijklmnopqrstuvwxyz_-0123';
const context: ReceiveContext<TelegramCredentials> = {
  connectionId: asConnectionId('c-1'),
  credentials: { token: '123456789:AAHsecret_secret', apiBaseUrl: 'https://api.telegram.org' },
  webhook: { url: 'https://courier.example/hooks/telegram/c-1', secret: SECRET },
  clock: { now: () => 0 },
};

function receive(body: string, headers: Record<string, string> = { 'x-telegram-bot-api-secret-token': SECRET }) {
  return telegram.receive(context, {
    method: 'POST',
    path: '/hooks/telegram/c-1',
    query: '',
    headers,
    body: Buffer.from(body),
  });
}

function eventOf(update: unknown): InboundEvent {
  const received = receive(typeof update === 'string' ? update : JSON.stringify(update));
  if (received.kind !== 'events') throw new Error('refused');
  expect(received.answer).toEqual({ status: 200 });
  expect(received.events).toHaveLength(1);
  const [event] = received.events;
  if (event === undefined) throw new Error('no event');
  return event;
}

const ann = { id: 777000123, is_bot: false, first_name: 'Ann', last_name: 'Lee', username: 'annlee' } as const;
const update = (kind: object) => ({ update_id: 7, ...kind });
const base = {
  message_id: 42,
  from: { ...ann, language_code: 'en' },
  chat: { id: 777000123, first_name: 'Ann', type: 'private' },
  date: 1790000000,
} as const;
const hello = { update_id: 500001, message: { ...base, text: 'Hello' } } satisfies Update;

describe('the shapes', () => {
  it('accept whatever the Bot API can send', () => {
    type Fits<Wire, Shape> = Wire extends Shape ? true : never;
    const fits: [
      Fits<Message, z.input<typeof shapes.Message>>,
      Fits<User, z.input<typeof shapes.User>>,
      Fits<WebhookInfo, z.input<typeof shapes.WebhookInfo>>,
      Fits<Message.TextMessage, z.input<typeof shapes.SentMessage>>,
    ] = [true, true, true, true];
    expect(fits).toHaveLength(4);
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

  const file = { file_id: 'f', file_unique_id: 'u' };
  it.each([
    ['photo', { photo: [{ ...file, width: 90, height: 67 }], caption: 'Look' }],
    ['video', { video: { ...file, duration: 7, width: 1, height: 1 } }],
    ['voice message', { voice: { ...file, duration: 3 } }],
    ['audio file', { audio: { ...file, duration: 3 } }],
    ['file', { document: file, caption: 'Offer' }],
    ['video message', { video_note: { ...file, duration: 5, length: 240 } }],
    ['animation', { document: file, animation: { ...file, duration: 2, width: 1, height: 1 } }],
    ['sticker', { sticker: { ...file, emoji: '👍' } }],
    ['location', { location: { latitude: 55.75, longitude: 37.61 } }],
    ['venue', { location: {}, venue: { location: {}, title: 'Cafe', address: 'Main 1' } }],
    ['contact card', { contact: { phone_number: '79990001122', first_name: 'Bob' } }],
    ['poll', { poll: { id: '1' } }],
    ['dice', { dice: { emoji: '🎲', value: 4 } }],
    ['message of an unknown kind', { hologram: {} }],
  ])('says that it was a %s', (what, content) => {
    expect(eventOf({ update_id: 1, message: { ...base, ...content } })).toMatchObject({
      kind: 'message',
      content: { type: 'unsupported', what, ...('caption' in content ? { caption: content.caption } : {}) },
    });
  });
});

describe('what is ignored, with a reason', () => {
  it.each([
    ['a group', update({ message: { ...base, chat: { id: -5, title: 'G', type: 'group' }, text: 'x' } }), 'group'],
    ['a notice', update({ message: { ...base, pinned_message: {} } }), 'pinned_message'],
    ['an edit', update({ edited_message: { ...base, text: 'Hello!' } }), 'edits'],
    ['a reaction', update({ message_reaction: { chat: base.chat, message_id: 41 } }), 'reactions'],
    ['a button', update({ callback_query: { id: '4382' } }), 'buttons'],
    ['a start', update({ my_chat_member: { ...base, ...standing('left', 'member') } }), 'started'],
    ['a business message', update({ business_message: { ...base, text: 'x' } }), 'business_message'],
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
    ['no chat', { ...base, chat: undefined, text: 'private words' }],
    ['no sender', { ...base, from: undefined, text: 'private words' }],
    ['an id of another type', { ...base, message_id: '42', text: 'private words' }],
    ['null', null],
  ])('a message with %s', (_, message) => {
    const event = eventOf({ update_id: 7, message });
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
    const group = { ...base.chat, type: 'group' };
    const event = eventOf(update({ my_chat_member: { ...base, chat: group, ...standing('member', 'kicked') } }));
    expect(event.kind).toBe('ignored');
  });
});

function standing(before: string, now: string): object {
  return { old_chat_member: { status: before }, new_chat_member: { status: now } };
}
