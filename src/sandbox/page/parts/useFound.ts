import { type RefObject, useCallback, useEffect, useState } from 'react';
import { still } from '../lib/still';

const STANDS_OUT_MS = 1_800;

/** A message that somebody looks for: brought into view, and marked for a moment. */
export function useFound(box: RefObject<HTMLElement | null>): {
  readonly found: string | null;
  readonly find: (key: string) => void;
} {
  const [search, setSearch] = useState<{ readonly key: string } | null>(null);
  useEffect(() => {
    if (search === null) return;
    // Searched anew at every press, even for the same message.
    const element = box.current?.querySelector(`[data-key="${CSS.escape(search.key)}"]`);
    element?.scrollIntoView({ block: 'center', behavior: still.matches ? 'auto' : 'smooth' });
    const timer = window.setTimeout(() => setSearch(null), STANDS_OUT_MS);
    return () => window.clearTimeout(timer);
  }, [search, box]);
  const find = useCallback((key: string) => setSearch({ key }), []);
  return { found: search?.key ?? null, find };
}
