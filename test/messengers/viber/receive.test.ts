import { viber } from '../../../src/messengers/viber';
import type { ViberCredentials } from '../../../src/messengers/viber/credentials';
import {
  ANN,
  ann,
  bodyOf,
  BOT,
  credentials,
  message,
  MESSAGE_TOKEN,
  received,
  receiving,
  requestOf,
  sign,
} from './events';

const said = bodyOf(message({ type: 'text', text: 'hello' }));
const kindOf = (more: Parameters<typeof requestOf>[1]) => viber.receive(receiving, requestOf(said, more)).kind;

describe('the signature', () => {
  it.each([
    ['in the header', { headers: { 'x-viber-content-signature': sign(said) } }, 'events'],
    ['in capitals', { headers: { 'x-viber-content-signature': sign(said).toUpperCase() } }, 'events'],
    ['in the address', { headers: {}, query: `sig=${sign(said)}` }, 'events'],
    ['nowhere', { headers: {} }, 'refused'],
    ['of another token', { headers: { 'x-viber-content-signature': sign(said, 'another token') } }, 'refused'],
    ['of other bytes', { headers: { 'x-viber-content-signature': sign(`${said} `) } }, 'refused'],
    ['of another token in the address', { headers: {}, query: `sig=${sign(said, 'another token')}` }, 'refused'],
    ['cut short', { headers: { 'x-viber-content-signature': sign(said).slice(2) } }, 'refused'],
    ['that is none', { headers: { 'x-viber-content-signature': 'x'.repeat(64) } }, 'refused'],
    [
      'wrong in the header, right in the address',
      { headers: { 'x-viber-content-signature': 'x' }, query: `sig=${sign(said)}` },
      'refused',
    ],
  ])('%s', (_, more, kind) => {
    expect(kindOf(more)).toBe(kind);
  });

  it('is of the bytes as they came', () => {
    const spaced = said.replaceAll(',', ' ,  ');
    expect(viber.receive(receiving, requestOf(spaced)).kind).toBe('events');
  });

  it('is asked of a GET, too', () => {
    expect(viber.receive(receiving, { ...requestOf(''), method: 'GET', headers: {} }).kind).toBe('refused');
  });
});

