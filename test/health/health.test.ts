import type { ActivityInboundCallsInterceptor } from '@temporalio/worker';
import { MockActivityEnvironment } from '@temporalio/testing';
import { apiHealth, type ApiParts } from '../../src/health/api-health';
import { InFlight } from '../../src/health/in-flight';
import { liveness, readiness, type Health } from '../../src/health/report';
import { workerHealth, type WorkerParts } from '../../src/health/worker-health';

const ANSWERED = { isAnswered: true };
const AWAY = { isAnswered: false };
const STANDING = { sinceRoundMs: 121_000 };
const GOING = { sinceRoundMs: 1_500 };

const told = (health: Health): { live: number; ready: number; says: string } => {
  const { status, body } = readiness(health);
  return { live: liveness(health).status, ready: status, says: body };
};

type State = ReturnType<WorkerParts['workers'][number]['getState']>;

const workerOf = (state: State): WorkerParts['workers'][number] => ({
  getState: () => state,
  options: { taskQueue: 'kommo' } as WorkerParts['workers'][number]['options'],
});

function worker(parts: Partial<WorkerParts> = {}, states: readonly State[] = ['RUNNING', 'RUNNING']): Health {
  return workerHealth({
    workers: states.map(workerOf),
    inFlight: { overdue: [] },
    temporal: ANSWERED,
    database: ANSWERED,
    isEnding: () => false,
    ...parts,
  });
}

describe('a worker', () => {
  it('is alive and ready when it runs, and both servers answer', () => {
    expect(told(worker())).toEqual({ live: 200, ready: 200, says: 'ready' });
  });

  it.each([
    ['Temporal', { temporal: AWAY }],
    ['Postgres', { database: AWAY }],
  ])('is not ready while %s is away, and alive: a new process would fare no better', (name, parts) => {
    expect(told(worker(parts))).toEqual({ live: 200, ready: 503, says: `not ready: ${name} does not answer` });
  });

  it.each(['FAILED', 'STOPPED', 'DRAINED'] as const)('is dead when one of its queues is %s by itself', (state) => {
    const says = `not ready: the worker of kommo is ${state}`;
    expect(told(worker({}, ['RUNNING', state]))).toEqual({ live: 503, ready: 503, says });
  });

  it('is alive and not ready while it ends or starts', () => {
    const ending = worker({ isEnding: () => true }, ['DRAINING', 'STOPPED']);
    expect(told(ending)).toEqual({ live: 200, ready: 503, says: 'not ready: it is ending' });
    expect(told(worker({}, ['INITIALIZED']))).toEqual({ live: 200, ready: 503, says: 'not ready: it is starting' });
  });

  it('is dead when an activity does not end', () => {
    expect(told(worker({ inFlight: { overdue: ['deliverToKommo'] } }))).toMatchObject({ live: 503, ready: 503 });
  });
});

describe('activities in flight', () => {
  const START_TO_CLOSE_MS = 120_000;

  /** Runs an activity as the SDK does, until it is let go. */
  function run(inFlight: InFlight): { finish: () => void; fail: () => void; ended: Promise<unknown> } {
    const { context } = new MockActivityEnvironment({
      activityType: 'deliverToKommo',
      startToCloseTimeoutMs: START_TO_CLOSE_MS,
    });
    const inbound = inFlight.interceptor(context).inbound as Required<ActivityInboundCallsInterceptor>;
    let finish = (): void => undefined;
    let fail = (): void => undefined;
    const activity = new Promise<void>((resolve, reject) => {
      finish = resolve;
      fail = () => reject(new Error('failed'));
    });
    const ended = inbound.execute({ args: [], headers: {} }, () => activity).catch(() => undefined);
    return { finish, fail, ended };
  }

  it('are overdue long after the engine has given them up, and no sooner', async () => {
    let now = 0;
    const inFlight = new InFlight(() => now, 60_000);
    const hanging = run(inFlight);
    now = START_TO_CLOSE_MS + 60_000;
    const young = run(inFlight);
    expect(inFlight.overdue).toEqual([]);
    now += 1;
    expect(inFlight.overdue).toEqual(['deliverToKommo']);
    hanging.finish();
    young.finish();
    await Promise.all([hanging.ended, young.ended]);
    expect(inFlight.overdue).toEqual([]);
  });

  it('are forgotten when they fail', async () => {
    let now = 0;
    const inFlight = new InFlight(() => now);
    const failing = run(inFlight);
    failing.fail();
    await failing.ended;
    now = Infinity;
    expect(inFlight.overdue).toEqual([]);
  });
});

function api(parts: Partial<ApiParts> = {}): Health {
  return apiHealth({
    database: ANSWERED,
    spool: { hasRoom: true },
    relay: GOING,
    drain: { sinceRoundMs: 0 },
    isEnding: () => false,
    ...parts,
  });
}

describe('an api', () => {
  it('is ready for as long as webhooks can be made durable in one of two places', () => {
    const full = { hasRoom: false };
    expect(told(api())).toEqual({ live: 200, ready: 200, says: 'ready' });
    expect(told(api({ database: AWAY }))).toMatchObject({ live: 200, ready: 200 });
    expect(told(api({ spool: full }))).toMatchObject({ live: 200, ready: 200 });
    const says = 'not ready: neither Postgres nor the spool takes webhooks';
    expect(told(api({ database: AWAY, spool: full }))).toEqual({ live: 200, ready: 503, says });
  });

  it.each([
    ['the relay stands still', { relay: STANDING }],
    ['the spool is not drained', { drain: STANDING }],
  ])('is dead when %s, unless the database is away', (what, parts) => {
    expect(told(api(parts))).toEqual({ live: 503, ready: 503, says: `not ready: ${what}` });
    expect(told(api({ ...parts, database: AWAY }))).toMatchObject({ live: 200, ready: 200 });
    expect(told(api({ ...parts, isEnding: () => true }))).toMatchObject({ live: 200, ready: 503 });
  });
});
