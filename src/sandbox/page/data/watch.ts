import type { Change, SandboxState } from '../../control/contract';
import { control } from './control';

export type Live = 'connecting' | 'live' | 'reconnecting';

interface Handlers {
  readonly state: (state: SandboxState) => void;
  readonly live: (live: Live) => void;
  readonly reset: () => void;
}

const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 10_000;
const SETTLE_MS = 40;

/**
 * Follows the sandbox: listens for changes and reads the state again after each, one read at a time and never
 * faster than a read takes, so a busy sandbox is not slowed down by being watched. Returns a function that stops it.
 */
export function watchSandbox(handlers: Handlers): () => void {
  let stopped = false;
  let source: EventSource | null = null;
  let retryTimer: number | undefined;
  let readTimer: number | undefined;
  let failures = 0;
  let reading = false;
  let changedMeanwhile = false;
  let pause = SETTLE_MS;

  function scheduleRead(): void {
    if (stopped || readTimer !== undefined) return;
    readTimer = window.setTimeout(() => {
      readTimer = undefined;
      void read();
    }, pause);
  }

  async function read(): Promise<void> {
    if (reading) {
      changedMeanwhile = true;
      return;
    }
    reading = true;
    const begun = performance.now();
    try {
      const state = await control.state();
      if (!stopped) handlers.state(state);
      pause = Math.min(1_000, Math.max(SETTLE_MS, performance.now() - begun));
    } catch {
      // While the stream is up the state has to come in the end; when it is down, reconnecting reads it again.
      pause = 1_000;
      changedMeanwhile = source?.readyState === EventSource.OPEN;
    }
    reading = false;
    if (changedMeanwhile) {
      changedMeanwhile = false;
      scheduleRead();
    }
  }

  function listen(): void {
    if (stopped) return;
    const stream = control.events();
    source = stream;
    stream.onopen = () => {
      failures = 0;
      handlers.live('live');
      void read();
    };
    stream.addEventListener('change', (event: MessageEvent<string>) => {
      if (isReset(event.data)) handlers.reset();
      scheduleRead();
    });
    stream.onerror = () => {
      stream.close();
      if (stopped || source !== stream) return;
      handlers.live('reconnecting');
      retryTimer = window.setTimeout(listen, Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** failures));
      failures += 1;
    };
  }

  function listenAtOnce(): void {
    if (source?.readyState === EventSource.OPEN) return;
    window.clearTimeout(retryTimer);
    source?.close();
    failures = 0;
    listen();
  }

  listen();
  window.addEventListener('online', listenAtOnce);
  return () => {
    stopped = true;
    window.removeEventListener('online', listenAtOnce);
    window.clearTimeout(retryTimer);
    window.clearTimeout(readTimer);
    source?.close();
  };
}

function isReset(data: string): boolean {
  try {
    return (JSON.parse(data) as Partial<Change>).area === 'reset';
  } catch {
    return false;
  }
}