describe('a message', () => {
  it('has all digits of its token', () => {
    expect(said).toContain(`"message_token":${MESSAGE_TOKEN},`);
    expect(received(said).event).toEqual({
      kind: 'message',
      key: `message/${MESSAGE_TOKEN}`,
      source: BOT,
      chat: ANN,
      author: { remoteId: ANN, name: 'Ann Lee', avatar: 'https://x.example/a.jpg', language: 'uk' },
      remoteId: MESSAGE_TOKEN,
      at: 1457764197627,
      opensWindow: true,
      content: { type: 'text', text: 'hello' },
    });
  });

  it('has a small token as well', () => {
    expect(received({ ...message({ type: 'text', text: 'x' }), message_token: 42 }).event).toMatchObject({
      key: 'message/42',
      remoteId: '42',
    });
  });

  it.each([[{ id: ANN }], [{ id: ANN, name: ' ' }], [{ id: ANN, name: null, language: 7 }]])(
    'of somebody whose name Viber keeps back has to be asked for: %j',
    (sender) => {
      expect(received({ ...message({ type: 'text', text: 'x' }), sender }).event).toMatchObject({
        author: { remoteId: ANN, name: 'Viber user', isUnnamed: true },
      });
    },
  );

  it('of a connection whose source is not there names none', () => {
    const { sources, ...nobody } = receiving;
    expect(sources).toEqual([BOT]);
    expect(received(said, nobody).event).toMatchObject({ kind: 'message', source: '' });
  });

  it.each([
    ['without a sender', { ...message({ type: 'text', text: 'x' }), sender: undefined }],
    ['without a token', { ...message({ type: 'text', text: 'x' }), message_token: undefined }],
    ['that says nothing', message([])],
  ])('%s is kept as it came', (_, event) => {
    expect(received(event).event).toMatchObject({ kind: 'unparsed', key: expect.stringMatching(/^body\//) as string });
  });
});

describe('a receipt', () => {
  const receipt = (event: string, more: object = {}) => ({
    event,
    timestamp: 1457764197627,
    message_token: MESSAGE_TOKEN,
    user_id: ANN,
    ...more,
  });

  it.each([
    ['delivered', {}, { state: 'delivered' }],
    ['seen', {}, { state: 'read' }],
    [
      'failed',
      { desc: 'Keyboard is not valid' },
      {
        state: 'failed',
        failure: {
          code: 905,
          text: "The customer's Viber did not take the message: Keyboard is not valid",
          said: [{ code: 'viber.not-taken-because', params: { detail: 'Keyboard is not valid' } }],
        },
      },
    ],
    [
      'failed',
      {},
      {
        state: 'failed',
        failure: {
          code: 905,
          text: "The customer's Viber did not take the message.",
          said: [{ code: 'viber.not-taken' }],
        },
      },
    ],
  ])('%s %j', (event, more, expected) => {
    expect(received(receipt(event, more)).event).toEqual({
      kind: 'receipt',
      key: `${event}/${MESSAGE_TOKEN}/${ANN}`,
      source: BOT,
      chat: ANN,
      remoteId: MESSAGE_TOKEN,
      at: 1457764197627,
      ...expected,
    });
  });

  it('of nobody is kept as it came', () => {
    expect(received(receipt('seen', { user_id: undefined })).event).toMatchObject({
      kind: 'unparsed',
      reason: expect.stringContaining('seen: user_id') as string,
    });
  });
});

describe('a subscription', () => {
  it.each([
    ['subscribed', { user: ann }, 'Messages arrive.'],
    ['unsubscribed', { user_id: ANN }, 'Messages do not arrive until'],
  ])('%s is told to the manager', (event, more, text) => {
    expect(received({ event, timestamp: 1457764197627, message_token: MESSAGE_TOKEN, ...more }).event).toEqual({
      kind: 'notice',
      away: event === 'subscribed' ? 'back' : 'left',
      key: `${event}/${ANN}/1457764197627`,
      source: BOT,
      chat: ANN,
      at: 1457764197627,
      text: expect.stringContaining(text) as string,
      said: [{ code: event === 'subscribed' ? 'viber.note.back' : 'viber.note.left' }],
    });
  });
});

describe('a chat that is opened', () => {
  const opened = (more: object = {}) => ({
    event: 'conversation_started',
    timestamp: 1457764197627,
    message_token: MESSAGE_TOKEN,
    type: 'open',
    context: 'campaign-7',
    user: ann,
    subscribed: false,
    ...more,
  });
  const welcoming = { ...receiving, credentials: { ...credentials, welcome: 'Hello! How can we help?' } };

  it('is of no consequence, and not answered', () => {
    expect(received(opened())).toEqual({
      event: {
        kind: 'ignored',
        key: `conversation_started/${ANN}/1457764197627`,
        reason: 'the customer opened the chat',
      },
      answer: { status: 200 },
    });
  });

  it('is answered with the welcome, where there is one', () => {
    const { answer, event } = received(opened(), welcoming);
    expect(event.kind).toBe('ignored');
    expect(answer.contentType).toBe('application/json');
    expect(JSON.parse(answer.body ?? '')).toEqual({
      sender: { name: 'Shop' },
      type: 'text',
      text: 'Hello! How can we help?',
    });
  });

  it.each([
    ['who has subscribed', opened({ subscribed: true })],
    ['whom Viber does not tell', opened({ user: undefined })],
  ])('by somebody %s gets no welcome', (_, event) => {
    expect(received(event, welcoming).answer).toEqual({ status: 200 });
  });

  it('gets none from credentials that are older than welcomes', () => {
    const { welcome, ...older } = credentials;
    expect(welcome).toBe('');
    expect(received(opened(), { ...receiving, credentials: older as ViberCredentials }).answer.body).toBeUndefined();
  });
});

describe('what has no consequence', () => {
  it('is the try of the address', () => {
    const event = { event: 'webhook', timestamp: 1457764197627, message_token: '241256543215' };
    expect(received(event).event).toMatchObject({ kind: 'ignored', key: 'webhook/241256543215' });
    expect(received({ ...event, message_token: undefined }).event).toMatchObject({ key: 'webhook/1457764197627' });
  });

  it.each(['client_status', 'action', 'something_new'])('is %s', (event) => {
    const { event: heard } = received({ event, timestamp: 1 });
    expect(heard).toMatchObject({ kind: 'ignored', key: expect.stringMatching(/^body\/[0-9a-f]{64}$/) as string });
    expect(received({ event, timestamp: 1 }).event.key).toBe(heard.key);
    expect(received({ event, timestamp: 2 }).event.key).not.toBe(heard.key);
  });
});
