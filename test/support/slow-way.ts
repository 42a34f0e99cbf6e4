import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/**
 * A way on loopback to a server that can be slow or cut, as a network or an overloaded machine makes it. What comes
 * back from the server arrives `delayMs` late, in order; what goes to it passes at once, so work is done and its answer
 * is late.
 */
export class SlowWay {
  delayMs = 0;
  readonly #sockets = new Set<Socket>();
  readonly #server: Server;

  private constructor(
    private readonly target: number,
    readonly port: number,
    server: Server,
  ) {
    this.#server = server;
    server.on('connection', (near) => this.#join(near));
  }

  static async to(target: number): Promise<SlowWay> {
    const server = createServer();
    await listen(server, 0);
    return new SlowWay(target, (server.address() as AddressInfo).port, server);
  }

  /** Breaks every connection and refuses new ones, as an address does where nobody listens. */
  async cut(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    for (const socket of this.#sockets) socket.resetAndDestroy();
    await closed;
  }

  async mend(): Promise<void> {
    await listen(this.#server, this.port);
  }

  #join(near: Socket): void {
    const far = connect(this.target, '127.0.0.1');
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        this.#sockets.delete(one);
        other.destroy();
      });
    }
    near.pipe(far);
    let last: Promise<void> = Promise.resolve();
    far.on('data', (bytes: Buffer) => {
      const due = new Promise((resolve) => setTimeout(resolve, this.delayMs));
      last = last.then(async () => {
        await due;
        if (near.writable) near.write(bytes);
      });
    });
  }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.removeListener('error', reject);
      resolve();
    });
  });
}
