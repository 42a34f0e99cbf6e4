import { useEffect, useState } from 'react';
import { control } from '../data/control';

const SETTLE_MS = 60;

/** What `load` answers, read again whenever the sandbox changes. `load` has to stay the same function. */
export function useFollowed<T>(load: () => Promise<T>): T | null {
  const [value, setValue] = useState<T | null>(null);
  useEffect(() => {
    let stopped = false;
    let timer: number | undefined;
    const read = (): void => {
      timer = undefined;
      load().then(
        (loaded) => (stopped ? undefined : setValue(loaded)),
        // The sandbox is gone for the moment: the stream comes back, and its opening reads again.
        () => undefined,
      );
    };
    const soon = (): void => {
      timer ??= window.setTimeout(read, SETTLE_MS);
    };
    const stream = control.events();
    stream.onopen = soon;
    stream.addEventListener('change', soon);
    return () => {
      stopped = true;
      window.clearTimeout(timer);
      stream.close();
    };
  }, [load]);
  return value;
}
