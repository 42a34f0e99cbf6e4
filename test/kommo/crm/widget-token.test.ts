import { createHmac } from 'node:crypto';
import { asAccountId } from '../../../src/model/ids';
import { verifyWidgetToken, type WidgetTokenRules } from '../../../src/kommo/crm/widget-token';
import { WIDGET_TOKEN_FLAWS } from '../../../src/sandbox/control/schemas-platform';
import { ACCOUNT, createWorld, INTEGRATION, OTHER, type World } from './world';

/** kommo-platform.md §2. */
const SECRET = 'integration-secret-for-tests';
const VECTOR = [
  'eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9',
  'eyJpc3MiOiJodHRwczovL2FjbWUua29tbW8uY29tIiwiYXVkIjoiaHR0cHM6Ly9icmlkZ2UuZXhhbXBsZSIsImp0aSI6IjBiOGY5YzUyLTAwMDAtNDAwMC04MDAwLTAwMDAwMDAwMDAwMSIsImlhdCI6MTc2MDAwMDAwMCwibmJmIjoxNzYwMDAwMDAwLCJleHAiOjE3NjAwMDE4MDAsImFjY291bnRfaWQiOjEyMzQ1Njc4LCJ1c2VyX2lkIjo5ODc2NTQsInN1YmRvbWFpbiI6ImFjbWUiLCJjbGllbnRfdXVpZCI6IjNmMmMxYTllLTExMTEtNDIyMi04MzMzLTQ0NDQ1NTU1NjY2NiJ9',
  '-LUQ8TQI38Gs6Zs3p0iEpMNFXBmNkl6-nkA0Q9KICJs',
].join('.');
const ISSUED_S = 1_760_000_000;

const rules = (changes: Partial<WidgetTokenRules> = {}): WidgetTokenRules => ({
  clientId: '3f2c1a9e-1111-4222-8333-444455556666',
  clientSecret: SECRET,
  redirectUri: 'https://bridge.example/kommo/oauth',
  now: (ISSUED_S + 60) * 1_000,
  ...changes,
});
const refused = (reason: string) => ({ kind: 'refused', reason });

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const vectorClaims = JSON.parse(Buffer.from(VECTOR.split('.')[1] ?? '', 'base64url').toString()) as object;

/** A token with the right signature over whatever is given. */
function signed(claims: object, head: object = { typ: 'JWT', alg: 'HS256' }, hash = 'sha256'): string {
  const text = `${part(head)}.${part({ ...vectorClaims, ...claims })}`;
  return `${text}.${createHmac(hash, SECRET).update(text).digest('base64url')}`;
}

test('the published vector is valid, and names who works in the widget', () => {
  expect(verifyWidgetToken(VECTOR, rules())).toEqual({
    kind: 'valid',
    caller: {
      accountId: 12345678,
      userId: 987654,
      subdomain: 'acme',
      host: 'acme.kommo.com',
      tokenId: '0b8f9c52-0000-4000-8000-000000000001',
      expiresAt: (ISSUED_S + 1_800) * 1_000,
    },
  });
});

test('it is valid a little around its times, and no longer', () => {
  const at = (seconds: number) => verifyWidgetToken(VECTOR, rules({ now: (ISSUED_S + seconds) * 1_000 }));
  expect(at(-59)).toMatchObject({ kind: 'valid' });
  expect(at(-61)).toEqual(refused('not-yet'));
  expect(at(1_859)).toMatchObject({ kind: 'valid' });
  expect(at(1_861)).toEqual(refused('expired'));
});

test('an audience may carry the port of the redirect address', () => {
  const here = rules({ redirectUri: 'http://127.0.0.1:8080/oauth/kommo' });
  for (const aud of ['http://127.0.0.1:8080', 'http://127.0.0.1']) {
    expect(verifyWidgetToken(signed({ aud }), here)).toMatchObject({ kind: 'valid' });
  }
});

