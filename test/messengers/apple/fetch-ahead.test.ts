import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { apple } from '../../../src/messengers/apple';
import { cryptedWhole, keyText } from '../../../src/messengers/apple/crypt';
import type { RawRequest } from '../../../src/messengers/contract';
import { errorOf } from '../telegram/scripted-http';
import { contextOf, ScriptedApple } from './scripted-apple';
import { BID, BUSINESS, choice, message, requestOf } from './webhooks';

const key = randomBytes(32);
const payload = Buffer.from('a binary property list');

function lying(bytes = gzipSync(payload)) {
  const http = new ScriptedApple();
  const signature = http.keep('r-1', cryptedWhole(key, bytes));
  const interactiveDataRef = {
    bid: BID,
    owner: 'M1',
    url: 'r-1',
    size: bytes.length,
    signature: signature.toString('hex').toUpperCase(),
    key: keyText(key),
    title: 'Large',
  };
  return { http, interactiveDataRef };
}

const fetched = (http: ScriptedApple, request: RawRequest) =>
  apple.fetchAhead?.(contextOf(http), request) ?? Promise.reject(new Error('it fetches nothing'));
const referring = (interactiveDataRef: object, more: object = {}) =>
  requestOf(message({ type: 'interactive', interactiveDataRef, ...more }));

describe('an answer that is too long for its webhook', () => {
  it.each([
    ['zipped', gzipSync(payload)],
    ['as it is', payload],
  ])('is fetched, opened and read by Apple, %s', async (_, bytes) => {
    const { http, interactiveDataRef } = lying(bytes);
    const data = { requestIdentifier: 'q', replyMessage: { title: 'Large' }, images: [{ data: 'x'.repeat(99) }] };
    http.decoded = { sessionIdentifier: 's', data };
    const told = await fetched(http, referring(interactiveDataRef));
    expect(JSON.parse(told ?? '')).toEqual({
      sessionIdentifier: 's',
      data: { requestIdentifier: 'q', replyMessage: { title: 'Large' } },
    });
    expect(http.to('preDownload')).toMatchObject([{ headers: { url: 'r-1', 'source-id': BUSINESS } }]);
    const [decode] = http.to('decodePayload');
    expect(decode).toMatchObject({
      method: 'POST',
      headers: { bid: BID, 'source-id': BUSINESS, 'content-type': 'application/octet-stream' },
    });
    expect(decode?.bytes.equals(payload)).toBe(true);
  });

  it('is read in its wrapping, too', async () => {
    const { http, interactiveDataRef } = lying();
    http.decoded = { interactiveData: { data: { a: 1 } } };
    expect(JSON.parse((await fetched(http, referring(interactiveDataRef))) ?? '')).toEqual({ data: { a: 1 } });
  });

  it('is asked for in the name of the business that it is for', async () => {
    const { http, interactiveDataRef } = lying();
    await fetched(http, referring(interactiveDataRef, { destinationId: 'another' }));
    expect(http.calls.map(({ headers }) => headers['source-id'])).toEqual(['another', 'another']);
  });

  it.each<[string, ConstructorParameters<typeof ScriptedApple>[0]]>([
    ['its address has ended', { preDownload: { status: 404 } }],
    ['Apple does not read it', { decodePayload: { status: 403 } }],
    ['Apple reads nothing in it', { decodePayload: { status: 200, body: 'x' } }],
  ])('is not had where %s', async (_, answers) => {
    const { interactiveDataRef, http } = lying();
    const refusing = new ScriptedApple(answers);
    for (const [name, bytes] of http.stored) refusing.keep(name, bytes);
    await errorOf(fetched(refusing, referring(interactiveDataRef)));
  });

  it('is not had without its key', async () => {
    const { http, interactiveDataRef } = lying();
    await errorOf(fetched(http, referring({ ...interactiveDataRef, key: undefined })));
    expect(http.calls).toHaveLength(0);
  });
});

it.each<[string, RawRequest]>([
  ['a text', requestOf(message({ body: 'x' }))],
  ['an answer that came along', requestOf(choice({ a: 1 }, { interactiveDataRef: lying().interactiveDataRef }))],
  ['an answer that refers to nothing', requestOf(message({ type: 'interactive' }))],
  ['no JSON', requestOf(Buffer.from('hello'))],
  ['what does not unzip', requestOf(Buffer.from([0x1f, 0x8b, 0]))],
])('%s is not asked for', async (_, request) => {
  const http = new ScriptedApple();
  expect(await fetched(http, request)).toBeUndefined();
  expect(http.calls).toHaveLength(0);
});
