import { useEffect, useState } from 'react';
import { useClient } from '../session/context';

/** The api's time, once a second. */
export function useNow(): number {
  const { clock } = useClient();
  const [now, setNow] = useState(() => clock.now());
  useEffect(() => {
    const timer = window.setInterval(() => setNow(clock.now()), 1_000);
    return () => window.clearInterval(timer);
  }, [clock]);
  return now;
}
