import { reading } from '../../api/reading';
import { readMessengerHook } from '../../../src/api/read-messenger-hook';
import { custom } from '../../../src/messengers/custom';
import { asConnectionId } from '../../../src/model/ids';
import { LANGUAGES, type Words } from '../../../src/model/words';
import { inWords } from '../../../src/words/in-words';
import {
  contextOf,
  credentials,
  eventOf,
  heard,
  NOW,
  OUTBOUND,
  receiving,
  requestOf,
  ScriptedService,
  secretOf,
  SOURCE,
  WEBHOOK,
} from './service';

const AT = '2026-11-21T09:59:58.250Z';
const AT_MS = Date.UTC(2026, 10, 21, 9, 59, 58, 250);
const conversation = { id: 'c1' };
const contact = {
  id: 'u77',
  name: 'Ann',
  phone: '+49 30 1234-56',
  language: 'en',
  profile_url: 'https://x.example/ann',
};
const message = (said: object = { text: 'Look' }, more: object = {}) =>
  eventOf('message.created', {
    message: { id: 'svc-1', created_at: AT, sender: { type: 'customer', id: 'u77' }, ...said },
    conversation,
    contact,
    ...more,
  });
const only = (event: object, id = 'evt_1') => {
  const { events, answer } = heard(event, { id });
  expect(answer.status).toBe(202);
  expect(events).toHaveLength(1);
  return events[0];
};
const ANN = {
  remoteId: 'u77',
  name: 'Ann',
  phone: '+4930123456',
  language: 'en',
  profileLink: 'https://x.example/ann',
};

describe('an event', () => {
  const body = Buffer.from(JSON.stringify(message()));

  it('is refused where its signature is another’s, Courier’s own too, in the words of the protocol', () => {
    for (const secret of [secretOf(99), OUTBOUND]) {
      const received = custom.receive(receiving, requestOf(body, { secret }));
      expect(received).toMatchObject({ kind: 'refused', status: 401 });
      const said = received.kind === 'refused' ? received.body : undefined;
      expect(JSON.parse(said ?? '')).toMatchObject({ error: { code: 'invalid_signature', retryable: false } });
    }
  });

  it('is refused where it was signed at another time', () => {
    const received = custom.receive(receiving, requestOf(body, { at: NOW - 301_000 }));
    expect(received).toMatchObject({
      kind: 'refused',
      status: 401,
      body: expect.stringContaining('stale_timestamp') as string,
    });
  });

  it('is judged by when it came, though it may be read much later', () => {
    const cameThen = { ...receiving, clock: { now: () => NOW - 3_600_000 } };
    expect(custom.receive(cameThen, requestOf(body, { at: NOW - 3_600_000 }))).toMatchObject({
      kind: 'events',
      answer: { status: 202 },
    });
  });

  it('is taken with either secret while one follows the other', () => {
    const both = {
      ...receiving,
      credentials: { ...credentials, inboundSecret: `${secretOf(5)} ${credentials.inboundSecret}` },
    };
    for (const secret of [secretOf(5), credentials.inboundSecret]) {
      expect(custom.receive(both, requestOf(body, { secret })).kind).toBe('events');
    }
  });

  it('for a connection that was taken away is answered 410, and nothing is kept', () => {
    const { answer, events, said } = heard(message(), { context: { ...receiving, sources: [] } });
    expect({ status: answer.status, events }).toEqual({ status: 410, events: [] });
    expect(said).toMatchObject({ error: { code: 'connection_disabled', retryable: false } });
  });

  it('of a type that is not known is kept and ignored', () => {
    const { answer, said, events } = heard(eventOf('poll.voted', { anything: true }), { id: 'evt_9' });
    expect(answer.status).toBe(202);
    expect(said).toEqual({ ignored: true });
    expect(events).toEqual([
      { kind: 'ignored', key: 'event/evt_9', reason: 'events of the kind poll.voted are not carried' },
    ]);
  });

  it.each([
    ['of another version', { ...message(), version: '2' }, 'version'],
    ['with a number for an id', message({ text: 'x', id: 5 }), 'data.message.id'],
    ['with an id of Courier’s', message({ text: 'x', id: 'brg-1' }), 'data.message.id'],
    ['without a contact', message({}, { contact: undefined }), 'data.contact'],
    ['with a time that is none', message({ text: 'x', created_at: 'today' }), 'data.message.created_at'],
    [
      'with a script for an address',
      message({ attachments: [{ kind: 'file', url: 'javascript:1' }] }),
      'data.message.attachments.0.url',
    ],
    [
      'with eleven attachments',
      message({ attachments: Array(11).fill({ kind: 'file', url: 'https://x.example/a' }) }),
      'data.message.attachments',
    ],
    ['with too long a text', message({ text: 'x'.repeat(20_001) }), 'data.message.text'],
  ])('%s is kept, and the service is told where it does not fit', (_, event, path) => {
    const { answer, said, events } = heard(event);
    expect(answer.status).toBe(400);
    expect(said).toMatchObject({ error: { code: 'invalid_payload', retryable: false } });
    expect((said as { error: { issues: { path: string }[] } }).error.issues.map((issue) => issue.path)).toContain(path);
    expect(events).toMatchObject([{ kind: 'unparsed', reason: expect.stringContaining(path) as string }]);
  });

  it('may say null for what there is not, and more than is known', () => {
    const event = message({ text: 'Look', reply_to: null, mood: 'fine' }, { contact: { ...contact, email: null } });
    expect(only(event)).toMatchObject({ kind: 'message', content: { type: 'text', text: 'Look' } });
  });

  it('through the api is refused in the words of the protocol', async () => {
    const route = {
      connectionId: asConnectionId('c-1'),
      messenger: 'custom',
      credentials,
      webhookSecret: WEBHOOK.secret,
      sources: new Map(),
    } as const;
    const request = requestOf(body, { secret: secretOf(99) });
    const read = await readMessengerHook(route, { request, at: NOW }, reading());
    expect(read).toMatchObject({
      kind: 'refused',
      status: 401,
      word: 'bad-signature',
      body: expect.stringContaining('invalid_signature') as string,
    });
  });
});

