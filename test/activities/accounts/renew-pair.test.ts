import { ApplicationFailure } from '@temporalio/common';
import { createCrmAccess, type CrmAccess } from '../../../src/access/crm-access';
import { renewPair } from '../../../src/activities/accounts/renew-pair';
import {
  leaseRenewal,
  markRefused,
  readGrant,
  storePair,
  type Grant,
  type RenewalLease,
} from '../../../src/ledger/grants';
import { SANDBOX } from '../../../src/sandbox/credentials';
import { startAccount, type TestAccount } from './account';

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;
const { account, integration } = SANDBOX.kommo;
const WHOSE = { clientId: integration.clientId, accountId: account.id };

let here: TestAccount;
beforeEach(async () => {
  here = await startAccount();
  await here.authorise();
});
afterEach(() => here.close());

const renew = (generation: number | null = 1) => renewPair(here.deps, here.key, generation);

async function grant(): Promise<Grant> {
  const read = await readGrant(here.ledger.db, here.ledger.vault, here.key);
  if (read === undefined) throw new Error('there is no grant');
  return read;
}

/** Refreshes that Kommo has seen. */
async function refreshes(): Promise<number> {
  const requests = await here.requests('oauth-token');
  return requests.filter(({ request }) => (request as { grant_type?: string }).grant_type === 'refresh_token').length;
}

/** Whether Kommo takes the tokens that are in the ledger. */
async function works(): Promise<boolean> {
  const answer = await here.deps.crmWith(await grant()).account();
  return answer.kind === 'accepted';
}

/** As processes ask, with the renewer right here. */
function access(renewals: { count: number } = { count: 0 }): CrmAccess {
  return createCrmAccess({
    db: here.ledger.db,
    vault: here.ledger.vault,
    http: here.deps.http,
    clock: here.clock,
    addresses: here.addresses,
    renew: async (key, generation) => {
      renewals.count += 1;
      return (await renewPair(here.deps, key, generation)).result;
    },
  });
}

const revoke = (what: 'all' | 'access' | 'refresh') => here.control('POST', '/platform/revoke', { ...WHOSE, what });
const loseAnswers = (times: number) =>
  here.sandbox.fault({ name: 'kommo-drop-after-storing', operation: 'oauth-token', times });

describe.each(['grace', 'strict'])('where a refresh token that was exchanged is good by the rule: %s', (rule) => {
  beforeEach(() => here.sandbox.assume({ 'oauth-refresh-reuse': rule }));

  it('a pair is renewed again and again', async () => {
    for (let generation = 1; generation <= 3; generation += 1) {
      const { result } = await renew(generation);
      expect(result).toEqual({ kind: 'renewed', generation: generation + 1 });
      expect(await works()).toBe(true);
    }
    expect(await refreshes()).toBe(3);
  });

  it('a pair that was never used is renewed all the same', async () => {
    await renew(1);
    expect((await renew(2)).result).toEqual({ kind: 'renewed', generation: 3 });
    expect(await works()).toBe(true);
  });

  it('one that is good for hours is left alone, and tells when it is due', async () => {
    const { result, dueAt } = await renew(null);
    expect(result).toEqual({ kind: 'renewed', generation: 1 });
    expect(dueAt).toBe((await grant()).expiresAt - 6 * HOUR_MS);
    expect(await refreshes()).toBe(0);
    here.clock.moveTo(dueAt + 60_000);
    expect((await renew(null)).result).toEqual({ kind: 'renewed', generation: 2 });
  });
});

it('an answer that is lost once costs a second request, where the old token is still good', async () => {
  await loseAnswers(1);
  expect((await renew()).result).toEqual({ kind: 'renewed', generation: 2 });
  expect(await refreshes()).toBe(2);
  expect(await works()).toBe(true);
});

it('answers that are lost again and again leave the old pair, for the next attempt', async () => {
  await loseAnswers(2);
  await expect(renew()).rejects.toThrow(ApplicationFailure);
  expect(await grant()).toMatchObject({ state: 'good', generation: 1 });
  expect((await renew()).result).toEqual({ kind: 'renewed', generation: 2 });
  expect(await works()).toBe(true);
});

