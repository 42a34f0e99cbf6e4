export interface WaitOptions {
  readonly timeoutMs?: number;
  /** How often it is looked; without it soon at first, and then less often, for looking costs the machine. */
  readonly everyMs?: number;
  /** What is awaited, for the message when it does not come. */
  readonly what?: string;
}

type NotYet = undefined | null | false;

const FIRST_MS = 20;
const LAST_MS = 100;
const SLOWER = 1.25;

/** Polls until `condition` gives something true and returns it; what it throws counts as "not yet". */
export async function waitFor<T>(
  condition: () => T | NotYet | Promise<T | NotYet>,
  { timeoutMs = 10_000, everyMs, what = 'the condition' }: WaitOptions = {},
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  let pauseMs = everyMs ?? FIRST_MS;
  let last: unknown;
  for (;;) {
    try {
      const result = await condition();
      if (result !== undefined && result !== null && result !== false) return result;
      last = undefined;
    } catch (error) {
      last = error;
    }
    if (Date.now() > deadline) throw new Error(`Waited ${timeoutMs} ms in vain for ${what}`, { cause: last });
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    if (everyMs === undefined) pauseMs = Math.min(pauseMs * SLOWER, LAST_MS);
  }
}
