import { createHmac, generateKeyPairSync, randomUUID, sign as signWith } from 'node:crypto';
import type { Overview } from '../../../src/api/settings/contract';
import { SETTINGS_OPERATIONS } from '../../../src/api/settings/operations';
import { INTEGRATION } from '../../kommo/crm/world';
import { openDesk, STRANGER_SECRET, type Desk } from './desk';

let desk: Desk;
let claims: Record<string, unknown>;
beforeAll(async () => {
  desk = await openDesk();
  const [, body = ''] = (await desk.token({})).split('.');
  claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as Record<string, unknown>;
});
afterAll(() => desk.close());

const HEAD = { typ: 'JWT', alg: 'HS256' };
const now = (): number => Math.floor(Date.now() / 1_000);
const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token as Kommo would make it, with what is changed in it. */
function signed(changes: object = {}, how: { head?: object; secret?: string; hash?: string } = {}): string {
  const { head = HEAD, secret = INTEGRATION.clientSecret, hash = 'sha256' } = how;
  const text = `${part(head)}.${part({ ...claims, jti: randomUUID(), ...changes })}`;
  return `${text}.${createHmac(hash, secret).update(text).digest('base64url')}`;
}

it('a token that is made in the same way opens the settings: what is refused below is refused for its flaw', async () => {
  expect((await desk.open(signed())).status).toBe(200);
});

it.each<[string, () => string]>([
  ['HS512, with the right secret', () => signed({}, { head: { ...HEAD, alg: 'HS512' }, hash: 'sha512' })],
  ['HS384, with the right secret', () => signed({}, { head: { ...HEAD, alg: 'HS384' }, hash: 'sha384' })],
  ['HS512 in its head only', () => signed({}, { head: { ...HEAD, alg: 'HS512' } })],
  ['HS512 in its signature only', () => signed({}, { hash: 'sha512' })],
  ['none, signed', () => signed({}, { head: { ...HEAD, alg: 'none' } })],
  ['none, unsigned', () => `${part({ ...HEAD, alg: 'none' })}.${part(claims)}.`],
  ['nOnE, unsigned', () => `${part({ ...HEAD, alg: 'nOnE' })}.${part(claims)}.`],
  ['no algorithm at all', () => `${part({ typ: 'JWT' })}.${part(claims)}.`],
  [
    'RS256, with a key of its own',
    () => {
      const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
      const text = `${part({ ...HEAD, alg: 'RS256' })}.${part(claims)}`;
      return `${text}.${signWith('sha256', Buffer.from(text), privateKey).toString('base64url')}`;
    },
  ],
])('a token is refused whose algorithm is %s', async (_what, token) => {
  expect(await desk.open(token())).toMatchObject({ status: 401, body: { type: 'token-refused' } });
});

it.each<[string, object]>([
  ['names a key', { kid: 'mine' }],
  ['names a file as key', { kid: '../../../dev/null' }],
  ['names an address of keys', { jku: 'https://evil.example/keys.json' }],
  ['brings a key', { jwk: { kty: 'oct', k: Buffer.from('mine').toString('base64url') } }],
  ['brings a certificate', { x5c: ['MIIB'], x5u: 'https://evil.example/cert.pem' }],
])('a head that %s is not followed: only our secret opens', async (_what, more) => {
  const before = (await desk.world.sandbox.journal('kommo')).length;
  for (const secret of ['mine', '', 'MIIB', 'another-secret']) {
    const refused = await desk.open(signed({}, { head: { ...HEAD, ...more }, secret }));
    expect(refused).toMatchObject({ status: 401, body: { type: 'token-refused' } });
  }
  expect((await desk.world.sandbox.journal('kommo')).length).toBe(before);
});

