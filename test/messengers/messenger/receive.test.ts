import { messenger } from '../../../src/messengers/messenger';
import * as pages from '../support/pages';
import * as hooks from './webhooks';

const { PAGE: source, ANN: chat, APP } = pages;
const at = hooks.AT;
const author = { remoteId: chat, name: 'Facebook user', isUnnamed: true };

describe('the question whose the address is', () => {
  const ask = (query: string) =>
    messenger.receive(pages.receiving, { ...pages.requestOf('', {}), method: 'GET', query });

  it('is answered with the challenge', () => {
    expect(ask(`hub.mode=subscribe&hub.verify_token=${pages.WEBHOOK.secret}&hub.challenge=115`)).toMatchObject({
      answer: { status: 200, contentType: 'text/plain', body: '115' },
    });
  });

  it('is refused with another token', () => {
    expect(ask('hub.mode=subscribe&hub.verify_token=no&hub.challenge=115')).toMatchObject({ status: 403 });
  });
});

describe('the signature', () => {
  // As Meta writes it: letters escaped in a way of its own.
  const body = JSON.stringify(hooks.webhook(hooks.item({ message: { mid: 'm_1', text: 'X' } }))).replace(
    'X',
    'Caf\\u00e9 \\ud83d\\ude42',
  );

  it('is of the bytes as they came', () => {
    expect(messenger.receive(pages.receiving, pages.requestOf(body))).toMatchObject({
      events: [{ content: { text: 'Café 🙂' } }],
    });
  });

  it.each([
    ['missing', {}],
    ['of another secret', { 'x-hub-signature-256': pages.sign(body, 'other') }],
    ['of other bytes', { 'x-hub-signature-256': pages.sign(`${body} `) }],
  ])('%s: refused', (_, headers) => {
    expect(messenger.receive(pages.receiving, pages.requestOf(body, headers))).toMatchObject({ status: 401 });
  });
});

describe('a message', () => {
  it('comes with its person, who has no name yet', () => {
    expect(hooks.eventOf(hooks.item({ message: { mid: 'm_1', text: 'Hello' } }))).toEqual({
      kind: 'message',
      key: `message/${source}/m_1`,
      source,
      chat,
      author,
      remoteId: 'm_1',
      at,
      opensWindow: true,
      content: { type: 'text', text: 'Hello' },
    });
  });

  it('of several files is an album of several, the first of which has the id', () => {
    const image = (url: string) => ({ type: 'image', payload: { url } });
    const message = { mid: 'm_3', attachments: [image('https://x/1'), image('https://x/2')], reply_to: { mid: 'm_0' } };
    expect(hooks.eventsOf(hooks.webhook(hooks.item({ message })))).toMatchObject([
      { key: `message/${source}/m_3`, remoteId: 'm_3', content: { album: 'm_3', replyTo: { remoteId: 'm_0' } } },
      {
        key: `message/${source}/m_3#1`,
        remoteId: 'm_3#1',
        content: { album: 'm_3', file: { reference: 'https://x/2' } },
      },
    ]);
  });

  it('of several Pages and chats come as they are', () => {
    const body = {
      object: 'page',
      entry: [
        { id: '11111', messaging: [hooks.item({ message: { mid: 'm_1', text: 'a' } })] },
        {
          id: '22222',
          messaging: [hooks.item({ message: { mid: 'm_1', text: 'b' } })],
          standby: [hooks.item({ message: { mid: 'm_2', text: 'c' } })],
        },
      ],
    };
    expect(hooks.eventsOf(body)).toMatchObject([
      { source: '11111', key: 'message/11111/m_1' },
      { source: '22222', key: 'message/22222/m_1' },
      // Said while another app has the chat, and said all the same.
      { source: '22222', kind: 'message', content: { text: 'c' } },
    ]);
  });

  it('of a guest without an id is kept', () => {
    const what = { sender: { user_ref: 'x' }, recipient: { id: source }, message: { mid: 'm_1', text: 'Hi' } };
    expect(hooks.eventOf(what)).toMatchObject({ kind: 'unparsed' });
  });
});

describe('a press', () => {
  it('of a button of ours is its place', () => {
    const postback = { mid: 'm_30', title: 'Yes', payload: 'b:1:0:key-1' };
    expect(hooks.eventOf(hooks.item({ postback }))).toMatchObject({
      kind: 'message',
      key: `message/${source}/m_30`,
      remoteId: 'm_30',
      content: { type: 'press', ofKey: 'key-1', row: 1, column: 0, label: 'Yes' },
    });
    expect(hooks.contentOf({ text: 'Yes', quick_reply: { payload: 'b:0:2:key-1' } })).toEqual({
      type: 'press',
      ofKey: 'key-1',
      row: 0,
      column: 2,
      label: 'Yes',
    });
  });

  it('of another button is its words, with what brought the customer', () => {
    const referral = { ref: 'x', source: 'SHORTLINK', type: 'OPEN_THREAD' };
    const postback = { mid: 'm_30', title: 'Get Started', payload: 'START', referral };
    expect(hooks.eventOf(hooks.item({ postback }))).toMatchObject({
      content: { type: 'text', text: 'Get Started', referral: { source: 'link', id: 'x' } },
    });
    expect(hooks.contentOf({ text: 'Red', quick_reply: { payload: 'PICK_RED' } })).toEqual({
      type: 'text',
      text: 'Red',
    });
  });
});

