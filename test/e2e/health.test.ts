import { OwnServers } from '../support/own-servers';
import type { CourierProcess } from '../support/processes';
import { waitFor } from '../support/wait-for';
import { World } from '../support/world';

describe('health', () => {
  let servers: OwnServers;
  let world: World;
  beforeAll(async () => {
    servers = await OwnServers.start();
    world = await World.start({ servers });
  }, 120_000);
  afterAll(async () => {
    await world.stop();
    await servers.close();
  }, 60_000);

  const of = (command: CourierProcess['command']): CourierProcess => {
    const found = world.processes.find((each) => each.command === command);
    if (found === undefined) throw new Error(`No ${command} runs`);
    return found;
  };

  /** Waits for what `/readyz` says; `/healthz` has to stay well all the while. */
  async function turns(command: CourierProcess['command'], says: string): Promise<void> {
    await waitFor(
      async () => {
        const { status } = await fetch(`${of(command).url}/healthz`);
        if (status !== 200) throw new Error(`${command} is called dead`);
        return (await (await fetch(`${of(command).url}/readyz`)).text()) === says;
      },
      { timeoutMs: 30_000, what: `${command} to be ${says}` },
    );
    expect((await fetch(`${of(command).url}/readyz`)).status).toBe(says === 'ready' ? 200 : 503);
  }

  it('of a worker: not ready while Temporal is away, but alive, and ready again by itself', async () => {
    await turns('worker', 'ready');
    await servers.stopTemporal();
    await turns('worker', 'not ready: Temporal does not answer');
    await turns('api', 'ready');
    await servers.startTemporal();
    await turns('worker', 'ready');
  }, 120_000);

  it('of both while Postgres is away: no work for the worker, and webhooks still for the api', async () => {
    await servers.stopPostgres();
    await turns('worker', 'not ready: Postgres does not answer');
    await turns('api', 'ready');
    await servers.startPostgres();
    await turns('worker', 'ready');
  }, 120_000);

  it('of a process that stands still: no answer', async () => {
    const worker = of('worker');
    worker.kill('SIGSTOP');
    try {
      const answer = fetch(`${worker.url}/healthz`, { signal: AbortSignal.timeout(1_000) });
      await expect(answer).rejects.toMatchObject({ name: 'TimeoutError' });
    } finally {
      worker.kill('SIGCONT');
    }
    await turns('worker', 'ready');
  }, 60_000);
});
