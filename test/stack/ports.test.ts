import { createServer, type Server } from 'node:net';
import { readConfig } from '../../src/config';
import { busyPorts, describeBusyPorts, freePorts, portIsFree } from '../../src/stack/ports';
import { portWishes, requirePorts } from '../../src/stack/up-ports';

async function occupy(port: number): Promise<Server> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return server;
}

async function configWithFreePorts(change: Record<string, string> = {}) {
  const [api, worker, sandbox, postgres, temporal, ui] = (await freePorts(6)).map(String);
  return readConfig({
    COURIER_PORT: api,
    COURIER_WORKER_PORT: worker,
    COURIER_SANDBOX_PORT: sandbox,
    COURIER_POSTGRES_PORT: postgres,
    COURIER_TEMPORAL_PORT: temporal,
    COURIER_TEMPORAL_UI_PORT: ui,
    ...change,
  });
}

describe('ports', () => {
  it('gives free ports that differ', async () => {
    const ports = await freePorts(5);
    expect(new Set(ports).size).toBe(5);
    for (const port of ports) await expect(portIsFree(port)).resolves.toBe(true);
  });

  it('names a taken port, what wants it and the variable that moves it', async () => {
    const config = await configWithFreePorts();
    const server = await occupy(config.postgresPort);
    try {
      const busy = await busyPorts(portWishes(config));
      expect(describeBusyPorts(busy)).toBe(
        `A port is already taken:\n  port ${config.postgresPort}, wanted by Postgres: set COURIER_POSTGRES_PORT to move it`,
      );
      await expect(requirePorts(config)).rejects.toThrow('COURIER_POSTGRES_PORT');
    } finally {
      server.close();
    }
  });

  it('waits a moment for a port that is about to become free', async () => {
    const config = await configWithFreePorts();
    const server = await occupy(config.temporalPort);
    setTimeout(() => server.close(), 600);
    await expect(requirePorts(config)).resolves.toBeUndefined();
  });

  it('refuses one port for two parts', async () => {
    const config = await configWithFreePorts({ COURIER_WORKER_PORT: '4444', COURIER_SANDBOX_PORT: '4444' });
    await expect(requirePorts(config)).rejects.toThrow(/wanted twice.*COURIER_SANDBOX_PORT.*COURIER_WORKER_PORT/s);
  });

  it('does not ask for ports that are chosen by the system', () => {
    const wishes = portWishes(readConfig({ COURIER_WORKER_PORT: '0' }));
    expect(wishes.map(({ variable }) => variable)).not.toContain('COURIER_WORKER_PORT');
  });
});
