import { useEffect, useSyncExternalStore } from 'react';
import { useStored } from './useStored';

export type Theme = 'light' | 'dark';

const preference = window.matchMedia('(prefers-color-scheme: dark)');

function onPreference(listener: () => void): () => void {
  preference.addEventListener('change', listener);
  return () => preference.removeEventListener('change', listener);
}

/** The system's theme until the person chooses the other one. @param keptAs the name under which the browser remembers it */
export function useChosenTheme(keptAs: string): [Theme, () => void] {
  const [stored, store] = useStored(keptAs);
  const prefersDark = useSyncExternalStore(onPreference, () => preference.matches);
  const theme: Theme = stored === 'light' || stored === 'dark' ? stored : prefersDark ? 'dark' : 'light';
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
  return [theme, () => store(theme === 'dark' ? 'light' : 'dark')];
}
