import type { RequestHandler } from 'express';
import type { Changes } from '../changes';

const HEARTBEAT_MS = 15_000;

/** Changes as server-sent events; comments in between keep the connection alive. */
export function eventStream(changes: Changes): RequestHandler {
  return (_req, res) => {
    res.writeHead(200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store',
      'X-Accel-Buffering': 'no',
    });
    res.write(': connected\n\n');
    const heartbeat = setInterval(() => res.write(': still here\n\n'), HEARTBEAT_MS);
    const stop = changes.listen((change) => {
      res.write(`event: change\nid: ${String(change.version)}\ndata: ${JSON.stringify(change)}\n\n`);
    });
    res.once('close', () => {
      clearInterval(heartbeat);
      stop();
    });
  };
}
