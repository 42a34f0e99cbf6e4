import type { IncomingMessage, Server } from 'node:http';

/** Files of imports: large, over whatever line an administrator has. They may be slow, but not silent. */
const UPLOAD = /^\/admin\/v1\/accounts\/\d+\/imports\/[^/]+\/file$/;
const SILENT_AT_MOST_MS = 60_000;

/**
 * Ends requests whose body does not come to its end in time, so that nobody holds connections open with them; uploads as long as
 * they come. The server's own limit knows one time for all.
 */
export function endSlowRequests(server: Server, withinMs: number): void {
  server.prependListener('request', (request: IncomingMessage) => {
    if (request.complete) return;
    if (request.method === 'PUT' && UPLOAD.test(request.url ?? '')) {
      request.setTimeout(SILENT_AT_MOST_MS, () => request.destroy());
      return;
    }
    const timer = setTimeout(() => {
      if (request.complete || request.socket.destroyed) return;
      request.socket.end('HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n');
    }, withinMs);
    timer.unref();
    request.once('close', () => clearTimeout(timer));
    request.once('end', () => clearTimeout(timer));
  });
}