it.each<[string, () => object]>([
  ['expired', () => ({ iat: now() - 3_600, nbf: now() - 3_600, exp: now() - 1_800 })],
  ['good for longer than Kommo’s', () => ({ exp: now() + 86_400 })],
  ['not yet valid', () => ({ nbf: now() + 600 })],
  ['issued in the future', () => ({ iat: now() + 600, exp: now() + 1_800 })],
  ['without an end', () => ({ exp: undefined })],
  ['with an end that is no number', () => ({ exp: String(now() + 600) })],
  ['for another address', () => ({ aud: 'https://elsewhere.example' })],
  ['for an address with more behind', () => ({ aud: `${String(claims.aud)}.evil.example` })],
  ['for several addresses', () => ({ aud: [claims.aud, 'https://elsewhere.example'] })],
  ['for nobody', () => ({ aud: '' })],
  ['of an issuer that is none of Kommo’s', () => ({ iss: 'https://evil.example' })],
  ['of an issuer that looks alike', () => ({ iss: 'https://sandbox.kommo.com.evil.example' })],
  ['of an issuer behind a user', () => ({ iss: 'https://sandbox.kommo.com@evil.example' })],
  ['of an issuer with a path', () => ({ iss: 'https://evil.example/sandbox.kommo.com' })],
  ['of Kommo itself, and no account', () => ({ iss: 'https://www.kommo.com' })],
  ['of an integration that signs with another secret', () => ({ client_uuid: desk.sibling.clientId })],
  ['of no account', () => ({ account_id: undefined })],
  ['of an account that is a text', () => ({ account_id: String(desk.home.accountId) })],
  ['of no user', () => ({ user_id: 0 })],
  ['without an id, so that it could be used twice', () => ({ jti: '' })],
])('a token is refused that is %s, though it is signed', async (_what, changes) => {
  const refused = await desk.open(signed(changes()));
  expect(refused).toMatchObject({ status: 401, body: { type: 'token-refused' } });
});

it('a token is refused whose claims are another’s, or cut, or signed twice', async () => {
  const [head = '', body = '', signature = ''] = signed().split('.');
  const [, foreign = ''] = signed({ account_id: desk.neighbour.accountId }).split('.');
  for (const token of [
    `${head}.${foreign}.${signature}`,
    `${head}.${body}.${signature.slice(0, -1)}`,
    `${head}.${body}.${signature}A`,
    `${head}.${body}.${signature}.${signature}`,
    `${head}.${body}`,
    `${head}..${signature}`,
    `${head}.${body}.${Buffer.from(signature, 'base64url').toString('hex')}`,
  ]) {
    expect(await desk.open(token)).toMatchObject({ status: 401, body: { type: 'token-refused' } });
  }
});

it('a token is used once, also where another is made with its id', async () => {
  const jti = randomUUID();
  expect((await desk.open(signed({ jti }))).status).toBe(200);
  const replayed = await desk.open(signed({ jti, user_id: desk.users.seller }));
  expect(replayed).toMatchObject({ status: 401, body: { type: 'token-used' } });
});

it('a user of one account is nobody in another', async () => {
  const refused = await desk.open(signed({ account_id: desk.neighbour.accountId, user_id: desk.users.admin }));
  expect(refused).toMatchObject({ status: 403, body: { type: 'no-such-user' } });
});

it('whoever owns an integration and signs for an account that never let it in learns nothing of that account', async () => {
  const token = signed(
    {
      client_uuid: desk.sibling.clientId,
      aud: 'https://stranger.example',
      account_id: desk.neighbour.accountId,
      user_id: desk.users.neighbour,
      iss: 'https://mine.kommo.com',
      subdomain: 'mine',
    },
    { secret: STRANGER_SECRET },
  );
  const opened = await desk.open(token);
  expect(opened.status).toBe(200);
  const begun = await desk.begin(String(opened.body.url));
  expect(begun.body.me).toEqual({ userId: desk.users.neighbour, name: null, isAdmin: false, may: 'nothing' });
  const session = String(begun.body.session);
  const { body } = await desk.ask<Overview>(SETTINGS_OPERATIONS.overview, { session });
  expect(body).toMatchObject({
    account: { id: desk.neighbour.accountId, subdomain: 'mine' },
    installation: { state: 'waiting' },
    sources: [],
    completeness: null,
    administrators: [],
  });
  for (const operation of [
    SETTINGS_OPERATIONS.changes,
    SETTINGS_OPERATIONS.readPeople,
    SETTINGS_OPERATIONS.pipelines,
  ]) {
    expect((await desk.ask(operation, { session })).status).toBe(403);
  }
});
