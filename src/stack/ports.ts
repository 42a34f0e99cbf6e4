import { createServer } from 'node:net';

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

/** Ports that are free now; they are held together while searching, so that no two are the same. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  const ports = await Promise.all(
    servers.map(
      (server) =>
        new Promise<number>((resolve, reject) => {
          server.once('error', reject);
          server.listen(0, '127.0.0.1', () => {
            const address = server.address();
            if (address === null || typeof address === 'string') reject(new Error('no port was given'));
            else resolve(address.port);
          });
        }),
    ),
  );
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
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
