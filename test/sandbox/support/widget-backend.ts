import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly token: string | undefined;
  readonly origin: string | undefined;
  readonly body: string;
}

/** The back end of a widget on an origin of its own: a page for its frame, and an address for its requests. */
export class WidgetBackend {
  readonly asked: Asked[] = [];
  private server: Server | undefined;

  async start(): Promise<string> {
    this.server = createServer((req, res) => {
      void read(req).then((body) => {
        const url = new URL(req.url ?? '', 'http://backend');
        const token = req.headers['x-auth-token'];
        this.asked.push({
          method: req.method ?? '',
          path: url.pathname,
          query: url.searchParams,
          token: Array.isArray(token) ? token[0] : token,
          origin: req.headers.origin,
          body,
        });
        res.setHeader('Access-Control-Allow-Origin', req.headers.origin ?? '*');
        res.setHeader('Access-Control-Allow-Headers', 'X-Auth-Token, Content-Type');
        if (url.pathname === '/frame') {
          res.setHeader('Content-Type', 'text/html');
          res.end('<!doctype html><html lang="en"><title>Frame</title><main><h1>Inside the frame</h1></main></html>');
        } else
          res
            .writeHead(req.method === 'OPTIONS' ? 204 : 200, { 'Content-Type': 'application/json' })
            .end('{"ok":true}');
      });
    });
    await new Promise<void>((resolve) => this.server?.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}`;
  }

  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.server?.close(resolve));
    this.server?.closeAllConnections();
    await closed;
  }
}

async function read(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const piece of req as AsyncIterable<Buffer>) chunks.push(piece);
  return Buffer.concat(chunks).toString('utf8');
}
