import { randomInt } from 'node:crypto';
import { createServer, type Server } from 'node:net';

/** One address that a part of the stack listens on. */
export interface PortWish {
  readonly port: number;
  readonly wantedBy: string;
  /** The environment variable that moves it. */
  readonly variable: string;
  readonly host?: string;
}

/** Whether nothing listens there now. */
export async function portIsFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(false);
      else reject(error);
    });
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** Systems give out ports from 32768 on by themselves; one from below is not lost to a connection before it is used. */
const LOWEST = 10_000;
const HIGHEST = 32_000;
const MOST_TRIES = 200;

/** Ports that are free now; they are held together while searching, so that no two are the same. */
export async function freePorts(count: number): Promise<number[]> {
  const servers: Server[] = [];
  const ports: number[] = [];
  try {
    for (let tries = 0; ports.length < count; tries += 1) {
      if (tries >= MOST_TRIES) throw new Error(`There are no ${String(count)} free ports`);
      const port = randomInt(LOWEST, HIGHEST);
      const server = await holdPort(port);
      if (server === undefined) continue;
      servers.push(server);
      ports.push(port);
    }
  } finally {
    await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  }
  return ports;
}

/** @returns undefined where it is taken, or not ours to take. */
function holdPort(port: number): Promise<Server | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => resolve(server));
  });
}

/** The wishes whose port is taken. */
export async function busyPorts(wishes: readonly PortWish[]): Promise<PortWish[]> {
  const free = await Promise.all(wishes.map((wish) => portIsFree(wish.port, wish.host)));
  return wishes.filter((_, index) => free[index] !== true);
}

/** What to tell a person about taken ports. */
export function describeBusyPorts(busy: readonly PortWish[], owner?: string): string {
  const lines = busy.map(
    ({ port, wantedBy, variable }) => `  port ${port}, wanted by ${wantedBy}: set ${variable} to move it`,
  );
  const head = busy.length === 1 ? 'A port is already taken' : 'Some ports are already taken';
  return [`${head}${owner === undefined ? '' : ` by ${owner}`}:`, ...lines].join('\n');
}
