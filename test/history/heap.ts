import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Bytes that cannot be freed. */
export function heapNow(): number {
  collect();
  return process.memoryUsage().heapUsed;
}

/** Passes things on, and looks at the heap after every so many. */
export async function* watched<Thing>(
  things: AsyncIterable<Thing>,
  every: number,
  seen: number[],
): AsyncGenerator<Thing> {
  let count = 0;
  for await (const thing of things) {
    yield thing;
    count += 1;
    if (count % every === 0) seen.push(heapNow());
  }
}
