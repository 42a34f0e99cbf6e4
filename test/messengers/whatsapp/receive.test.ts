import { whatsapp } from '../../../src/messengers/whatsapp';
import * as hooks from './webhooks';

const text = { ...hooks.base, type: 'text', text: { body: 'Hello' } };

describe('the question whose the address is', () => {
  const ask = (query: string) =>
    whatsapp.receive(hooks.receiving, { ...hooks.requestOf('', {}), method: 'GET', query });

  it('is answered with the challenge, as plain text', () => {
    const query = `hub.mode=subscribe&hub.verify_token=${hooks.WEBHOOK.secret}&hub.challenge=1158201444`;
    expect(ask(query)).toEqual({
      kind: 'events',
      events: [],
      answer: { status: 200, contentType: 'text/plain', body: '1158201444' },
    });
  });

  it.each([
    ['with another token', 'hub.mode=subscribe&hub.verify_token=no&hub.challenge=1'],
    ['without a token', 'hub.mode=subscribe&hub.challenge=1'],
    ['without a challenge', `hub.mode=subscribe&hub.verify_token=${hooks.WEBHOOK.secret}`],
    ['with a page for a challenge', `hub.mode=subscribe&hub.verify_token=${hooks.WEBHOOK.secret}&hub.challenge=<b>`],
    ['of another mode', `hub.mode=x&hub.verify_token=${hooks.WEBHOOK.secret}&hub.challenge=1`],
    ['that is none', ''],
  ])('is refused %s', (_, query) => {
    expect(ask(query)).toMatchObject({ kind: 'refused', status: 403 });
  });
});

describe('the signature', () => {
  // As Meta writes it: letters and slashes escaped in a way of its own.
  const body = JSON.stringify(hooks.messages(text)).replace('Hello', 'Caf\\u00e9 \\/ \\ud83d\\ude42');

  it('is of the bytes as they came', () => {
    const received = whatsapp.receive(hooks.receiving, hooks.requestOf(body));
    expect(received).toMatchObject({ kind: 'events', events: [{ content: { text: 'Café / 🙂' } }] });
  });

  it.each([
    ['missing', {}],
    ['of another secret', { 'x-hub-signature-256': hooks.sign(body, 'other') }],
    ['of other bytes', { 'x-hub-signature-256': hooks.sign(`${body} `) }],
    ['no signature', { 'x-hub-signature-256': 'sha256=' }],
    ['the old one alone', { 'x-hub-signature': hooks.sign(body) }],
    ['too short', { 'x-hub-signature-256': hooks.sign(body).slice(0, -2) }],
  ])('%s: refused', (_, headers) => {
    expect(whatsapp.receive(hooks.receiving, hooks.requestOf(body, headers))).toMatchObject({
      kind: 'refused',
      status: 401,
    });
  });
});

describe('a message', () => {
  it('comes with its person, whose id is the address and whose phone another one', () => {
    expect(hooks.eventOf(hooks.messages(text))).toEqual({
      kind: 'message',
      key: `message/${hooks.PHONE}/wamid.IN1`,
      source: hooks.PHONE,
      chat: hooks.USER,
      aliases: ['16505551234', '+16505551234'],
      author: {
        remoteId: hooks.USER,
        name: 'Ann',
        phone: '+16505551234',
        profileLink: 'https://wa.me/16505551234',
      },
      remoteId: 'wamid.IN1',
      at: 1_790_000_000_000,
      opensWindow: true,
      content: { type: 'text', text: 'Hello' },
    });
  });

  it.each([
    [
      'a person with a user name has no phone',
      { ...text, from: undefined },
      [{ profile: { username: 'ann.lee' }, user_id: hooks.USER }],
      { chat: hooks.USER, author: { remoteId: hooks.USER, name: 'ann.lee' } },
    ],
    [
      'a person of before has no id',
      { ...text, from_user_id: undefined },
      [{ profile: { name: 'Ann' }, wa_id: '16505551234' }],
      { chat: '16505551234', aliases: ['+16505551234'], author: { name: 'Ann', phone: '+16505551234' } },
    ],
    [
      'the id stands beside the message only',
      { ...text, from_user_id: undefined },
      [hooks.ann],
      { chat: hooks.USER, author: { name: 'Ann' } },
    ],
    ['a person without a name is called by their phone', text, [], { author: { name: '+16505551234' } }],
    [
      'a person without anything is a user of WhatsApp',
      { ...text, from: undefined },
      undefined,
      { chat: hooks.USER, author: { name: 'WhatsApp user' } },
    ],
    [
      'others beside the message are not its author',
      text,
      [{ profile: { name: 'Bob' }, wa_id: '4915' }],
      { author: { name: '+16505551234' } },
    ],
  ])('%s', (_, message, contacts, expected) => {
    const value = { metadata: hooks.metadata, contacts, messages: [message] };
    expect(hooks.eventOf(hooks.change('messages', value))).toMatchObject({ kind: 'message', ...expected });
  });

  it('of nobody is not understood', () => {
    const value = { metadata: hooks.metadata, messages: [{ ...text, from: undefined, from_user_id: undefined }] };
    expect(hooks.eventOf(hooks.change('messages', value))).toMatchObject({ kind: 'unparsed' });
  });

  it('of a group is ignored, once for the group', () => {
    const [one, two] = hooks.eventsOf(
      hooks.messages({ ...text, group_id: 'G1' }, { ...text, id: 'wamid.2', group_id: 'G1' }),
    );
    expect(one).toMatchObject({ kind: 'ignored', key: `group/${hooks.PHONE}/G1` });
    expect(two?.key).toBe(one?.key);
  });
});

describe('a webhook', () => {
  it('may tell of several numbers, accounts and kinds of things at once', () => {
    const other = { display_phone_number: '15550100001', phone_number_id: '999999999999' };
    const first = hooks.messages(text, { ...text, id: 'wamid.IN2' }).entry;
    const second = hooks.webhook({
      field: 'messages',
      value: { metadata: other, messages: [{ ...text, id: 'wamid.IN3' }] },
    }).entry;
    const third = hooks.statuses({ id: 'wamid.OUT', status: 'read', timestamp: '1790000001' }).entry;
    const events = hooks.eventsOf({ object: 'whatsapp_business_account', entry: [...first, ...second, ...third] });
    expect(events.map((event) => [event.kind, 'source' in event ? event.source : ''])).toEqual([
      ['message', hooks.PHONE],
      ['message', hooks.PHONE],
      ['message', '999999999999'],
      ['receipt', hooks.PHONE],
    ]);
  });

  it('keeps what stands beside something that is not understood', () => {
    const events = hooks.eventsOf(hooks.messages({ id: 7 }, text));
    expect(events.map(({ kind }) => kind)).toEqual(['unparsed', 'message']);
  });

  it.each([['[]'], ['nothing'], ['{"object":"page","entry":[]}'], ['{"object":"whatsapp_business_account"}']])(
    '%s is not understood, and answered',
    (body) => {
      expect(hooks.eventOf(body)).toMatchObject({ kind: 'unparsed', key: expect.stringMatching(/^body\//) as string });
    },
  );

  it.each(['history', 'smb_app_state_sync', 'standby', 'calls', 'flows', 'something_new'])(
    'of the field %s is ignored with a reason',
    (field) => {
      expect(hooks.eventOf(hooks.change(field, { metadata: hooks.metadata }))).toMatchObject({ kind: 'ignored' });
    },
  );
});