describe('message.created', () => {
  it('is a message of the customer', () => {
    expect(only(message())).toEqual({
      kind: 'message',
      key: 'message/svc-1',
      source: SOURCE,
      chat: 'c1',
      author: ANN,
      remoteId: 'svc-1',
      at: AT_MS,
      opensWindow: true,
      content: { type: 'text', text: 'Look' },
    });
  });

  it('has the key of its id, so that another event of the same message makes no second one', () => {
    expect(only(message(), 'evt_1')?.key).toBe(only(message(), 'evt_2')?.key);
  });

  it.each([
    [{ id: 'u1' }, { name: 'Customer', isUnnamed: true }],
    [{ id: 'u1', name: ' ', username: 'ann' }, { name: 'ann' }],
    [
      { id: 'u1', email: 'ann@x.example' },
      { name: 'ann@x.example', email: 'ann@x.example' },
    ],
    [
      { id: 'u1', name: 'Ann', avatar_url: 'https://x.example/a.png' },
      { name: 'Ann', avatar: 'https://x.example/a.png' },
    ],
    [{ id: 'u1', name: 'Ann', phone: 'call me' }, { name: 'Ann' }],
  ])('of the contact %j is by %j', (who, shown) => {
    expect(only(message(undefined, { contact: who }))).toMatchObject({ author: { remoteId: 'u1', ...shown } });
  });

  it('of the future is of now', () => {
    expect(only(message({ text: 'x', created_at: '2031-01-01T00:00:00Z' }))).toMatchObject({ at: NOW });
  });

  it.each(['agent', 'bot', 'system', 'some word of later'])('of %s is shown as written elsewhere', (type) => {
    const event = only(message({ text: 'We are closed', sender: { type } }));
    expect(event).toMatchObject({ kind: 'echo', customer: ANN, content: { text: 'We are closed' } });
  });

  it('knows what it answers, and what brought the customer', () => {
    const source = { url: 'https://shop.example/p/1', utm_source: 'ads', utm_medium: 'cpc', ref: 'r1' };
    const event = message(
      { text: 'Yes', reply_to: { id: 'brg-9', text: 'Shall we?', sender: { type: 'agent', name: 'Olga' } } },
      { conversation: { id: 'c1', source } },
    );
    expect(only(event)).toMatchObject({
      content: {
        replyTo: { remoteId: 'brg-9', text: 'Shall we?', author: 'Olga' },
        referral: { source: 'link', id: 'r1', url: 'https://shop.example/p/1', text: 'utm_source=ads utm_medium=cpc' },
      },
    });
  });

  it('takes the page that a customer writes from for nothing that brought them', () => {
    const event = message({ text: 'Hi' }, { conversation: { id: 'c1', source: { url: 'https://shop.example/p/1' } } });
    expect(only(event)).not.toHaveProperty('content.referral');
  });
});

