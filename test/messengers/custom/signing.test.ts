import fc from 'fast-check';
import { keyOf, signatureHeaders, verify, type Keys } from '../../../src/messengers/custom/signing';
import { secretOf } from './service';

/** webhook.md §1, Test vectors. */
const SECRET = 'whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=';
const ID = 'evt_01JD0000000000000000000001';
const TIMESTAMP = 1_763_719_200;
const VECTORS = [
  {
    body: '{"type":"connection.ping","version":"1","timestamp":"2025-11-21T10:00:00Z","data":{"challenge":"abc"}}',
    signature: 'v1,CQGPQQ3oAzhSCYjO2sPCWWNUBYWbqYC/IwSvi861cbk=',
  },
  {
    body: '{"type":"typing.changed","version":"1","timestamp":"2025-11-21T10:00:01Z","data":{"conversation":{"id":"c1"},"state":"on","text":"ü你"}}',
    signature: 'v1,+iiex9AfiGdlqWVp5uokiDjGnqiOa+DujQImGpt2Ay4=',
  },
] as const;
const [PING] = VECTORS;
const BODY = Buffer.from(PING.body);
const NOW = TIMESTAMP * 1_000;

const keys = (...secrets: string[]): Keys => secrets.flatMap((secret) => keyOf(secret) ?? []);
const OWN = keys(SECRET);
const headersOf = (signature: string, more: object = {}) => ({
  'webhook-id': ID,
  'webhook-timestamp': String(TIMESTAMP),
  'webhook-signature': signature,
  ...more,
});

describe('a secret', () => {
  it.each([
    [SECRET, 32],
    [secretOf(0, 24), 24],
    [secretOf(0, 64), 64],
  ])('%s is a key of %d bytes', (secret, length) => {
    expect(keyOf(secret)).toHaveLength(length);
  });

  it.each([
    '',
    'whsec_',
    secretOf(0, 23),
    secretOf(0, 65),
    SECRET.slice('whsec_'.length),
    SECRET.replace('whsec_', 'whsk_'),
    SECRET.replace('=', ''),
    `${SECRET} `,
    SECRET.replace('AAEC', 'AA-_'),
  ])('is not “%s”', (entered) => {
    expect(keyOf(entered)).toBeUndefined();
  });
});

describe('signing', () => {
  it.each(VECTORS)('gives $signature', ({ body, signature }) => {
    const signed = { id: ID, timestamp: TIMESTAMP, body: Buffer.from(body) };
    expect(signatureHeaders(OWN, signed)).toEqual(headersOf(signature));
  });

  it('signs with both secrets while one follows the other', () => {
    const both = keys(secretOf(7), SECRET);
    const headers = signatureHeaders(both, { id: ID, timestamp: TIMESTAMP, body: BODY });
    expect(headers['webhook-signature']).toMatch(/^v1,\S+ v1,CQGPQQ3o\S+$/);
    for (const one of both) expect(verify([one], headers, BODY, NOW)).toEqual({ kind: 'genuine', id: ID });
  });
});

describe('verifying', () => {
  it.each(VECTORS)('takes $signature', ({ body, signature }) => {
    expect(verify(OWN, headersOf(signature), Buffer.from(body), NOW)).toEqual({ kind: 'genuine', id: ID });
  });

  it.each([
    ['a signature of another secret before it', `v1,${Buffer.alloc(32).toString('base64')} ${PING.signature}`],
    ['a version that is not known before it', `v1a,${Buffer.alloc(64).toString('base64')} ${PING.signature}`],
    ['a version that is not known behind it', `${PING.signature} v9,abc`],
  ])('takes it with %s', (_, signature) => {
    expect(verify(OWN, headersOf(signature), BODY, NOW).kind).toBe('genuine');
  });

  it('takes a signature of any secret that is active', () => {
    expect(verify(keys(secretOf(9), SECRET), headersOf(PING.signature), BODY, NOW).kind).toBe('genuine');
  });

  it.each([
    ['no signature', headersOf('')],
    ['no id', headersOf(PING.signature, { 'webhook-id': undefined })],
    ['no time', headersOf(PING.signature, { 'webhook-timestamp': undefined })],
    ['another id', headersOf(PING.signature, { 'webhook-id': 'evt_2' })],
    ['another time', headersOf(PING.signature, { 'webhook-timestamp': String(TIMESTAMP + 1) })],
    ['a time that is no number', headersOf(PING.signature, { 'webhook-timestamp': `${TIMESTAMP}.0` })],
    ['a signature without its version', headersOf(PING.signature.slice('v1,'.length))],
    ['a signature of another version', headersOf(PING.signature.replace('v1,', 'v1a,'))],
    ['a shorter signature', headersOf(PING.signature.slice(0, -4))],
    ['a dot moved from the id into the time', headersOf(PING.signature, { 'webhook-id': `${ID}.1` })],
  ])('refuses %s', (_, headers) => {
    expect(verify(OWN, headers, BODY, NOW)).toEqual({ kind: 'forged' });
  });

  it('refuses another secret, and other bytes of the same JSON', () => {
    expect(verify(keys(secretOf(1)), headersOf(PING.signature), BODY, NOW).kind).toBe('forged');
    const spaced = Buffer.from(JSON.stringify(JSON.parse(PING.body), null, 1));
    expect(verify(OWN, headersOf(PING.signature), spaced, NOW).kind).toBe('forged');
  });

  it.each([
    [-301, 'stale'],
    [-300, 'genuine'],
    [0, 'genuine'],
    [300, 'genuine'],
    [301, 'stale'],
  ] as const)('at a clock that is %d seconds off it is %s', (seconds, kind) => {
    expect(verify(OWN, headersOf(PING.signature), BODY, NOW + seconds * 1_000).kind).toBe(kind);
  });

  it('takes what was signed, and nothing that differs from it in a byte', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1 }), fc.nat(), fc.integer({ min: 1, max: 255 }), (bytes, at, change) => {
        const body = Buffer.from(bytes);
        const headers = signatureHeaders(OWN, { id: ID, timestamp: TIMESTAMP, body });
        expect(verify(OWN, headers, body, NOW).kind).toBe('genuine');
        const place = at % body.length;
        body[place] = (body[place] ?? 0) ^ change;
        expect(verify(OWN, headers, body, NOW).kind).toBe('forged');
      }),
    );
  });
});
