import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Assumptions } from '../../src/sandbox/assumptions';
import { signHook } from '../../src/sandbox/kommo/signature';
import { Harness } from './support/harness';

interface Vector {
  readonly name: string;
  readonly scheme: 'request' | 'webhook' | 'legacy-body';
  readonly method: string;
  readonly path: string;
  readonly query?: string;
  readonly contentType: string;
  readonly date: string;
  readonly secret: string;
  readonly body: string;
  readonly contentMd5: string;
  readonly signature: string;
}

const vectors = JSON.parse(
  readFileSync(path.join(__dirname, '../kommo/signature-vectors.json'), 'utf8'),
) as readonly Vector[];
const requests = vectors.filter(({ scheme }) => scheme !== 'webhook');
const webhooks = vectors.filter(({ scheme }) => scheme === 'webhook');

let box: Harness;
beforeEach(async () => {
  box = await Harness.start();
  // Some of them name avatars and media that are nowhere near.
  await box.assume({ 'media-fetch-tries': 0 });
});
afterEach(() => box.stop());

/** Registers the channel and account a vector was made for, and moves the clock to its date. */
async function prepare(vector: Vector): Promise<void> {
  const owner = vector.path.split('/')[4] ?? '';
  const [id = '', fromScope] = owner.split('_');
  const inBody = /"account_id":"([^"]+)"/.exec(vector.body)?.[1];
  const amojoId = fromScope ?? inBody ?? '';
  await box.control('POST', '/kommo/accounts', { amojoId, id: 1, subdomain: 'vector', users: [] });
  await box.control('POST', '/kommo/channels', {
    id,
    secret: vector.secret,
    code: 'amo.ext.1',
    name: 'Vector',
    hookUrl: 'http://127.0.0.1:1/:scope_id',
    bot: { id: '99999999-8888-4777-8666-555555555555', name: 'Bot' },
    allowedAccounts: [amojoId],
  });
  if (vector.date) await box.control('PUT', '/clock', { offsetMs: Date.parse(vector.date) - Date.now() });
}

function send(vector: Vector, more: { query?: string; body?: string; signature?: string } = {}) {
  const query = more.query ?? vector.query;
  return box.kommo.raw({
    method: vector.method,
    path: query ? `${vector.path}?${query}` : vector.path,
    body: more.body ?? vector.body,
    headers: {
      ...(vector.date ? { Date: vector.date } : {}),
      ...(vector.contentType ? { 'Content-Type': vector.contentType } : {}),
      ...(vector.contentMd5 ? { 'Content-MD5': vector.contentMd5 } : {}),
      'X-Signature': more.signature ?? vector.signature,
    },
  });
}

const REFUSED = {
  status: 0,
  error_code: 403,
  error_type: 'ORIGIN_INVALID_SIGNATURE',
  error_description: 'invalid signature',
};

test('there are 28 vectors', () => expect(vectors).toHaveLength(28));

test.each(requests.map((vector) => [vector.name, vector] as const))(
  '%s is taken for genuine',
  async (_name, vector) => {
    await prepare(vector);
    if (vector.scheme === 'legacy-body') {
      expect((await send(vector)).json).toEqual(REFUSED);
      await box.assume({ 'legacy-signature': 'on' });
    }
    const genuine = await send(vector);
    expect([200, 204, 400, 404]).toContain(genuine.status);
    expect(genuine.text).not.toContain('ORIGIN_INVALID_SIGNATURE');

    const flipped = (vector.signature.startsWith('0') ? '1' : '0') + vector.signature.slice(1);
    expect((await send(vector, { signature: flipped })).json).toEqual(REFUSED);
    if (vector.body) expect((await send(vector, { body: `${vector.body} ` })).json).toEqual(REFUSED);
  },
);

test('a signed query string is refused', async () => {
  const vector = vectors.find(({ name }) => name === 'pub-history-get');
  if (!vector) throw new Error('no such vector');
  await prepare(vector);
  // kommo-chat-api.md §16.1: the path signed with its query.
  const wrong = await send(vector, { signature: '87ac67ccf0acc03c928758cdb1b0a11577b77b32' });
  expect(wrong.status).toBe(403);
  expect(wrong.json).toEqual(REFUSED);
});

test.each(webhooks.map((vector) => [vector.name, vector] as const))('%s is how hooks are signed', (_name, vector) => {
  const json = vector.body.replace(/\n$/, '');
  expect(signHook(json, vector.secret, new Assumptions())).toEqual({ body: `${json}\n`, signature: vector.signature });
});
