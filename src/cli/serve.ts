import { reasonOf } from './reason';
import { sayReady } from './ready';

/** A part of Courier that runs until it is told to stop. */
export interface Service {
  readonly url: string;
  close(): Promise<void>;
  /** Settles when the part has ended, also by itself. */
  readonly finished?: Promise<void>;
}

const closeWithinMs = 30_000;

/**
 * Runs a part until SIGTERM, SIGINT or the end of the process that started it, then closes it in an orderly way.
 * Resolves with the exit code.
 */
export async function serve(start: () => Promise<Service>): Promise<number> {
  const told = new Promise<'told'>((resolve) => {
    for (const event of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(event, () => resolve('told'));
    // Whoever started us with an IPC channel wants us to end with it, even if it was killed.
    process.once('disconnect', () => resolve('told'));
  });
  const starting = start();
  const started = await Promise.race([starting, told]);
  if (started === 'told') {
    // Not waited for longer than a close may take: the start may hang on what is being stopped too.
    await within(starting.then((service) => service.close()).catch(() => undefined));
    return 0;
  }
  sayReady(started.url);
  const failure = started.finished?.then(() => 'Ended without being told to', reasonOf);
  const end = await Promise.race([told, ...(failure ? [failure] : [])]);
  if (end !== 'told') process.stderr.write(`${end}\n`);
  const closed = await within(started.close());
  if (!closed) process.stderr.write(`Not closed within ${closeWithinMs / 1_000} s, ending anyway\n`);
  return end === 'told' && closed ? 0 : 1;
}

async function within(closing: Promise<void>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), closeWithinMs);
  });
  const inTime = closing.then(
    () => true,
    (error: unknown) => {
      process.stderr.write(`${reasonOf(error)}\n`);
      return false;
    },
  );
  const result = await Promise.race([inTime, late]);
  clearTimeout(timer);
  return result;
}
