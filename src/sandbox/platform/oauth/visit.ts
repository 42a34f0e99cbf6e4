import type { Core } from '../../core';

/** How a call of Kommo's servers went. */
export interface Visit {
  readonly status: number | null;
  readonly ms: number;
  readonly error: string | null;
}

/** Kommo's servers wait so long, ignore what is answered and try once (kommo-platform.md §1.3). */
const TIMEOUT_MS = 3000;

/** A GET of Kommo's servers at an address of the integration. The journal shows `shown` instead of the query. */
export async function visit(core: Core, url: string, operation: string, shown: object): Promise<Visit> {
  const entry = core.journal.open({
    side: 'kommo',
    direction: 'out',
    operation,
    method: 'GET',
    path: new URL(url).pathname,
    request: shown,
  });
  const began = performance.now();
  const ended = (status: number | null, error: string | null): Visit => {
    entry.status = status;
    entry.answer = error;
    entry.endedAt = core.clock.now();
    entry.stored = status !== null && status < 300;
    return { status, ms: Math.round(performance.now() - began), error };
  };
  try {
    const response = await fetch(url, {
      headers: { 'User-Agent': 'amoService-oAuth-Code-Sender/1.0' },
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await response.body?.cancel();
    return ended(response.status, null);
  } catch (error) {
    return ended(null, error instanceof Error && error.name === 'TimeoutError' ? 'no answer within 3 s' : 'no answer');
  }
}
