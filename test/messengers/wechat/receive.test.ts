import { wechat } from '../../../src/messengers/wechat';
import * as hooks from './webhooks';

const { message, xmlOf, requestOf, signedQuery } = hooks;
const hello = xmlOf(message('text', { Content: 'Hello' }));
const REFUSED = { kind: 'refused', status: 403 };
const asked = (query: string, credentials = hooks.plain) =>
  wechat.receive(hooks.receivingWith(credentials), { ...requestOf('', query), method: 'GET' });

describe('the question whether the address is ours', () => {
  it.each([
    ['in plain mode', hooks.plain],
    ['in safe mode', hooks.safe],
  ])('is answered with what came, %s', (_, credentials) => {
    expect(asked(signedQuery({ echostr: '5927364810236458172' }), credentials)).toEqual({
      kind: 'events',
      events: [{ kind: 'ignored', key: 'webhook-confirmed', reason: 'WeChat has tried the address' }],
      answer: { status: 200, contentType: 'text/plain', body: '5927364810236458172' },
    });
  });

  it.each([
    ['with another token', signedQuery({ echostr: '1' }, 'other')],
    ['without a signature', 'timestamp=1&nonce=2&echostr=1'],
    ['without anything', ''],
    ['with nothing to send back', signedQuery()],
    ['with a book to send back', signedQuery({ echostr: 'x'.repeat(1_001) })],
    ['with a signature in capitals', signedQuery({ echostr: '1' }).replace(/signature=[^&]+/, (s) => s.toUpperCase())],
  ])('is refused %s', (_, query) => {
    expect(asked(query)).toMatchObject(REFUSED);
  });
});

describe('in plain mode', () => {
  it('a message is taken, and accepted in the word that WeChat wants', () => {
    expect(wechat.receive(hooks.receiving, requestOf(hello))).toEqual({
      kind: 'events',
      events: [
        {
          kind: 'message',
          key: `message/${hooks.MSG_ID}`,
          source: hooks.APP_ID,
          chat: hooks.ANN,
          author: { remoteId: hooks.ANN, name: 'WeChat user 000000', isUnnamed: true },
          remoteId: hooks.MSG_ID,
          at: 1_790_000_000_000,
          opensWindow: true,
          content: { type: 'text', text: 'Hello' },
        },
      ],
      answer: { status: 200, contentType: 'text/plain', body: 'success' },
    });
  });

  it.each([
    ['of another token', signedQuery({}, 'other')],
    ['of another time', signedQuery({ timestamp: '1790000001' })],
    ['that is missing', signedQuery({ signature: '' })],
    ['cut short', signedQuery({ signature: 'abc' })],
  ])('a signature %s is refused', (_, query) => {
    expect(wechat.receive(hooks.receiving, requestOf(hello, query))).toMatchObject(REFUSED);
  });

  it('what is plain beside what is encrypted is taken, for want of a key', () => {
    const request = hooks.encryptedRequest(hello, { beside: hello.slice(5, -6) });
    expect(hooks.eventsIn(wechat.receive(hooks.receiving, request))).toMatchObject([{ kind: 'message' }]);
  });

  it('what is only encrypted is kept, and the administrator told', () => {
    const events = hooks.eventsIn(wechat.receive(hooks.receiving, hooks.encryptedRequest(hello)));
    expect(events).toMatchObject([
      { kind: 'unparsed' },
      { kind: 'source-notice', source: hooks.APP_ID, weight: 'broken' },
    ]);
  });
});

