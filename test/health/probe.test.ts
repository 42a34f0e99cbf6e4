import { Probe } from '../../src/health/probe';
import { waitFor } from '../support/wait-for';

const QUICK = { everyMs: 20, withinMs: 100 };
const probes: Probe[] = [];
afterEach(async () => {
  jest.restoreAllMocks();
  await Promise.all(probes.splice(0).map((probe) => probe.stop()));
});

function probe(ask: () => Promise<unknown>, options = QUICK): Probe {
  const made = new Probe(ask, options);
  probes.push(made);
  return made;
}

describe('a probe', () => {
  it('knows of an answer after the first question, and of none before', async () => {
    const made = probe(() => Promise.resolve());
    expect(made.isAnswered).toBe(false);
    await made.first;
    expect(made.isAnswered).toBe(true);
  });

  it('follows what it asks, down and up again', async () => {
    let away = false;
    const made = probe(() => (away ? Promise.reject(new Error('away')) : Promise.resolve()));
    await made.first;
    away = true;
    await waitFor(() => !made.isAnswered);
    away = false;
    await waitFor(() => made.isAnswered);
  });

  it('takes silence for an answer that does not come, and asks again', async () => {
    let asked = 0;
    const made = probe(() => {
      asked += 1;
      return asked === 1 ? new Promise(() => undefined) : Promise.resolve();
    });
    await made.first;
    expect(made.isAnswered).toBe(false);
    await waitFor(() => made.isAnswered);
  });

  it('does not trust an old answer: whoever was stopped asks first', async () => {
    const made = probe(() => Promise.resolve(), { everyMs: 60_000, withinMs: 1_000 });
    await made.first;
    const now = performance.now();
    jest.spyOn(performance, 'now').mockReturnValue(now + 63_000);
    expect(made.isAnswered).toBe(false);
  });

  it('ends at once, also while nobody answers', async () => {
    const made = probe(() => new Promise(() => undefined), { everyMs: 60_000, withinMs: 60_000 });
    await made.stop();
    expect(made.isAnswered).toBe(false);
  });
});