describe('what left the Page', () => {
  const echo = (more: object) => hooks.eventOf(hooks.ours({ mid: 'm_20', text: 'Hi', ...more }));

  it('from here is proof of the send, though the id of the app be a bare number', () => {
    expect(echo({ app_id: Number(APP), metadata: 'key-1' })).toEqual({
      kind: 'echo',
      key: `echo/${source}/m_20`,
      source,
      chat,
      remoteId: 'm_20',
      at,
      customer: author,
      correlation: 'key-1',
      content: { type: 'text', text: 'Hi' },
    });
  });

  it('from the inbox of the Page, or another app, is a message of the business', () => {
    const inbox = echo({ app_id: 26390203743090 });
    expect(inbox).toMatchObject({ kind: 'echo', content: { text: 'Hi' } });
    expect(inbox).not.toHaveProperty('correlation');
    expect(echo({ app_id: '1234567', metadata: 'theirs' })).not.toHaveProperty('correlation');
  });

  it('from here without a key says nothing new', () => {
    expect(echo({ app_id: APP })).toMatchObject({ kind: 'ignored' });
  });
});

describe('beside messages', () => {
  const events = (what: object) => hooks.eventsOf(hooks.webhook(hooks.item(what)));

  it('an edit', () => {
    expect(events({ message_edit: { mid: 'm_1', text: 'Hello!', num_edit: 1 } })).toEqual([
      {
        kind: 'edit',
        key: `edit/${source}/m_1/1`,
        source,
        chat,
        author,
        remoteId: 'm_1',
        at,
        content: { type: 'text', text: 'Hello!' },
      },
    ]);
  });

  it.each([
    [
      { reaction: 'love', emoji: '❤', action: 'react' },
      { kind: 'emoji', emoji: '❤' },
    ],
    [
      { reaction: 'wow', action: 'react' },
      { kind: 'emoji', emoji: '😮' },
    ],
    [
      { reaction: 'other', action: 'react' },
      { kind: 'other', what: 'other' },
    ],
    [{ reaction: 'love', emoji: '❤', action: 'unreact' }, { kind: 'none' }],
  ])('the reaction %j', (reaction, expected) => {
    expect(events({ reaction: { mid: 'm_20', ...reaction } })).toMatchObject([
      { kind: 'reaction', remoteId: 'm_20', reaction: expected, author },
    ]);
  });

  it('delivery, of messages and until a time', () => {
    expect(events({ delivery: { mids: ['m_20', 'm_21'], watermark: 1_790_000_001_000 } })).toMatchObject([
      { kind: 'receipt', key: `delivered/${source}/m_20`, remoteId: 'm_20', state: 'delivered' },
      { kind: 'receipt', key: `delivered/${source}/m_21` },
      { kind: 'watermark', chat, state: 'delivered', until: 1_790_000_001_000 },
    ]);
    expect(events({ delivery: { watermark: 1_790_000_001_000 } })).toHaveLength(1);
  });

  it('reading, until a time', () => {
    expect(events({ read: { watermark: 1_790_000_002_000 } })).toEqual([
      {
        kind: 'watermark',
        key: `read-until/${source}/${chat}/1790000002000`,
        source,
        chat,
        state: 'read',
        until: 1_790_000_002_000,
      },
    ]);
  });

  it.each([
    [{ referral: { ref: 'spring', source: 'SHORTLINK', type: 'OPEN_THREAD' } }, 'came back by a link: spring'],
    [
      { referral: { source: 'ADS', ad_id: 601, ads_context_data: { ad_title: 'Sale' } } },
      'came back by an ad: Sale, 601',
    ],
    [{ optin: { type: 'notification_messages', title: 'News' } }, 'agreed to get messages'],
    [{ pass_thread_control: { new_owner_app_id: APP } }, 'handed over to you'],
    [{ pass_thread_control: { new_owner_app_id: 263902037430900 } }, 'Another app has this chat'],
    [{ take_thread_control: { previous_owner_app_id: APP } }, 'Another app has this chat'],
    [{ request_thread_control: { requested_owner_app_id: 1 } }, 'asks to have this chat'],
  ])('%j is told to the manager', (what, text) => {
    expect(events(what)).toMatchObject([{ kind: 'notice', chat, text: expect.stringContaining(text) as string }]);
  });

  it.each([
    ['block', 'broken'],
    ['warning', 'limited'],
    ['unblock', 'information'],
    ['else', 'information'],
  ])('policy: %s is told to the administrator', (action, weight) => {
    const what = { recipient: { id: source }, timestamp: at, policy_enforcement: { action, reason: 'Spam.' } };
    expect(hooks.eventOf(what)).toMatchObject({
      kind: 'source-notice',
      key: `policy/${source}/${at}/${action}`,
      weight,
      text: expect.stringContaining('Spam.') as string,
      said: [
        { code: expect.stringMatching(/^pages\.told-/) as string },
        { code: 'pages.meta-says', params: { reason: 'Spam.' } },
      ],
    });
  });

  it.each([{ account_linking: {} }, { messaging_feedback: {} }, { app_roles: {} }, {}])('%j is ignored', (what) => {
    expect(events(what)).toMatchObject([{ kind: 'ignored' }]);
  });
});

it.each([
  ['no JSON', '{'],
  ['of another product', { object: 'instagram', entry: [{ id: '1', messaging: [] }] }],
  ['without entries', { object: 'page', entry: [] }],
])('a webhook %s is kept', (_, body) => {
  expect(hooks.eventsOf(body)).toMatchObject([{ kind: 'unparsed' }]);
});

it('changes of other fields are ignored', () => {
  const body = { object: 'page', entry: [{ id: source, time: at, changes: [{ field: 'feed', value: {} }] }] };
  expect(hooks.eventsOf(body)).toMatchObject([{ kind: 'ignored' }]);
});
