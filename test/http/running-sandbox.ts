import type { Fault, JournalPage, NewFault, SandboxState, Side } from '../../src/sandbox/control/contract';
import { startSandbox } from '../../src/sandbox/server';
import { waitFor } from '../support/wait-for';
import { startThrowawayServer, type SeenRequest, type ThrowawayServer } from './throwaway-server';

export interface TestSandbox {
  readonly url: string;
  /** Takes the webhooks of both sides; answers 200 unless told otherwise. */
  readonly hooks: ThrowawayServer;
  post<Answer>(path: string, body: object): Promise<Answer>;
  fault(fault: NewFault): Promise<Fault>;
  assume(readings: Record<string, string | number>): Promise<void>;
  state(): Promise<SandboxState>;
  /** What one side has seen. */
  journal(side: Side): Promise<JournalPage['entries']>;
  /** Waits until no webhook of this side is on its way: one that nobody read would be taken for the next test's. */
  quiet(side: Side): Promise<void>;
  reset(): Promise<void>;
  /** Waits for the next webhook that fits. */
  hook(fits?: (request: SeenRequest) => boolean): Promise<SeenRequest>;
  close(): Promise<void>;
}

/** The emulators on a free port, spoken to by HTTP only, like any service. */
export async function startTestSandbox(): Promise<TestSandbox> {
  const hooks = await startThrowawayServer();
  const sandbox = await startSandbox({ host: '127.0.0.1', port: 0, apiUrl: hooks.origin });

  async function call(method: string, path: string, body?: object): Promise<unknown> {
    const response = await fetch(`${sandbox.url}/control${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text === '' ? undefined : (JSON.parse(text) as unknown);
  }

  const journal = async (side: Side): Promise<JournalPage['entries']> =>
    ((await call('GET', `/journal?limit=5000&side=${side}`)) as JournalPage).entries;

  return {
    url: sandbox.url,
    hooks,
    post: async <Answer>(path: string, body: object) => (await call('POST', path, body)) as Answer,
    fault: async (fault) => (await call('POST', '/faults', fault)) as Fault,
    assume: async (readings) => {
      await call('PATCH', '/assumptions', readings);
    },
    state: async () => (await call('GET', '/state')) as SandboxState,
    journal,
    quiet: async (side) => {
      await waitFor(
        async () => (await journal(side)).every(({ direction, endedAt }) => direction === 'in' || endedAt !== null),
        { what: `the webhooks of ${side}`, everyMs: 5 },
      );
    },
    reset: async () => {
      hooks.seen.length = 0;
      await call('POST', '/reset');
    },
    hook: async (fits = () => true) => {
      for (let waited = 0; waited < 5_000; waited += 10) {
        const index = hooks.seen.findIndex(fits);
        const [found] = index < 0 ? [] : hooks.seen.splice(index, 1);
        if (found !== undefined) return found;
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      throw new Error('no such webhook within 5 s');
    },
    close: async () => {
      await sandbox.close();
      await hooks.close();
    },
  };
}
