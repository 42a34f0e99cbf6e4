import { heartbeat } from '@temporalio/activity';

const EVERY_MS = 1_000;

/**
 * Lets the engine know that somebody is at work, until the work has ended, however it ends. The fence reckons with how often it
 * does: see `lease.ts`.
 *
 * @param beat said each time; where it is left out, nothing but that
 */
export async function withHeartbeat<Result>(
  work: () => Promise<Result>,
  beat: () => void = () => heartbeat(),
): Promise<Result> {
  const beating = setInterval(beat, EVERY_MS);
  try {
    return await work();
  } finally {
    clearInterval(beating);
  }
}