describe('beside new messages', () => {
  it('message.updated says all anew', () => {
    const data = { message: { id: 'svc-1', edited_at: AT, text: 'Better' }, conversation, contact };
    expect(only(eventOf('message.updated', data))).toEqual({
      kind: 'edit',
      key: 'event/evt_1',
      source: SOURCE,
      chat: 'c1',
      author: ANN,
      remoteId: 'svc-1',
      at: AT_MS,
      content: { type: 'text', text: 'Better' },
    });
  });

  it('message.updated without a contact is by the one whose id is the conversation’s', () => {
    const data = { message: { id: 'svc-1', edited_at: AT, text: 'Better' }, conversation };
    expect(only(eventOf('message.updated', data))).toMatchObject({ author: { remoteId: 'c1', isUnnamed: true } });
  });

  it('message.deleted takes every part of a message away', () => {
    const data = { message: { id: 'svc-1', deleted_at: AT, attachment_count: 3 }, conversation };
    const { events } = heard(eventOf('message.deleted', data), { id: 'evt_1' });
    expect(events).toMatchObject([
      { kind: 'removal', key: 'event/evt_1', chat: 'c1', remoteId: 'svc-1', at: AT_MS },
      { kind: 'removal', key: 'event/evt_1#2', remoteId: 'svc-1#2' },
      { kind: 'removal', key: 'event/evt_1#3', remoteId: 'svc-1#3' },
    ]);
  });

  it.each([
    [['👍'], { kind: 'emoji', emoji: '👍' }],
    [['👍', '❤️'], { kind: 'emoji', emoji: '❤️' }],
    [[], { kind: 'none' }],
  ])('message.reaction %j is %j', (reactions, reaction) => {
    const data = { message: { id: 'brg-1' }, conversation, contact, reactions };
    expect(only(eventOf('message.reaction', data))).toMatchObject({
      kind: 'reaction',
      remoteId: 'brg-1',
      author: ANN,
      reaction,
    });
  });

  it('message.reaction of an agent is ignored', () => {
    const data = { message: { id: 'brg-1' }, conversation, sender: { type: 'agent' }, reactions: ['👍'] };
    expect(only(eventOf('message.reaction', data))).toMatchObject({ kind: 'ignored' });
  });

  it.each(['delivered', 'read'] as const)('message.status %s is a receipt', (status) => {
    const data = { message: { id: 'brg-1' }, conversation, status, at: AT };
    expect(only(eventOf('message.status', data))).toEqual({
      kind: 'receipt',
      key: 'event/evt_1',
      source: SOURCE,
      chat: 'c1',
      remoteId: 'brg-1',
      state: status,
      at: AT_MS,
    });
  });

  it.each([
    [{ code: 'recipient_blocked' }, 905, 'The customer has blocked the chat. Messages arrive again when they write.'],
    [{ code: 'recipient_not_found' }, 904, 'The service does not know this customer.'],
    [{ code: 'a code of later', message: 'Because.' }, 905, 'The service could not deliver it. Because.'],
    [undefined, 905, 'The service could not deliver it.'],
  ])('message.status failed for %j is told with %d', (error, code, text) => {
    const data = { message: { id: 'brg-1' }, conversation, status: 'failed', at: AT, ...(error && { error }) };
    expect(only(eventOf('message.status', data))).toMatchObject({ state: 'failed', failure: { code, text } });
  });

  it.each(['sent', 'in the post'])('message.status %s changes nothing', (status) => {
    const data = { message: { id: 'brg-1' }, conversation, status, at: AT };
    expect(only(eventOf('message.status', data))).toMatchObject({ kind: 'ignored' });
  });

  it.each(['4f0c2b1e-3a5d-4c6e-8f7a-9b0c1d2e3f40', '4f0c2b1e-3a5d-4c6e-8f7a-9b0c1d2e3f40/2'])(
    'what is told of %s proves that it was sent',
    async (key) => {
      const service = new ScriptedService();
      const content = { type: 'text', text: 'Hello' } as const;
      const { remoteId } = await custom.send(contextOf(service), { key, chat: 'c1', content });
      const status = { message: { id: remoteId }, conversation, status: 'delivered', at: AT };
      expect(only(eventOf('message.status', status))).toMatchObject({ remoteId, correlation: key });
      const read = heard(eventOf('conversation.read', { conversation, up_to_message_id: remoteId, at: AT }));
      expect(read.events[0]).toMatchObject({ remoteId, correlation: key });
    },
  );

  it('conversation.read is of the named message, and of what was sent before', () => {
    const data = { conversation, up_to_message_id: 'brg-1', at: AT };
    const { events } = heard(eventOf('conversation.read', data), { id: 'evt_1' });
    expect(events).toEqual([
      { kind: 'receipt', key: 'event/evt_1', source: SOURCE, chat: 'c1', remoteId: 'brg-1', state: 'read', at: AT_MS },
      { kind: 'watermark', key: 'event/evt_1#before', source: SOURCE, chat: 'c1', state: 'read', until: AT_MS },
    ]);
  });

  it.each([
    ['closed', undefined, 'The customer has closed the chat.'],
    ['blocked', 'Spam', 'The customer has blocked the chat. Messages do not arrive. Spam'],
    ['unsubscribed', undefined, 'The customer has unsubscribed. Messages do not arrive.'],
    ['reopened', undefined, 'The customer has opened the chat again. Messages arrive.'],
  ])('conversation.state %s is a note for the manager', (state, reason, text) => {
    expect(only(eventOf('conversation.state', { conversation, state, reason }))).toMatchObject({
      kind: 'notice',
      chat: 'c1',
      text,
    });
  });

  it.each([
    ['0-1', 'Yes', { type: 'press', of: 'brg-1', row: 0, column: 1, label: 'Yes' }],
    ['0-1', undefined, { type: 'press', of: 'brg-1', row: 0, column: 1 }],
    ['my-own', 'Yes', { type: 'text', text: 'Yes' }],
    ['my-own', undefined, { type: 'text', text: 'my-own' }],
  ])('action.triggered of %s, %s is %j', (button_id, title, content) => {
    const data = { action: { button_id, title }, message: { id: 'brg-1' }, conversation, contact };
    expect(only(eventOf('action.triggered', data))).toMatchObject({
      kind: 'message',
      remoteId: 'press/evt_1',
      author: ANN,
      opensWindow: true,
      content,
    });
  });

  it('contact.updated waits for the next message', () => {
    expect(only(eventOf('contact.updated', { contact }))).toMatchObject({ kind: 'ignored' });
  });

  it('connection.disabled is told to the administrator', () => {
    const event = only(eventOf('connection.disabled', { reason: 'Moving house' }));
    expect(event).toMatchObject({ kind: 'source-notice', weight: 'broken' });
    expect(event).toMatchObject({ text: expect.stringMatching(/Moving house$/) as string });
    const words = event as unknown as Words;
    expect(LANGUAGES.map((language) => inWords(words, language))).toEqual([
      'The service has ended the connection. Connect it again when it is ready for it. Moving house',
      'El servicio ha terminado la conexión. Conéctalo de nuevo cuando esté listo. Moving house',
      expect.stringMatching(/^O serviço .* Moving house$/),
    ]);
  });

  it('connection.ping is answered with its challenge, and not kept', () => {
    const { answer, said, events } = heard(eventOf('connection.ping', { challenge: 'abc' }));
    expect({ status: answer.status, said, events }).toEqual({
      status: 200,
      said: { challenge: 'abc', name: 'Courier' },
      events: [],
    });
  });

  it.each([
    ['on', '2026-11-21T09:59:55.000Z', 1],
    ['on', '2026-11-21T09:59:54.999Z', 0],
    ['off', '2026-11-21T10:00:00.000Z', 0],
  ])('typing.changed %s of %s is passed on %d times, and not kept', (state, timestamp, times) => {
    const { answer, events, typing } = heard(eventOf('typing.changed', { conversation, state }, timestamp));
    expect({ status: answer.status, events }).toEqual({ status: 202, events: [] });
    expect(typing).toEqual(Array(times).fill({ source: SOURCE, chat: 'c1' }));
  });
});
