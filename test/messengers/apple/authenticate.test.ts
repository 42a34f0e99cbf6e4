import { decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import { apple } from '../../../src/messengers/apple';
import { AppleCredentials } from '../../../src/messengers/apple/credentials';
import { errorOf } from '../telegram/scripted-http';
import { contextOf, ScriptedApple } from './scripted-apple';
import { BUSINESS, message, MSP, NOW, receiving, requestOf, SECRET, tokenOf } from './webhooks';

const S = NOW / 1_000;
const HOUR = 3_600;

async function verdict(authorization: string | undefined) {
  return apple.authentication?.authenticate(receiving, requestOf(message(), { authorization }), []);
}

describe('a webhook', () => {
  it.each<[string, object]>([
    ['of now', {}],
    ['of nearly an hour ago', { iat: S - HOUR + 1 }],
    ['of nearly an hour ahead', { iat: S + HOUR - 1 }],
    ['for several', { aud: ['somebody', MSP] }],
  ])('with a token %s is genuine', async (_, claims) => {
    expect(await verdict(`Bearer ${await tokenOf({ ...claims })}`)).toEqual({ kind: 'authentic', claims: {} });
  });

  it.each<[string, object, Parameters<typeof tokenOf>[1]]>([
    ['of more than an hour ago', { iat: S - HOUR - 1 }, {}],
    ['of more than an hour ahead', { iat: S + HOUR + 1 }, {}],
    ['of no time', { iat: undefined }, {}],
    ['for another provider', { aud: BUSINESS }, {}],
    ['for nobody', { aud: undefined }, {}],
    ['signed with another secret', {}, { secret: Buffer.alloc(32, 8).toString('base64') }],
    ['signed with the secret as it is written', {}, { secret: Buffer.from(SECRET).toString('base64') }],
    ['signed in another way', {}, { alg: 'HS384' }],
  ])('with a token %s is refused', async (_, claims, by) => {
    expect(await verdict(`Bearer ${await tokenOf({ ...claims }, by)}`)).toMatchObject({ kind: 'refused', status: 403 });
  });

  it.each([undefined, '', 'Basic eDp5', 'Bearer', 'Bearer a b'])(
    'with %j instead of a token is refused',
    async (text) => {
      expect(await verdict(text)).toMatchObject({ kind: 'refused', status: 401 });
    },
  );

  it.each(['Bearer x', 'Bearer a.b.c', 'Bearer eyJhbGciOiJub25lIn0.e30.'])(
    'with the token %j is refused',
    async (text) => {
      expect(await verdict(text)).toMatchObject({ kind: 'refused', status: 403 });
    },
  );

  it('that nobody verified is refused', () => {
    const { connectionId, credentials, webhook, clock } = receiving;
    expect(
      apple.receive({ connectionId, credentials, webhook, clock }, requestOf(message({ body: 'x' }))),
    ).toMatchObject({
      kind: 'refused',
      status: 401,
    });
  });
});

it('asks with a token of the provider, signed with what the secret stands for', async () => {
  const http = new ScriptedApple();
  await apple.identify(contextOf(http));
  const [, token = ''] = (http.calls[0]?.headers.authorization ?? '').split(' ');
  expect(decodeProtectedHeader(token)).toEqual({ alg: 'HS256', typ: 'JWT' });
  expect(decodeJwt(token)).toEqual({ iss: MSP, iat: S });
  await expect(jwtVerify(token, Buffer.from(SECRET, 'base64'), { currentDate: new Date(NOW) })).resolves.toBeDefined();
});

describe('credentials', () => {
  const entered = { mspId: ` ${MSP} `, apiSecret: SECRET, businessId: BUSINESS };

  it('are taken as people paste them', () => {
    expect(AppleCredentials.parse({ ...entered, businessId: `urn:biz:${BUSINESS}` })).toEqual({
      mspId: MSP,
      apiSecret: SECRET,
      businessId: BUSINESS,
      apiBaseUrl: 'https://mspgw.push.apple.com/v1',
    });
  });

  it.each([{ mspId: 'a b' }, { apiSecret: 'not base64!' }, { apiSecret: '' }, { businessId: 'shop' }])(
    'are refused as %j',
    (wrong) => {
      expect(AppleCredentials.safeParse({ ...entered, ...wrong }).success).toBe(false);
    },
  );

  it('are tried by asking for a place for one byte', async () => {
    const http = new ScriptedApple();
    expect(await apple.identify(contextOf(http))).toEqual({
      remoteId: BUSINESS,
      name: 'Apple Messages 4f8c2b1e',
      address: `https://bcrw.apple.com/urn:biz:${BUSINESS}`,
      app: MSP,
    });
    expect(http.calls).toMatchObject([
      {
        method: 'GET',
        url: 'https://mspgw.push.apple.com/v1/preUpload',
        headers: { 'source-id': BUSINESS, 'mmcs-size': '1', size: '1' },
      },
    ]);
  });

  it('that Apple does not take are told of, and so is an Apple that is away', async () => {
    const refusing = contextOf(new ScriptedApple({ preUpload: { status: 403 } }));
    expect(await errorOf(apple.identify(refusing))).toMatchObject({ code: 902 });
    expect(await apple.check(refusing)).toMatchObject({ state: 'broken', fault: 'credentials' });
    const away = contextOf(new ScriptedApple({ preUpload: { status: 503 } }));
    expect(await apple.check(away)).toMatchObject({ state: 'broken', fault: 'unreachable' });
  });

  it.each([
    ['warning', 'not called yet', undefined],
    ['warning', 'not called yet', false],
    ['ok', 'has called', true],
  ])('that Apple takes are well; the address is %s: it has %s', async (state, words, isConfirmed) => {
    const context = contextOf(new ScriptedApple());
    const webhook = { ...context.webhook, ...(isConfirmed === undefined ? {} : { isConfirmed }) };
    const text = expect.stringMatching(new RegExp(`${words}.*/hooks/apple/c-1`)) as string;
    expect(await apple.check({ ...context, webhook })).toMatchObject({
      state: 'ok',
      checks: [{ name: 'token' }, { name: 'address', state, text }],
    });
  });
});
