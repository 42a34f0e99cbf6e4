import { BotBox, codeOf, isSigned, jwtOf, SKYPE, TEAMS, type Jwt } from '../support/botframework';
import { pick } from '../support/http';

let bot: BotBox;
beforeEach(async () => {
  bot = await BotBox.inTeams();
});
afterEach(() => bot.stop());

const HOUR_MS = 3_600_000;

describe('a bot’s own token', () => {
  it('is given for its secret, and good for an hour', async () => {
    const answer = await bot.askToken();
    expect(answer).toMatchObject({ status: 200, json: { token_type: 'Bearer', expires_in: 3599 } });
    expect((await bot.call('GET', `conversations/${bot.customer.id}/members`)).status).toBe(200);
    await bot.box.control('PUT', '/clock', { offsetMs: HOUR_MS });
    const old = await bot.call('GET', `conversations/${bot.customer.id}/members`);
    expect([old.status, codeOf(old)]).toEqual([401, 'Unauthorized']);
    const fresh = pick(await bot.askToken(), 'access_token');
    expect((await bot.call('GET', `conversations/${bot.customer.id}/members`, undefined, fresh)).status).toBe(200);
  });

  it.each([
    ['of another secret', { client_secret: 'other-secret' }, 401, 'invalid_client', 7000215],
    ['of another app', { client_id: '00000000-0000-4000-8000-000000000000' }, 400, 'unauthorized_client', 700016],
    ['for something else', { scope: 'https://graph.microsoft.com/.default' }, 400, 'invalid_scope', 70011],
    ['by other means', { grant_type: 'password' }, 400, 'unsupported_grant_type', 70003],
  ])('is refused where it is asked for %s', async (_, fields, status, error, number) => {
    const answer = await bot.askToken(fields);
    expect(answer).toMatchObject({ status, json: { error, error_codes: [number] } });
    expect(pick(answer, 'error_description')).toMatch(new RegExp(`^AADSTS${String(number)}: .* Trace ID: `));
  });

  it('is refused in another tenant', async () => {
    const answer = await bot.askToken({}, '00000000-0000-4000-8000-000000000000');
    expect(answer).toMatchObject({ status: 400, json: { error: 'invalid_request', error_codes: [90002] } });
  });

  it('is refused once the secret has ended, until it is replaced', async () => {
    await bot.actOnLine('expire-secret');
    expect(await bot.askToken()).toMatchObject({ status: 401, json: { error_codes: [7000222] } });
    await bot.actOnLine('replace-secret', { secret: 'another-secret' });
    expect(await bot.askToken()).toMatchObject({ status: 401, json: { error_codes: [7000215] } });
    expect((await bot.askToken({ client_secret: 'another-secret' })).status).toBe(200);
  });

  it.each([
    ['void-tokens', 401, 'Unauthorized'],
    ['unregister', 401, 'BotNotRegistered'],
    ['forbid', 403, 'BotDisabledByAdmin'],
  ])('is of no use after %s', async (act, status, code) => {
    await bot.token();
    await bot.actOnLine(act);
    const answer = await bot.send();
    expect([answer.status, codeOf(answer)]).toEqual([status, code]);
  });

  it('opens nothing of another bot', async () => {
    const { clientSecret: client_secret, appId: client_id } = SKYPE;
    const token = pick(await bot.askToken({ client_id, client_secret }), 'access_token');
    const answer = await bot.call('GET', `conversations/${bot.customer.id}/members`, undefined, token);
    expect([answer.status, codeOf(answer)]).toEqual([403, 'InvalidBotApiHost']);
  });
});

describe('the token of an activity', () => {
  beforeEach(() => bot.endpoint());

  async function tokenOf(act = () => bot.says({ text: 'Hello' })): Promise<Jwt | undefined> {
    const before = bot.box.courier.received.length;
    await act();
    const hook = (await bot.box.courier.until(before + 1))[before];
    return hook && jwtOf(hook);
  }

  it('is signed by a published key, for this bot and the server that the activity names', async () => {
    const jwt = await tokenOf();
    expect(jwt?.claims).toMatchObject({
      iss: 'https://api.botframework.com',
      aud: TEAMS.appId,
      serviceurl: bot.serviceUrl,
    });
    expect((await bot.told(1))[0]).toMatchObject({ serviceUrl: bot.serviceUrl, channelId: 'msteams' });
    expect(jwt && isSigned(jwt, await bot.keys(), 'msteams')).toBe(true);
    const { exp, nbf } = jwt?.claims ?? {};
    const now = Date.now() / 1000;
    expect(Number(nbf) < now && now < Number(exp)).toBe(true);
  });

  it('is of another key after a rotation; the old one stays published, unless it is taken away', async () => {
    const first = await tokenOf();
    await bot.actOnLine('rotate-keys');
    const second = await tokenOf();
    expect(second?.header.kid).not.toBe(first?.header.kid);
    const both = await bot.keys();
    expect([first, second].map((jwt) => jwt && isSigned(jwt, both, 'msteams'))).toEqual([true, true]);
    await bot.actOnLine('rotate-keys', { keepsOld: false });
    const third = await tokenOf();
    const only = await bot.keys();
    expect([first, second, third].map((jwt) => jwt && isSigned(jwt, only, 'msteams'))).toEqual([false, false, true]);
  });

  it.each([
    ['algorithm', (jwt: Jwt) => jwt.header.alg !== 'RS256'],
    ['expired', ({ claims }: Jwt) => Number(claims.exp) < Date.now() / 1000 - 300],
    ['not-yet', ({ claims }: Jwt) => Number(claims.nbf) > Date.now() / 1000 + 300],
    ['issuer', ({ claims }: Jwt) => claims.iss !== 'https://api.botframework.com'],
    ['audience', ({ claims }: Jwt) => claims.aud !== TEAMS.appId],
    ['service-url', ({ claims }: Jwt) => claims.serviceurl !== bot.serviceUrl],
  ])('can be wrong in its %s', async (flaw, isWrong) => {
    await bot.actOnLine('flaw', { flaw });
    const jwt = await tokenOf();
    expect(jwt && isWrong(jwt)).toBe(true);
    const next = await tokenOf();
    expect(next && isWrong(next)).toBe(false);
  });

  it.each(['unknown-key', 'signature', 'endorsement'])(
    'can be wrong in its %s, with all else as it should be',
    async (flaw) => {
      await bot.actOnLine('flaw', { flaw });
      const jwt = await tokenOf();
      expect(jwt?.claims).toMatchObject({ aud: TEAMS.appId, serviceurl: bot.serviceUrl });
      expect(jwt && isSigned(jwt, await bot.keys(), 'msteams')).toBe(false);
    },
  );

  it('can be missing', async () => {
    await bot.actOnLine('flaw', { flaw: 'no-token' });
    expect(await tokenOf()).toBeUndefined();
  });
});

describe('the OpenID document', () => {
  it('leads to the keys', async () => {
    const { json } = await bot.get('v1/.well-known/openidconfiguration');
    expect(json).toMatchObject({
      issuer: 'https://api.botframework.com',
      id_token_signing_alg_values_supported: ['RS256'],
    });
    const keys = await bot.keys();
    expect(keys).toHaveLength(2);
    expect(keys[0]).toMatchObject({
      kty: 'RSA',
      use: 'sig',
      endorsements: expect.arrayContaining(['msteams']) as unknown,
    });
    expect(Object.keys(keys[0] ?? {})).not.toContain('d');
  });
});
