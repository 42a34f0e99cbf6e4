import { KeyCache, type Newer } from '../../src/api/key-cache';
import type { KeySet } from '../../src/messengers/contract';

const AT = 'https://keys.example/';
const HOUR_MS = 60 * 60_000;

/** A publisher of keys: each set is another one; `away`: they cannot be had; `slow`: they come when they are let go. */
class Publisher {
  mood: 'well' | 'away' | 'slow' = 'well';
  fetched = 0;
  readonly failures: unknown[] = [];
  now = Date.UTC(2026, 10, 21);
  readonly cache = new KeyCache({ clock: { now: () => this.now }, onFailure: (error) => this.failures.push(error) });
  #release: (() => void)[] = [];

  readonly fetch = async (): Promise<KeySet> => {
    this.fetched += 1;
    const keys = [{ kid: `k-${this.fetched}` }];
    if (this.mood === 'slow') await new Promise<void>((resolve) => this.#release.push(resolve));
    if (this.mood === 'away') throw new Error('away');
    return keys;
  };

  at(): KeySet {
    return this.cache.at(AT, this.fetch);
  }

  newer(): Promise<Newer> {
    return this.cache.newer(AT, this.fetch);
  }

  letGo(): void {
    this.mood = 'well';
    for (const release of this.#release.splice(0)) release();
  }
}

let publisher: Publisher;
beforeEach(() => (publisher = new Publisher()));

it('has no keys before they were fetched, and has them then', async () => {
  expect(publisher.at()).toEqual([]);
  expect(publisher.fetched).toBe(0);
  expect(await publisher.newer()).toEqual({ kind: 'newer', keys: [{ kid: 'k-1' }] });
  expect(publisher.at()).toEqual([{ kid: 'k-1' }]);
});

it('keeps the keys of each address apart', async () => {
  await publisher.newer();
  expect(publisher.cache.at('https://other.example/', publisher.fetch)).toEqual([]);
});

it('fetches once for all who ask at the same time', async () => {
  const all = await Promise.all([publisher.newer(), publisher.newer(), publisher.newer()]);
  expect(all).toEqual(Array.from({ length: 3 }, () => ({ kind: 'newer', keys: [{ kid: 'k-1' }] })));
  expect(publisher.fetched).toBe(1);
});

it('renews them beside, before they end', async () => {
  await publisher.newer();
  publisher.now += 11 * HOUR_MS;
  expect(publisher.at()).toEqual([{ kid: 'k-1' }]);
  expect(publisher.fetched).toBe(1);
  publisher.now += 2 * HOUR_MS;
  expect(publisher.at()).toEqual([{ kid: 'k-1' }]);
  await publisher.newer();
  expect(publisher.fetched).toBe(2);
  expect(publisher.at()).toEqual([{ kid: 'k-2' }]);
});

it('uses none that are older than a day', async () => {
  await publisher.newer();
  publisher.mood = 'away';
  publisher.now += 23 * HOUR_MS;
  expect(publisher.at()).toEqual([{ kid: 'k-1' }]);
  publisher.now += 2 * HOUR_MS;
  expect(publisher.at()).toEqual([]);
});

it('asks again for keys that cannot be had, and not at each webhook', async () => {
  publisher.mood = 'away';
  expect(await publisher.newer()).toEqual({ kind: 'not-now' });
  expect(await publisher.newer()).toEqual({ kind: 'not-now' });
  expect(publisher.fetched).toBe(1);
  expect(publisher.failures).toHaveLength(1);
  publisher.mood = 'well';
  publisher.now += 6_000;
  expect(await publisher.newer()).toMatchObject({ kind: 'newer' });
});

it('lets nobody wait for longer than a second and a half, and has them for the next', async () => {
  publisher.mood = 'slow';
  const begun = performance.now();
  expect(await publisher.newer()).toEqual({ kind: 'not-now' });
  expect(performance.now() - begun).toBeGreaterThan(1_400);
  expect(performance.now() - begun).toBeLessThan(6_000);
  publisher.letGo();
  expect(await publisher.newer()).toEqual({ kind: 'newer', keys: [{ kid: 'k-1' }] });
  expect(publisher.fetched).toBe(1);
});

it('fetches anew for keys that changed at once, and not for whoever makes up names of keys', async () => {
  const kinds: string[] = [];
  for (let n = 0; n < 20; n += 1) kinds.push((await publisher.newer()).kind);
  expect(kinds.slice(0, 4)).toEqual(['newer', 'newer', 'newer', 'newer']);
  expect(kinds.slice(-10)).toEqual(Array.from({ length: 10 }, () => 'current'));
  const before = publisher.fetched;
  publisher.now += 60_000;
  expect(await publisher.newer()).toMatchObject({ kind: 'newer' });
  expect(await publisher.newer()).toEqual({ kind: 'current' });
  expect(publisher.fetched).toBe(before + 1);
});
