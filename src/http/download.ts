import { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import { chunkPassed } from './chunk-garbage';
import type { DownloadRequest, HttpDownload } from './client';
import { startExchange } from './exchange';

const IDLE_MS = 30_000;
/** So much of a body waits in memory; beyond it the far side is not read. */
const AHEAD_BYTES = 64 * 1_024;
/** So much is kept of what comes instead of a file. */
const REFUSAL_BYTES = 64 * 1_024;

/** Fetches a file: the head as soon as it is there, the body as it is read. */
export function download(dispatcher: Dispatcher, request: DownloadRequest): Promise<HttpDownload> {
  return new Promise((resolve, reject) => {
    let body: Readable | undefined;
    let paused = false;
    let refused: { status: number; headers: Record<string, string>; chunks: Buffer[]; kept: number } | undefined;

    const idleMs = request.idleMs ?? IDLE_MS;
    let signs = 0;
    // While our own side does not read, the far side is not to blame; reading starts the time anew.
    const alive = (): void => {
      signs += 1;
      idle.refresh();
    };
    // A process that stood still has its timers before its sockets: what waits in those is read first, and counts.
    const idle = setTimeout(() => {
      const before = signs;
      setImmediate(() => {
        if (!paused && signs === before) exchange.fail(`no byte came within ${idleMs} ms`);
      });
    }, idleMs);
    const refuse = (): void => {
      if (refused === undefined) return;
      const { status, headers, chunks } = refused;
      resolve({ ok: false, status, headers, body: Buffer.concat(chunks) });
    };

    const exchange = startExchange(dispatcher, withIdentity(request), {
      head(status, headers) {
        alive();
        if (status >= 300) {
          refused = { status, headers, chunks: [], kept: 0 };
          return;
        }
        const opened = new Readable({
          highWaterMark: AHEAD_BYTES,
          read() {
            if (!paused) return;
            paused = false;
            alive();
            exchange.resume();
          },
          destroy(error, done) {
            exchange.fail('the download was abandoned');
            done(error);
          },
        });
        // Nobody may be reading at the moment it breaks; who reads later gets the error then.
        opened.on('error', () => undefined);
        body = opened;
        const length = lengthOf(headers);
        resolve({ ok: true, status, headers, length, body: opened, abandon: () => opened.destroy() });
      },
      data(chunk) {
        alive();
        chunkPassed(chunk.length);
        if (refused !== undefined) {
          const kept = chunk.subarray(0, REFUSAL_BYTES - refused.kept);
          refused.chunks.push(kept);
          refused.kept += kept.length;
          if (refused.kept < REFUSAL_BYTES) return;
          refuse();
          exchange.fail('the rest is of no use');
        } else if (body?.push(chunk) === false) {
          paused = true;
          exchange.pause();
        }
      },
      end() {
        clearTimeout(idle);
        refuse();
        body?.push(null);
      },
      failed(failure) {
        clearTimeout(idle);
        if (body === undefined) reject(failure);
        else body.destroy(failure);
      },
    });
  });
}

/** The bytes are to be the file's own. */
function withIdentity(request: DownloadRequest): DownloadRequest {
  return { ...request, headers: { 'Accept-Encoding': 'identity', ...request.headers } };
}

function lengthOf(headers: Readonly<Record<string, string>>): number | undefined {
  const text = headers['content-length'];
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
