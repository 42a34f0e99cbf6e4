import { isDisableHookGenuine, readDisableHook } from '../../../src/kommo/crm/disable-hook';
import { ACCOUNT, createWorld, INTEGRATION, type World } from './world';

/** kommo-platform.md §1.11. */
const SECRET = 'integration-secret-for-tests';
const CLIENT = '3f2c1a9e-1111-4222-8333-444455556666';
const SIGNATURE = 'fb34399e354dd2f5bc4bfe8a5b769828685f562cba190d215b011513192f632f';

const query = (changes: Record<string, string | null> = {}): URLSearchParams => {
  const given = new URLSearchParams({ client_uuid: CLIENT, account_id: '12345678', signature: SIGNATURE });
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) given.delete(name);
    else given.set(name, value);
  }
  return given;
};
const genuine = (given: URLSearchParams, secret = SECRET): boolean => {
  const hook = readDisableHook(given);
  return hook !== undefined && isDisableHookGenuine(hook, secret);
};

test('the published vector is genuine, by either name of the id', () => {
  expect(genuine(query())).toBe(true);
  expect(genuine(query({ client_uuid: null, client_id: CLIENT }))).toBe(true);
  expect(genuine(query({ client_id: CLIENT }))).toBe(true);
  expect(readDisableHook(query())).toEqual({ clientId: CLIENT, accountId: 12345678, signature: SIGNATURE });
});

test.each([
  ['another account', { account_id: '12345679' }],
  ['another integration', { client_uuid: '3f2c1a9e-1111-4222-8333-444455556667' }],
  ['two integrations', { client_id: '3f2c1a9e-1111-4222-8333-444455556667' }],
  ['another signature', { signature: `0${SIGNATURE.slice(1)}` }],
  ['a cut signature', { signature: SIGNATURE.slice(0, 63) }],
  ['no signature', { signature: null }],
  ['no account', { account_id: null }],
  ['an account that is no number', { account_id: '12345678 ' }],
  ['no integration', { client_uuid: null }],
])('forged: %s', (_what, changes) => {
  expect(genuine(query(changes))).toBe(false);
});

test('forged: with another secret', () => {
  expect(genuine(query(), 'another-secret')).toBe(false);
});

describe('the emulator’s', () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld();
  });
  afterAll(() => world.close());

  test.each([
    ['client_uuid', 'joined'],
    ['client_id', 'joined'],
    ['both', 'joined'],
    ['client_uuid', 'plain'],
  ])('is genuine: %s, %s', async (id, message) => {
    await world.sandbox.assume({ 'disable-hook-id': id, 'disable-hook-message': message });
    const whose = { clientId: INTEGRATION.clientId, accountId: ACCOUNT.id };
    expect(await world.control('POST', '/platform/disable', whose)).toMatchObject({ status: 200, error: null });
    const { method, url } = await world.sandbox.hook();
    expect([method, url.split('?')[0]]).toEqual(['GET', `/oauth/kommo/${INTEGRATION.clientId}/disabled`]);
    expect(genuine(new URL(url, world.redirectUri).searchParams, INTEGRATION.clientSecret)).toBe(true);
  });
});
