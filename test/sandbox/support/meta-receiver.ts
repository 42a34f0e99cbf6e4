import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseJson } from './http';

export interface MetaHook {
  readonly path: string;
  readonly raw: string;
  readonly json: unknown;
  readonly signature: string;
}

/** Stands where Courier would for Meta: answers the challenge, checks nothing else, keeps what came. */
export class MetaReceiver {
  readonly received: MetaHook[] = [];
  /** Query strings of the GETs that asked to verify. */
  readonly asked: URLSearchParams[] = [];
  verifyToken = 'verify-me';
  /** The status for each webhook. */
  answer: (hook: MetaHook, index: number) => number | Promise<number> = () => 200;
  url = '';
  #server: Server | undefined;

  async start(): Promise<string> {
    this.#server = createServer((req, res) => {
      const { pathname, searchParams } = new URL(req.url ?? '', 'http://receiver');
      if (req.method === 'GET') {
        this.asked.push(searchParams);
        const isOurs = searchParams.get('hub.verify_token') === this.verifyToken;
        res.writeHead(isOurs ? 200 : 403).end(isOurs ? searchParams.get('hub.challenge') : 'no');
        return;
      }
      const chunks: Buffer[] = [];
      req.on('data', (chunk: Buffer) => chunks.push(chunk));
      req.on('end', () => {
        const raw = Buffer.concat(chunks).toString('latin1');
        const signature = String(req.headers['x-hub-signature-256'] ?? '');
        const hook = { path: pathname, raw, json: parseJson(raw), signature };
        const index = this.received.push(hook) - 1;
        void Promise.resolve(this.answer(hook, index)).then((status) => res.writeHead(status).end());
      });
    });
    await new Promise<void>((resolve) => this.#server?.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${String((this.#server.address() as AddressInfo).port)}`;
    return this.url;
  }

  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.#server?.close(resolve));
    this.#server?.closeAllConnections();
    await closed;
  }
}

export function signatureOf(secret: string, raw: string): string {
  return `sha256=${createHmac('sha256', secret).update(raw, 'latin1').digest('hex')}`;
}