describe('forged', () => {
  const [head = '', body = '', signature = ''] = VECTOR.split('.');

  test.each([
    ['no token', '', 'malformed'],
    ['two parts', `${head}.${body}`, 'malformed'],
    ['four parts', `${VECTOR}.x`, 'malformed'],
    ['a head that is no JSON', `x.${body}.${signature}`, 'malformed'],
    ['a head that must be understood', signed({}, { alg: 'HS256', crit: ['b64'], b64: false }), 'malformed'],
    ['algorithm none', `${part({ typ: 'JWT', alg: 'none' })}.${body}.`, 'algorithm'],
    ['algorithm None, signed', signed({}, { alg: 'None' }), 'algorithm'],
    ['another algorithm with the right key', signed({}, { typ: 'JWT', alg: 'HS512' }, 'sha512'), 'algorithm'],
    ['a public key’s algorithm', signed({}, { typ: 'JWT', alg: 'RS256' }), 'algorithm'],
    ['no signature', `${head}.${body}.`, 'signature'],
    ['another signature', `${head}.${body}.${signature.replace('L', 'M')}`, 'signature'],
    ['changed claims', `${head}.${part({ ...vectorClaims, account_id: 1 })}.${signature}`, 'signature'],
    ['too long', `${VECTOR}${'x'.repeat(9_000)}`, 'malformed'],
    ['another audience', signed({ aud: 'https://elsewhere.example' }), 'audience'],
    ['an audience with more', signed({ aud: 'https://bridge.example.evil.example' }), 'audience'],
    ['many audiences', signed({ aud: ['https://bridge.example'] }), 'malformed'],
    ['good for a year', signed({ exp: ISSUED_S + 31_536_000 }), 'expired'],
    ['issued in the future', signed({ iat: ISSUED_S + 600, exp: ISSUED_S + 2_000 }), 'not-yet'],
    ['of another integration', signed({ client_uuid: '3f2c1a9e-1111-4222-8333-444455556667' }), 'integration'],
    ['of another issuer', signed({ iss: 'https://evil.example' }), 'issuer'],
    ['of an issuer with more', signed({ iss: 'https://acme.kommo.com@evil.example' }), 'issuer'],
    ['of no account', signed({ account_id: '12345678' }), 'malformed'],
    ['without an end', signed({ exp: undefined }), 'malformed'],
    ['without an id', signed({ jti: undefined }), 'malformed'],
  ])('%s', (_what, token, reason) => {
    expect(verifyWidgetToken(token, rules())).toEqual(refused(reason));
  });

  test('of a foreign account', () => {
    expect(verifyWidgetToken(VECTOR, rules({ accountId: asAccountId(1) }))).toEqual(refused('account'));
    expect(verifyWidgetToken(VECTOR, rules({ accountId: asAccountId(12345678) }))).toMatchObject({ kind: 'valid' });
  });
});

describe('the emulator’s', () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld();
  });
  afterAll(() => world.close());

  const REASONS = {
    none: undefined,
    'wrong-key': 'signature',
    'alg-none': 'algorithm',
    'wrong-aud': 'audience',
    expired: 'expired',
    'wrong-issuer': 'issuer',
  } as const;

  test.each(WIDGET_TOKEN_FLAWS)('with the flaw %s', async (flaw) => {
    const { token } = await world.control<{ token: string }>('POST', '/platform/widget-tokens', {
      clientId: INTEGRATION.clientId,
      accountId: ACCOUNT.id,
      flaw,
    });
    const here = {
      ...INTEGRATION,
      redirectUri: world.redirectUri,
      now: Date.now(),
      accountId: asAccountId(ACCOUNT.id),
    };
    const verdict = verifyWidgetToken(token, here);
    const reason = REASONS[flaw];
    if (reason === undefined) expect(verdict).toMatchObject({ kind: 'valid', caller: { host: 'sandbox.kommo.com' } });
    else expect(verdict).toEqual(refused(reason));
    if (flaw !== 'none') return;
    expect(verifyWidgetToken(token, { ...here, accountId: asAccountId(OTHER.id) })).toEqual(refused('account'));
  });
});
