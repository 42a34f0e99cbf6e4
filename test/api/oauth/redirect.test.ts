import { register } from 'prom-client';
import { replyWith } from '../../http/throwaway-server';
import { CLIENT, HOST, openDoor, SECRET, STRANGER, type Door } from './door';

let door: Door;
beforeAll(async () => {
  door = await openDoor();
});
afterAll(() => door.close());
beforeEach(() => door.clear());

const CODE = 'def50200aabbccdd';

async function counted(what: string): Promise<number> {
  const metric = await register.getSingleMetric('courier_oauth_total')?.get();
  return metric?.values.find(({ labels }) => labels.what === what)?.value ?? 0;
}

/** Nothing was begun, nobody was told, and no far side was asked. */
async function expectNothingCameOfIt(): Promise<void> {
  expect(await door.installs()).toEqual([]);
  expect(door.told).toEqual([]);
  await door.exchangeAll();
  expect(door.listener.seen).toEqual([]);
}

describe('a code with our state', () => {
  it('begins one installation of the account that was asked, and tells its workflow', async () => {
    const answer = await door.redirect({ code: CODE, referer: HOST, state: await door.state(), client_id: CLIENT });
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('Courier is being connected');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
    expect(await door.installs()).toMatchObject([
      { host: HOST, origin: 'consent', account_id: door.key.accountId, begun_by: 'Maria Souza', state: 'running' },
    ]);
    expect(door.told).toEqual([{ workflow: 'install', id: `install:${door.key.integrationId}:${HOST}` }]);
    const [install] = await door.installs();
    expect(JSON.stringify(install)).not.toContain(CODE);
    // The client secret goes to the account’s own host, once.
    door.listener.answer = replyWith(400, { hint: 'Cannot decrypt the authorization code', status: 400 });
    await door.exchangeAll();
    expect(door.listener.seen.map(({ url }) => url)).toEqual(['/at/acme/oauth2/access_token']);
    expect(door.listener.seen[0]?.body).toContain(SECRET);
  });

  it('is taken once: whoever comes again with the same address is sent back', async () => {
    const query = { code: CODE, referer: HOST, state: await door.state() };
    const answers = await Promise.all(Array.from({ length: 5 }, () => door.redirect(query)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 403, 403, 403, 403]);
    expect((await door.redirect(query)).status).toBe(403);
    expect(await door.installs()).toHaveLength(1);
  });

  it('says it in the browser’s language', async () => {
    for (const [language, title] of [
      ['es-MX', 'Courier se está conectando'],
      ['pt-BR', 'O Courier está sendo conectado'],
      ['de', 'Courier is being connected'],
    ] as const) {
      const query = new URLSearchParams({ code: CODE, referer: HOST, state: await door.state() }).toString();
      const answer = await door.ask(`/oauth/kommo/${CLIENT}?${query}`, { headers: { 'accept-language': language } });
      expect(answer.text).toContain(title);
    }
  });

  it('is kept while the engine is away', async () => {
    door.engine.away = true;
    expect((await door.redirect({ code: CODE, referer: HOST, state: await door.state() })).status).toBe(200);
    expect(await door.installs()).toMatchObject([{ state: 'running', told_at: null }]);
  });
});

describe('a code is refused', () => {
  it.each<[string, (ours: string) => Promise<string> | string]>([
    ['that is forged', () => 'A'.repeat(43)],
    ['that is ours but for a letter', (ours) => (ours.startsWith('A') ? 'B' : 'A') + ours.slice(1)],
    ['that is ours with more behind', (ours) => `${ours}x`],
    ['that is its hash in the ledger', async () => String((await states())[0]?.state_hash)],
    ['of another integration', () => door.state({ integrationId: door.strangerId })],
    ['that no database stores', () => 'a\0b'],
    ['that is endless', () => 'x'.repeat(8_000)],
  ])('with a state %s', async (_what, forge) => {
    const before = await counted('foreign-state');
    const ours = await door.state();
    const answer = await door.redirect({ code: CODE, referer: HOST, state: await forge(ours) });
    expect(answer.status).toBe(403);
    expect(answer.text).toContain('This link is not good any more');
    expect(await counted('foreign-state')).toBe(before + 1);
    await expectNothingCameOfIt();
    // The real one goes on being good.
    expect((await door.redirect({ code: CODE, referer: HOST, state: ours })).status).toBe(200);
  });

  it('with a state that is older than an hour', async () => {
    const state = await door.state();
    const [row] = await states();
    expect(Number(row?.left)).toBeGreaterThan(59 * 60);
    expect(Number(row?.left)).toBeLessThanOrEqual(60 * 60);
    await door.ledger.db.query(`update consent_states set expires_at = now() - interval '1 second'`);
    expect((await door.redirect({ code: CODE, referer: HOST, state })).status).toBe(403);
    await expectNothingCameOfIt();
  });

  it('with a forged state even where Kommo’s servers seem to bring it', async () => {
    const answer = await door.redirect({ code: CODE, referer: HOST, state: 'A'.repeat(43), from_widget: '1' });
    expect(answer.status).toBe(403);
    await expectNothingCameOfIt();
  });

  it.each([
    ['without a state', { code: CODE, referer: HOST }],
    ['with an empty state', { code: CODE, referer: HOST, state: '' }],
  ])('%s where it is not Kommo’s servers that bring it', async (_what, query) => {
    const answer = await door.redirect(query);
    expect([answer.status, answer.text.includes('Something is missing')]).toEqual([400, true]);
    await expectNothingCameOfIt();
  });

  it.each([
    ['of no length', ''],
    ['that is endless', 'x'.repeat(4_097)],
  ])('%s', async (_what, code) => {
    expect((await door.redirect({ code, referer: HOST, state: await door.state() })).status).toBe(400);
    await expectNothingCameOfIt();
  });

  it.each([
    CLIENT.toUpperCase(),
    CLIENT.slice(1),
    '00000000-0000-4000-8000-000000000000',
    '%00',
    "'%20or%20true--",
    '*',
  ])('for the integration %s, which is none of ours', async (clientId) => {
    for (const query of [`code=${CODE}&referer=${HOST}&from_widget=1`, 'error=access_denied', '']) {
      const answer = await door.ask(`/oauth/kommo/${clientId}?${query}`);
      expect([answer.status, answer.text.includes('There is no such integration here')]).toEqual([404, true]);
    }
    await expectNothingCameOfIt();
  });
});

