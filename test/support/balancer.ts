import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const LOOK_EVERY_MS = 200;

/**
 * One public address for several api processes, as a load balancer gives it: requests go round, a process that says that it is
 * not ready, or to which no connection can be made, is passed over, and a request that was cut off is not repeated but answered
 * 502.
 */
export class Balancer {
  #targets: string[] = [];
  readonly #unready = new Set<string>();
  readonly #looking: NodeJS.Timeout;
  #turn = 0;
  #onNext: { readonly target: string; readonly path: string; readonly act: () => void } | undefined;
  /** Requests that had reached a process when it died. */
  cut = 0;
  /** Requests that came while no process could be reached. */
  turnedAway = 0;

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {
    server.on('request', (incoming: IncomingMessage, answer: ServerResponse) => void this.#take(incoming, answer));
    this.#looking = setInterval(() => this.#targets.forEach((target) => void this.#look(target)), LOOK_EVERY_MS);
  }

  static async start(): Promise<Balancer> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new Balancer(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  }

  add(target: string): void {
    this.#targets.push(target);
  }

  remove(target: string): void {
    this.#targets = this.#targets.filter((each) => each !== target);
  }

  /** Resolves when a request below `path` has just been passed on to this process; `act` runs at that moment. */
  atNext(target: string, path: string, act: () => void): Promise<void> {
    return new Promise((resolve) => {
      this.#onNext = {
        target,
        path,
        act: () => {
          act();
          resolve();
        },
      };
    });
  }

  async close(): Promise<void> {
    clearInterval(this.#looking);
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  async #take(incoming: IncomingMessage, answer: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    this.#turn += 1;
    const first = this.#turn % this.#targets.length;
    const round = [...this.#targets.slice(first), ...this.#targets.slice(0, first)];
    const ready = round.filter((target) => !this.#unready.has(target));
    for (const target of ready.length > 0 ? ready : round) {
      if ((await this.#pass(target, incoming, Buffer.concat(chunks), answer)) !== 'unreachable') return;
    }
    this.turnedAway += 1;
    answer.writeHead(502).end();
  }

  async #look(target: string): Promise<void> {
    const isReady = await fetch(`${target}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isReady) this.#unready.delete(target);
    else this.#unready.add(target);
  }

  #pass(
    target: string,
    incoming: IncomingMessage,
    body: Buffer,
    answer: ServerResponse,
  ): Promise<'done' | 'unreachable'> {
    return new Promise((resolve) => {
      const { method, url = '/', headers } = incoming;
      const passed = request(`${target}${url}`, { ...(method && { method }), headers, agent: false }, (back) => {
        answer.writeHead(back.statusCode ?? 502, back.headers);
        back.pipe(answer);
        back.on('end', () => resolve('done'));
        back.on('error', () => {
          answer.destroy();
          resolve('done');
        });
      });
      passed.on('error', (error: NodeJS.ErrnoException) => {
        if (error.code === 'ECONNREFUSED') {
          resolve('unreachable');
          return;
        }
        this.cut += 1;
        if (!answer.headersSent) answer.writeHead(502).end();
        resolve('done');
      });
      passed.end(body, () => {
        const next = this.#onNext;
        if (next?.target !== target || !url.startsWith(next.path)) return;
        this.#onNext = undefined;
        next.act();
      });
    });
  }
}
