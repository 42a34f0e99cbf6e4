import { Lease } from '../../src/activities/lease';

let now = 0;
beforeEach(() => {
  now = 1_000_000;
  jest.spyOn(performance, 'now').mockImplementation(() => now);
});
afterEach(() => jest.restoreAllMocks());

it('holds right after a claim and for seconds, and not when the process was stopped for longer', async () => {
  const lease = new Lease();
  await lease.confirm(() => Promise.resolve());
  expect(lease.holds()).toBe(true);
  now += 4_000;
  expect(lease.holds()).toBe(true);
  now += 1;
  expect(lease.holds()).toBe(false);
});

it('counts from before the claim was asked for: a slow answer is old', async () => {
  const lease = new Lease();
  await lease.confirm(() => {
    now += 5_000;
    return Promise.resolve();
  });
  expect(lease.holds()).toBe(false);
});

it('is renewed by each claim, and returns what the claim gave', async () => {
  const lease = new Lease();
  now += 60_000;
  expect(lease.holds()).toBe(false);
  expect(await lease.confirm(() => Promise.resolve('the row'))).toBe('the row');
  expect(lease.holds()).toBe(true);
});

it('is not renewed by a claim that failed', async () => {
  const lease = new Lease();
  now += 60_000;
  await expect(lease.confirm(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(lease.holds()).toBe(false);
});