describe('a host that is none of Kommo’s accounts gets no secret', () => {
  const foreign = [
    ['', 'nothing'],
    ['evil.example', 'another host'],
    ['acme.kommo.com.evil.example', 'a host with more behind'],
    ['evil-kommo.com', 'a host that looks alike'],
    ['kommo.com', 'Kommo itself'],
    ['www.kommo.com', 'a page of Kommo’s'],
    ['amojo.kommo.com', 'Kommo’s chats'],
    ['api-c.kommo.com', 'a host that accounts share'],
    ['drive-c.kommo.com', 'Kommo’s files'],
    ['a.b.kommo.com', 'a host below an account'],
    ['acme.kommo.com:8443', 'another port'],
    ['acme.kommo.com/.evil.example', 'a path'],
    ['acme.kommo.com#.evil.example', 'a fragment'],
    ['acme.kommo.com@evil.example', 'a user'],
    ['user:pass@acme.kommo.com', 'a password'],
    ['https://acme.kommo.com', 'a whole address'],
    ['acme.kommo.com.', 'a dot behind'],
    [' acme.kommo.com', 'a space before'],
    ['acme.kommo.com\nevil.example', 'two lines'],
    ['аcme.kommo.com', 'a letter of another script'],
    ['acme.kommo。com', 'a dot of another script'],
    ['acme\0.kommo.com', 'a NUL'],
    ['127.0.0.1', 'this machine'],
    ['localhost', 'this machine by name'],
    ['169.254.169.254', 'the cloud’s own address'],
  ] as const;

  it.each(foreign)('%j, %s', async (referer) => {
    for (const more of [{ state: await door.state() }, { from_widget: '1' }, { from_widget: '', referrer: HOST }]) {
      const answer = await door.redirect({ code: CODE, referer, ...more });
      expect([answer.status, answer.text.includes('This does not come from Kommo')]).toEqual([400, true]);
    }
    await expectNothingCameOfIt();
  });

  it('nor does one that listens where it says', async () => {
    const { host } = new URL(door.listener.origin);
    for (const referer of [host, `${host}/`, door.listener.origin]) {
      expect((await door.redirect({ code: CODE, referer, from_widget: '1' })).status).toBe(400);
      expect((await door.redirect({ code: CODE, referer, state: await door.state() })).status).toBe(400);
    }
    await expectNothingCameOfIt();
  });

  it('and the listener would have heard it: let in as a host for tests, it does', async () => {
    const open = await openDoor({ letListenerIn: true });
    try {
      const { host } = new URL(open.listener.origin);
      expect((await open.redirect({ code: CODE, referer: host, from_widget: '1' })).status).toBe(200);
      open.listener.answer = replyWith(400, { hint: 'Cannot decrypt the authorization code', status: 400 });
      await open.exchangeAll();
      expect(open.listener.seen).toHaveLength(1);
      expect(open.listener.seen[0]?.body).toContain(SECRET);
    } finally {
      await open.close();
    }
  });

  it('two hosts, of which the first counts', async () => {
    const query = `code=${CODE}&from_widget=1&referer=evil.example&referer=${HOST}`;
    expect((await door.ask(`/oauth/kommo/${CLIENT}?${query}`)).status).toBe(400);
    await expectNothingCameOfIt();
  });

  it('redirects of the host are not followed with the secret', async () => {
    await door.redirect({ code: CODE, referer: HOST, from_widget: '1' });
    door.listener.answer = (response) => {
      response.writeHead(307, { location: `${door.listener.origin}/stolen` }).end();
    };
    await door.exchangeAll().catch(() => undefined);
    expect(door.listener.seen.map(({ url }) => url).filter((url) => !url.startsWith('/at/acme/'))).toEqual([]);
    expect(door.listener.seen.length).toBeGreaterThan(0);
  });
});

