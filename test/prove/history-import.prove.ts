import { USUAL_PER_SECOND } from '../../src/model/import';
import { importUnderFire, liveBesideImport, lookedAt } from '../support/import-storm';

it('a dry run of 100,000 messages in a heap of 128 MB takes api and worker little more memory than one of 50,000', async () => {
  const { survey, tookMs, more } = await lookedAt(50_000, 100_000, 200);
  console.info(JSON.stringify({ seconds: Math.round(tookMs / 1_000), more }));
  expect(survey).toMatchObject({ messages: 100_000, known: 0, chatsNew: 200 });
  for (const bytes of Object.values(more)) expect(bytes).toBeLessThan(30 * 1024 * 1024);
}, 600_000);

it('5,000 old messages at 25 a second are in Kommo once each and in order, over five killed workers and apis', async () => {
  const { result, tookMs, stored, outOfOrder } = await importUnderFire({
    chats: 50,
    each: 100,
    perSecond: 25,
    kills: ['worker', 'api', 'worker', 'api', 'worker'],
    doneWithinMs: 900_000,
  });
  console.info(`5000 messages in ${String(Math.round(tookMs / 1_000))} s`);
  expect(result.counts).toMatchObject({ told: 5_000, sent: 5_000, failed: 0, unknown: 0, waiting: 0 });
  expect(result.result).toMatchObject({
    kommo: { sent: 5_000, found: 5_000, missing: 0, repeated: 0 },
    differences: [],
  });
  expect(stored).toHaveLength(5_000);
  expect(new Set(stored).size).toBe(5_000);
  expect(outOfOrder).toBe(0);
}, 1_200_000);

it('live messages take no more than one and a half times as long beside an import at the usual pace as without one', async () => {
  const { alone, beside, imported } = await liveBesideImport({
    chats: 20,
    everyMs: 8_000,
    forMs: 60_000,
    perSecond: USUAL_PER_SECOND,
  });
  console.info(JSON.stringify({ alone, beside, imported }));
  expect(imported).toBeGreaterThan(60);
  expect(alone.count).toBeGreaterThan(300);
  expect(beside.count).toBeGreaterThan(150);
  expect(beside.p95).toBeLessThanOrEqual(alone.p95 * 1.5);
}, 900_000);
