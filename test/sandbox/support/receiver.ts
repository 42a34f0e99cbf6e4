import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseJson } from './http';

export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly raw: string;
  /** As they came: zipped, say. */
  readonly bytes: Buffer;
  /** Undefined of what is no JSON: a form, or nothing. */
  readonly json: unknown;
  readonly at: number;
}

type Answer = number | { readonly status: number; readonly headers: Record<string, string>; readonly body?: string };

/** Stands where Courier's api would: takes webhooks, answers as told, keeps what came. */
export class Receiver {
  readonly received: Received[] = [];
  /** Called for each webhook; 200 unless it says otherwise. May wait. */
  answer: (webhook: Received, index: number) => Answer | Promise<Answer> = () => 200;
  private server: Server | undefined;
  private readonly waiting: { count: number; resolve: () => void }[] = [];

  async start(): Promise<string> {
    this.server = createServer((req, res) => {
      const chunks: Buffer[] = [];
      req.on('data', (chunk: Buffer) => chunks.push(chunk));
      req.on('end', () => {
        const bytes = Buffer.concat(chunks);
        const raw = bytes.toString('utf8');
        const webhook = {
          path: req.url ?? '',
          headers: req.headers,
          raw,
          bytes,
          json: parseJson(raw),
          at: performance.now(),
        };
        const index = this.received.push(webhook) - 1;
        for (const waiter of this.waiting) if (this.received.length >= waiter.count) waiter.resolve();
        void Promise.resolve(this.answer(webhook, index)).then((answer) => {
          const { status, headers, body } =
            typeof answer === 'number' ? { status: answer, headers: {}, body: undefined } : answer;
          res.writeHead(status, headers).end(body);
        });
      });
    });
    await new Promise<void>((resolve) => this.server?.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}`;
  }

  /** Resolves when that many webhooks have come. */
  async until(count: number): Promise<readonly Received[]> {
    if (this.received.length < count) await new Promise<void>((resolve) => this.waiting.push({ count, resolve }));
    return this.received;
  }

  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.server?.close(resolve));
    this.server?.closeAllConnections();
    await closed;
  }
}
