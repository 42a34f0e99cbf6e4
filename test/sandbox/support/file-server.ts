import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Handler = (req: IncomingMessage, res: ServerResponse) => void;

/** A throwaway server of files, as the integration would be one; it may also misbehave. */
export class FileServer {
  /** What was asked for, in order: method and path. */
  readonly asked: string[] = [];
  private readonly handlers = new Map<string, Handler>();
  private server: Server | undefined;
  private url = '';

  async start(): Promise<void> {
    this.server = createServer((req, res) => {
      const path = req.url ?? '';
      this.asked.push(`${req.method ?? ''} ${path}`);
      const handler = this.handlers.get(path);
      if (handler) handler(req, res);
      else res.writeHead(404).end();
    });
    await new Promise<void>((resolve) => this.server?.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}`;
  }

  /** Answers at this path; gives the whole address. */
  on(path: string, handler: Handler): string {
    this.handlers.set(path, handler);
    return this.url + path;
  }

  /** Serves these bytes. */
  file(path: string, bytes: string | Buffer, type = 'application/octet-stream'): string {
    return this.on(path, (_req, res) => res.writeHead(200, { 'Content-Type': type }).end(bytes));
  }

  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.server?.close(resolve));
    this.server?.closeAllConnections();
    await closed;
  }
}