it('an answer that is lost where the old token is dead at once needs a new consent', async () => {
  await here.sandbox.assume({ 'oauth-refresh-reuse': 'strict' });
  await loseAnswers(1);
  expect((await renew()).result).toEqual({ kind: 'refused' });
  expect(await grant()).toMatchObject({ state: 'refused', generation: 1 });
  await here.authorise();
  expect(await grant()).toMatchObject({ state: 'good', generation: 2 });
  expect(await works()).toBe(true);
});

it('Kommo that has an internal error, or asks for patience, is asked later', async () => {
  for (const status of [500, 429]) {
    await here.sandbox.fault({ name: 'kommo-error', operation: 'oauth-token', status, times: 2 });
    await expect(renew()).rejects.toThrow(ApplicationFailure);
    await here.control('DELETE', '/faults');
  }
  expect((await renew()).result).toMatchObject({ kind: 'renewed' });
});

it('a wrong secret of ours does not cost the tokens', async () => {
  await here.control('PATCH', `/platform/integrations/${integration.clientId}`, {
    redirectUri: 'https://other.example/',
  });
  await expect(renew()).rejects.toThrow(ApplicationFailure);
  expect(await grant()).toMatchObject({ state: 'good', generation: 1 });
});

it('tokens that were withdrawn need a new consent, and nobody is asked until then', async () => {
  await revoke('all');
  const crm = access();
  expect(await crm.ask(here.key, (api) => api.account())).toMatchObject({ kind: 'no-access' });
  expect(await grant()).toMatchObject({ state: 'refused' });
  const asked = (await here.sandbox.journal('kommo')).length;
  expect(await crm.ask(here.key, (api) => api.account())).toMatchObject({ kind: 'no-access' });
  expect((await renew()).result).toEqual({ kind: 'refused' });
  expect((await here.sandbox.journal('kommo')).length).toBe(asked);
});

describe.each([404, 401])('an account that moved, where its former host answers %i', (status) => {
  beforeEach(async () => {
    await here.sandbox.assume({ 'oauth-moved-host': status });
    await here.control('POST', '/platform/move', { accountId: account.id, subdomain: 'elsewhere' });
  });

  it('is found by a renewal', async () => {
    expect((await renew()).result).toEqual({ kind: 'renewed', generation: 2 });
    expect(await grant()).toMatchObject({ host: 'elsewhere.kommo.com', state: 'good' });
    expect(await here.requests('oauth-subdomain')).toHaveLength(1);
    expect(await works()).toBe(true);
  });

  it('is found by a question', async () => {
    const answer = await access().ask(here.key, (api) => api.sources());
    expect(answer).toEqual({ kind: 'accepted', value: [] });
    expect(await grant()).toMatchObject({ host: 'elsewhere.kommo.com' });
  });
});

describe('when time passes', () => {
  const passes = async (ms: number): Promise<void> => {
    here.clock.moveTo(Date.now() + ms);
    await here.control('PUT', '/clock', { offsetMs: ms });
  };

  it('a pair that nobody used for a month is renewed by whoever asks first', async () => {
    await passes(31 * DAY_MS);
    expect(await works()).toBe(false);
    expect(await access().ask(here.key, (api) => api.account())).toMatchObject({ kind: 'accepted' });
    expect(await grant()).toMatchObject({ state: 'good', generation: 2 });
    expect((await grant()).expiresAt).toBeGreaterThan(here.clock.now() + 23 * HOUR_MS);
  });

  it('also where only Kommo’s clock has moved', async () => {
    await here.control('PUT', '/clock', { offsetMs: 31 * DAY_MS });
    expect(await access().ask(here.key, (api) => api.account())).toMatchObject({ kind: 'accepted' });
    expect(await refreshes()).toBe(1);
  });

  it('a pair that is older than three months needs a new consent', async () => {
    await passes(91 * DAY_MS);
    expect((await renew()).result).toEqual({ kind: 'refused' });
  });
});