describe('where the consent is denied', () => {
  it('nothing is begun, and the state is used up', async () => {
    const state = await door.state();
    const answer = await door.redirect({ error: 'access_denied', client_id: CLIENT, state });
    expect([answer.status, answer.text.includes('Nothing was connected')]).toEqual([200, true]);
    expect((await door.redirect({ code: CODE, referer: HOST, state })).status).toBe(403);
    await expectNothingCameOfIt();
  });

  it('a code beside it counts for nothing', async () => {
    const state = await door.state();
    expect((await door.redirect({ error: 'x', code: CODE, referer: HOST, state })).text).toContain('Nothing was');
    expect((await door.redirect({ error: '', code: CODE, referer: HOST, from_widget: '1' })).text).toContain(
      'Nothing was',
    );
    await expectNothingCameOfIt();
  });

  it('and nothing of the request is repeated on the page', async () => {
    const planted = '<script>alert(1)</script>';
    for (const query of [
      { error: planted, error_description: planted },
      { code: planted, referer: planted, state: planted },
      { code: CODE, referer: HOST, state: planted },
    ]) {
      const answer = await door.redirect(query);
      expect(answer.text).not.toContain('alert');
      expect(answer.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/);
      expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    }
  });
});

describe('Kommo’s servers bring a code', () => {
  it('without a state: it belongs to nobody’s session and to no account yet', async () => {
    const answer = await door.redirect({ code: CODE, referer: HOST, from_widget: '1', client_id: CLIENT });
    expect([answer.status, answer.text]).toEqual([200, 'ok']);
    expect(await door.installs()).toMatchObject([
      { host: HOST, origin: 'widget', account_id: null, begun_by: 'Kommo', state: 'running' },
    ]);
    expect(door.told).toHaveLength(1);
  });

  it('for the integration that the address names, whatever else is said', async () => {
    await door.redirect({ code: CODE, referer: HOST, from_widget: '1', client_id: STRANGER });
    expect(await door.installs()).toMatchObject([{ integration_id: door.key.integrationId }]);
  });

  it('once more, and what was begun with the first is not lost by it', async () => {
    await door.redirect({ code: CODE, referer: HOST, from_widget: '1' });
    door.listener.answer = replyWith(200, {
      token_type: 'Bearer',
      expires_in: 86_400,
      access_token: 'access-token',
      refresh_token: 'refresh-token',
    });
    await door.exchangeAll();
    const [first] = await door.installs();
    await door.redirect({ code: CODE, referer: HOST, from_widget: '1' });
    await door.redirect({ code: 'def50200forged', referer: HOST, from_widget: '1' });
    const [still] = await door.installs();
    expect(still).toMatchObject({ id: first?.id, secret_kind: 'pair', secret: first?.secret, state: 'running' });
    // One that Kommo takes does replace it: then it came from the account.
    await door.exchangeAll();
    expect((await door.installs()).map(({ state }) => state)).toEqual(['replaced', 'replaced', 'running']);
  });
});

describe('while the database cannot be reached', () => {
  it('nothing is said to be taken; who waits in a browser is told to try again', async () => {
    const state = await door.state();
    const away = await door.withoutDatabase();
    try {
      const begun = performance.now();
      const query = new URLSearchParams({ code: CODE, referer: HOST, state }).toString();
      const answer = await fetch(`${away.url}/oauth/kommo/${CLIENT}?${query}`, {
        headers: { 'accept-language': 'pt' },
      });
      // Kommo’s servers wait for three seconds (kommo-platform.md §1.3); a busy machine is given more than that.
      expect(performance.now() - begun).toBeLessThan(9_000);
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
      expect(answer.headers.get('content-type')).toContain('text/html');
      const text = await answer.text();
      expect(text).toContain('lang="pt"');
      expect(text).not.toContain(CODE);
      for (const path of [`${CLIENT}?code=${CODE}&referer=${HOST}&from_widget=1`, `${CLIENT}/disabled?account_id=1`]) {
        expect((await fetch(`${away.url}/oauth/kommo/${path}`)).status).toBe(503);
      }
    } finally {
      await away.close();
    }
    // The page can be loaded again.
    expect((await door.redirect({ code: CODE, referer: HOST, state })).status).toBe(200);
  });
});

async function states(): Promise<{ state_hash: string; left: number }[]> {
  const { rows } = await door.ledger.db.query<{ state_hash: string; left: number }>(
    'select state_hash, extract(epoch from expires_at - now())::float8 as left from consent_states',
  );
  return rows;
}
