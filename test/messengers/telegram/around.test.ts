import { bot, base, chat, contentOf } from './updates';

const text = { text: 'Yes' };
const sender = { id: 1, is_bot: false, first_name: 'Eve', last_name: 'X' };
const channel = { id: -1001, type: 'channel', title: 'News' };

describe('albums', () => {
  it('are told by their common name', () => {
    const photo = [{ file_id: 'f', file_unique_id: 'u', width: 1, height: 1 }];
    expect(contentOf({ photo, media_group_id: '13900000000000000' })).toMatchObject({
      type: 'picture',
      album: '13900000000000000',
    });
  });
});

describe('quotes', () => {
  const asked = { message_id: 40, from: bot, chat, date: 1789999000, text: 'Your order?' };

  it('name the message, its words, author and time', () => {
    expect(contentOf({ ...text, reply_to_message: asked }).replyTo).toEqual({
      remoteId: '40',
      text: 'Your order?',
      author: 'Shop',
      at: 1789999000000,
    });
  });

  it('say what the customer picked out', () => {
    const quote = { text: 'order', position: 5, is_manual: true };
    expect(contentOf({ ...text, reply_to_message: asked, quote }).replyTo).toMatchObject({ text: 'order' });
  });

  it.each([
    [{ photo: [], caption: 'Look' }, 'Look'],
    [{ venue: { location: { latitude: 1, longitude: 2 }, title: 'Cafe', address: 'Main 1' } }, 'Cafe, Main 1'],
    [{ voice: {} }, undefined],
  ])('of %j say %j', (fields, words) => {
    const reply_to_message = { ...asked, text: undefined, ...fields };
    expect(contentOf({ ...text, reply_to_message }).replyTo?.text).toBe(words);
  });

  it('of a message that is too old to be told have no time', () => {
    const replyTo = contentOf({ ...text, reply_to_message: { message_id: 40, chat, date: 0 } }).replyTo;
    expect(replyTo).toEqual({ remoteId: '40' });
  });

  const origin = { type: 'user', sender_user: sender, date: 1789000000 };
  it.each([
    ['what was picked out', { quote: { text: 'part' } }, { origin, message_id: 9, photo: [] }, 'part'],
    ['what it was', {}, { origin, message_id: 9, photo: [] }, '[photo]'],
  ])('of another chat say %s, and name no message', (_, quote, external_reply, words) => {
    expect(contentOf({ ...text, ...quote, external_reply }).replyTo).toEqual({
      text: words,
      author: 'Eve X',
      at: 1789000000000,
    });
  });

  it('of a story say so', () => {
    expect(contentOf({ ...text, reply_to_story: { id: 1, chat } }).replyTo).toEqual({ text: '[story]' });
  });

  it.each([{ reply_to_message: null }, { reply_to_message: {} }, { external_reply: {} }, { external_reply: 'x' }])(
    'that cannot be read do not hold the message up: %j',
    (fields) => {
      expect(contentOf({ ...text, ...fields })).toEqual({ type: 'text', text: 'Yes' });
    },
  );
});

describe('forwards', () => {
  const date = 1789000000;
  const at = date * 1_000;

  it.each([
    ['a person', { type: 'user', date, sender_user: sender }, { author: 'Eve X', at }],
    ['somebody hidden', { type: 'hidden_user', date, sender_user_name: 'Mallory' }, { author: 'Mallory', at }],
    [
      'a group',
      { type: 'chat', date, sender_chat: { id: -5, type: 'supergroup', title: 'Team' } },
      { author: 'Team', at },
    ],
    ['a channel', { type: 'channel', date, chat: channel, message_id: 3 }, { author: 'News', at }],
    [
      'a channel without a title',
      { type: 'channel', date, chat: {}, message_id: 3, author_signature: 'Editor' },
      { author: 'Editor', at },
    ],
    ['an origin of the future', { type: 'oracle', date }, {}],
  ])('of %s', (_, forward_origin, forwarded) => {
    expect(contentOf({ ...text, forward_origin })).toEqual({ type: 'text', text: 'Yes', forwarded });
  });

  it('count once where the older fields stand beside', () => {
    const forward_origin = { type: 'user', date, sender_user: sender };
    const legacy = { forward_from: { ...sender, first_name: 'Other' }, forward_date: 1 };
    expect(contentOf({ ...text, forward_origin, ...legacy }).forwarded).toEqual({ author: 'Eve X', at });
  });

  it.each([
    [{ forward_from: sender }, { author: 'Eve X' }],
    [{ forward_sender_name: 'Mallory' }, { author: 'Mallory' }],
    [{ forward_from_chat: channel }, { author: 'News' }],
    [{}, {}],
  ])('are told by the older fields alone: %j', (fields, author) => {
    expect(contentOf({ ...text, ...fields, forward_date: date }).forwarded).toEqual({ ...author, at });
  });

  it('are no part of an ordinary message', () => {
    expect(contentOf({ ...text, from: base.from })).toEqual({ type: 'text', text: 'Yes' });
  });
});