describe('a long-lived token', () => {
  beforeEach(() => here.authoriseFor(30));

  it('is looked at every day, and never exchanged', async () => {
    const { result, dueAt } = await renew(2);
    expect(result).toEqual({ kind: 'later' });
    expect(Math.abs(dueAt - here.clock.now() - DAY_MS)).toBeLessThan(60_000);
    expect(await refreshes()).toBe(0);
  });

  it('that was withdrawn needs another', async () => {
    await revoke('all');
    expect(await access().ask(here.key, (api) => api.account())).toMatchObject({ kind: 'no-access' });
    expect(await grant()).toMatchObject({ state: 'refused' });
  });
});

describe('two renewers', () => {
  const lease = async (ms: number): Promise<RenewalLease> => {
    const start = await leaseRenewal(here.ledger.db, here.ledger.vault, here.key, 1, ms);
    if (start.kind !== 'leased') throw new Error(start.kind);
    return start.lease;
  };

  it('at once make one request; the other is told to look again, and finds the new pair', async () => {
    await here.sandbox.fault({ name: 'kommo-latency', operation: 'oauth-token', ms: 500, times: 1 });
    const both = await Promise.allSettled([renew(), renew()]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await renew()).result).toEqual({ kind: 'renewed', generation: 2 });
    expect(await refreshes()).toBe(1);
  });

  it('of which one was stopped: it can neither store its pair nor say that there is none', async () => {
    const stopped = await lease(1);
    const successor = (await eventually(() => renew())).result;
    expect(successor).toEqual({ kind: 'renewed', generation: 2 });
    const late = { accessToken: 'late', refreshToken: 'late', expiresAt: Date.now(), apiDomain: null };
    expect(await storePair(here.ledger.db, here.ledger.vault, here.key, stopped, late)).toBeUndefined();
    expect(await markRefused(here.ledger.db, here.key, stopped, 'late')).toBe(false);
    expect(await works()).toBe(true);
  });

  it('of which one was stopped do not spoil the renewal that is under way', async () => {
    const stopped = await lease(1);
    const successor = await eventually(() => lease(60_000));
    expect(await markRefused(here.ledger.db, here.key, stopped, 'late')).toBe(false);
    const pair = { accessToken: 'new', refreshToken: 'new', expiresAt: Date.now(), apiDomain: null };
    expect(await storePair(here.ledger.db, here.ledger.vault, here.key, successor, pair)).toBe(2);
  });

  it('of which one died are no obstacle once the lease is over, and not before', async () => {
    await lease(60_000);
    await expect(renew()).rejects.toThrow('under way');
    await here.ledger.db.query("update grants set leased_until = now() - interval '1 second'");
    expect((await renew()).result).toEqual({ kind: 'renewed', generation: 2 });
  });

  it('and a new consent: whatever comes of the old pair, the new one stands', async () => {
    const old = await lease(60_000);
    await here.authorise();
    const pair = { accessToken: 'old', refreshToken: 'old', expiresAt: Date.now(), apiDomain: null };
    expect(await storePair(here.ledger.db, here.ledger.vault, here.key, old, pair)).toBeUndefined();
    expect(await markRefused(here.ledger.db, here.key, old, 'late')).toBe(false);
    expect(await works()).toBe(true);
  });
});

it('many questions of one process with an old token wait for one renewal, and all are answered', async () => {
  await revoke('access');
  const renewals = { count: 0 };
  const crm = access(renewals);
  const answers = await Promise.all(Array.from({ length: 30 }, () => crm.ask(here.key, (api) => api.account())));
  expect(new Set(answers.map(({ kind }) => kind))).toEqual(new Set(['accepted']));
  expect(renewals.count).toBe(1);
  expect(await refreshes()).toBe(1);
});

it('no token is in the log', async () => {
  const { accessToken } = await grant();
  await renew();
  await revoke('all');
  await renew(2);
  const logs = here.logged.join('');
  expect(logs).toContain('authorised again');
  for (const secret of [accessToken, (await grant()).accessToken, integration.clientSecret, 'def50200']) {
    expect(logs).not.toContain(secret);
  }
});

/** A lease of a millisecond is over in a moment. */
async function eventually<Value>(attempt: () => Promise<Value>): Promise<Value> {
  for (const deadline = Date.now() + 10_000; ;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
}