describe('with a key', () => {
  const receiving = hooks.receivingWith(hooks.safe);
  const textOf = (request = hooks.encryptedRequest(hello)) => {
    const [event] = hooks.eventsIn(wechat.receive(receiving, request));
    return event?.kind === 'message' && event.content.type === 'text' ? event.content.text : event?.kind;
  };

  it('what is encrypted is taken', () => {
    expect(textOf()).toBe('Hello');
  });

  it.each(Array.from({ length: 33 }, (_, length) => length))('whatever its padding: %d letters', (length) => {
    const text = 'x'.repeat(length + 1);
    expect(textOf(hooks.encryptedRequest(xmlOf(message('text', { Content: text }))))).toBe(text);
  });

  it('only that is believed, where something is plain beside it', () => {
    const beside = xmlOf(message('text', { Content: 'Forged' })).slice(5, -6);
    expect(textOf(hooks.encryptedRequest(hello, { beside }))).toBe('Hello');
  });

  it('what is only plain is refused', () => {
    expect(wechat.receive(receiving, requestOf(hello))).toMatchObject(REFUSED);
  });

  it.each([
    ['of something else', (query: string) => query.replace(/msg_signature=[^&]+/, `msg_signature=${'0'.repeat(40)}`)],
    ['that is missing', (query: string) => query.replace(/&msg_signature=[^&]+/, '')],
    [
      'of the address alone',
      (query: string) =>
        query.replace(/msg_signature=[^&]+/, `msg_signature=${new URLSearchParams(query).get('signature') ?? ''}`),
    ],
  ])('a signature %s is refused', (_, change) => {
    const request = hooks.encryptedRequest(hello);
    expect(wechat.receive(receiving, { ...request, query: change(request.query) })).toMatchObject(REFUSED);
  });

  it('another encrypted text under the same signature is refused', () => {
    const { query } = hooks.encryptedRequest(hello);
    const { body } = hooks.encryptedRequest(hello);
    expect(wechat.receive(receiving, { ...hooks.encryptedRequest(hello), query, body })).toMatchObject(REFUSED);
  });

  it.each([
    ['for another app', hooks.encryptedRequest(hello, { appId: 'wxfedcba9876543210' })],
    ['with another key', hooks.encryptedRequest(hello, { key: hooks.AES_KEY.toUpperCase().replace(/^./, '9') })],
    ['with no whole block', hooks.sealedRequest('YWJj')],
    ['with nothing', hooks.sealedRequest('====')],
  ])('what is encrypted %s is kept unread, and the administrator told', (_, request) => {
    const received = wechat.receive(receiving, request);
    const events = hooks.eventsIn(received);
    expect(events).toMatchObject([
      { kind: 'unparsed', reason: 'it is encrypted with another EncodingAESKey than ours' },
      { kind: 'source-notice', weight: 'broken', at: hooks.NOW },
    ]);
    expect(wechat.receive(receiving, request)).toEqual(received);
  });
});

describe('ids', () => {
  it.each(['9007199254740993', '18446744073709551615', '0000000000000000017'])('keep their digits: %s', (id) => {
    expect(hooks.heard({ ...message('text', { Content: 'x' }), MsgId: id })).toMatchObject({
      remoteId: id,
      key: `message/${id}`,
    });
  });

  it('are the same in each of three tries', () => {
    const keys = [1, 2, 3].map(() => hooks.heard(message('text', { Content: 'x' })).key);
    expect(new Set(keys).size).toBe(1);
  });
});

describe('what cannot be read is kept', () => {
  it.each([
    ['no XML', 'hello'],
    ['half of it', hello.slice(0, -5)],
    ['another root', hello.replaceAll('xml>', 'html>')],
    ['nothing', ''],
    [
      'an entity from elsewhere',
      `<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>${hello.replace('Hello', '&a;')}`,
    ],
    ['nobody who says it', xmlOf({ MsgType: 'text', CreateTime: 1, Content: 'x', MsgId: '1' })],
    ['no id', xmlOf({ ...message('text', { Content: 'x' }), MsgId: 'x' })],
    ['no time', xmlOf({ ...message('text', { Content: 'x' }), CreateTime: 'now' })],
    ['an event without a name', xmlOf({ ...hooks.happening(''), Event: '' })],
  ])('%s', (_, body) => {
    const event = hooks.heard(body);
    expect(event).toMatchObject({ kind: 'unparsed', key: expect.stringMatching(/^body\/[0-9a-f]{64}$/) as string });
    expect(hooks.heard(body)).toEqual(event);
  });
});
