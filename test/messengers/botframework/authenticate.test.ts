import { SignJWT } from 'jose';
import fc from 'fast-check';
import { botframework } from '../../../src/messengers/botframework';
import { BotCredentials } from '../../../src/messengers/botframework/credentials';
import type { KeySet } from '../../../src/messengers/contract';
import { APP, authenticated, credentials, ISSUER, NOW, receiving, requestOf, SERVICE, SigningKey } from './activities';

const key = new SigningKey('k-1');
const other = new SigningKey('k-1');
let keys: KeySet;
beforeAll(async () => {
  keys = [await new SigningKey('k-0').published(), await key.published({ endorsements: ['msteams', 'skype'] })];
});

const HOUR_S = 3_600;
const now = Math.floor(NOW / 1_000);

describe('the token of a request', () => {
  it('tells the server it is for and the channels of its key', async () => {
    expect(await authenticated(await key.sign(), keys)).toEqual({
      kind: 'authentic',
      claims: { serviceurl: SERVICE, endorsements: ['msteams', 'skype'] },
    });
  });

  it('of a key without endorsements is good for all channels', async () => {
    expect(await authenticated(await key.sign(), [await key.published()])).toEqual({
      kind: 'authentic',
      claims: { serviceurl: SERVICE },
    });
  });

  it.each([
    ['as it is', {}, {}, 'authentic'],
    ['of RS384', {}, { alg: 'RS384' }, 'authentic'],
    ['of RS512', {}, { alg: 'RS512' }, 'authentic'],
    ['of PS256', {}, { alg: 'PS256' }, 'refused'],
    ['for the bot in capitals', { aud: APP.toUpperCase() }, {}, 'authentic'],
    ['for another bot', { aud: '11111111-2222-4333-8444-000000000000' }, {}, 'refused'],
    ['for several bots', { aud: [APP] }, {}, 'refused'],
    ['for nobody', { aud: undefined }, {}, 'refused'],
    ['of another issuer', { iss: 'https://sts.windows.net/x/' }, {}, 'refused'],
    ['of no issuer', { iss: undefined }, {}, 'refused'],
    ['that has just ended', { exp: now - 4 * 60 }, {}, 'authentic'],
    ['that has ended', { exp: now - 6 * 60 }, {}, 'refused'],
    ['without an end', { exp: undefined }, {}, 'refused'],
    ['that soon begins', { nbf: now + 4 * 60 }, {}, 'authentic'],
    ['that has not begun', { nbf: now + 6 * 60 }, {}, 'refused'],
    ['for no server', { serviceurl: undefined }, {}, 'refused'],
    ['of a key that is not known', {}, { kid: 'k-9' }, 'unknown-key'],
    ['of no key', {}, { kid: undefined }, 'refused'],
  ])('%s', async (_, claims, header, kind) => {
    expect(await authenticated(await key.sign(claims, header), keys)).toMatchObject({ kind });
  });

  it('is refused where another key of the same name has signed it', async () => {
    expect(await authenticated(await other.sign(), keys)).toMatchObject({ kind: 'refused', status: 403 });
  });

  it.each([
    ['is missing', undefined],
    ['is empty', ''],
    ['is no token', 'abc'],
    ['has no signature', 'eyJhbGciOiJub25lIn0.e30.'],
  ])('is refused where it %s', async (_, token) => {
    const status = token === undefined || token === '' ? 401 : 403;
    expect(await authenticated(token, keys)).toMatchObject({ kind: 'refused', status });
  });

  it('is refused where it is signed with the public key as a secret', async () => {
    const secret = Buffer.from(JSON.stringify(keys[1]));
    const token = await new SignJWT({ serviceurl: SERVICE, iss: ISSUER, aud: APP, exp: now + HOUR_S })
      .setProtectedHeader({ alg: 'HS256', kid: 'k-1' })
      .sign(secret);
    expect(await authenticated(token, keys)).toMatchObject({ kind: 'refused' });
  });

  it.each([
    ['for other things', { kty: 'EC' }],
    ['without a modulus', { n: undefined }],
    ['that cannot be used', { n: 'AQAB' }],
  ])('is refused where its key is one %s', async (_, more) => {
    expect(await authenticated(await key.sign(), [await key.published(more)])).toMatchObject({ kind: 'refused' });
  });

  it('is not looked for among keys where it is for another bot: that is no reason to fetch any', async () => {
    const token = await key.sign({ aud: 'another' });
    expect(await authenticated(token, [])).toMatchObject({ kind: 'refused', status: 403 });
    expect(await authenticated(await key.sign(), [])).toEqual({ kind: 'unknown-key' });
  });

  it('is looked at as of the time when the request came', async () => {
    const token = await key.sign();
    expect(await authenticated(token, keys, NOW + 2 * HOUR_S * 1_000)).toMatchObject({ kind: 'refused' });
    expect(await authenticated(token, keys, NOW)).toMatchObject({ kind: 'authentic' });
  });

  it('is refused where a sign of it was changed', async () => {
    const token = await key.sign();
    await fc.assert(
      fc.asyncProperty(fc.nat(token.length - 1), fc.constantFrom('A', 'b', '_', '0'), async (at, sign) => {
        fc.pre(token[at] !== sign);
        const changed = token.slice(0, at) + sign + token.slice(at + 1);
        // The last sign of a part holds bits that nobody reads.
        fc.pre(token[at + 1] !== '.' && at + 1 < token.length);
        expect((await authenticated(changed, keys)).kind).not.toBe('authentic');
      }),
    );
  });

  it('is refused or of an unknown key, whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), fc.array(fc.dictionary(fc.string(), fc.jsonValue())), async (token, published) => {
        expect((await authenticated(token, [...keys, ...published])).kind).not.toBe('authentic');
      }),
    );
  });

  it('may be of an issuer of one’s own', async () => {
    const entered = BotCredentials.parse({ ...credentials, tokenIssuer: 'http://127.0.0.1:8090/botframework' });
    const token = await key.sign({ iss: 'http://127.0.0.1:8090/botframework' });
    const verdict = botframework.authentication?.authenticate(
      { ...receiving, credentials: entered },
      requestOf({}, token),
      keys,
    );
    expect(await verdict).toMatchObject({ kind: 'authentic' });
  });
});
