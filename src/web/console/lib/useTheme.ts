import { useEffect, useState, useSyncExternalStore } from 'react';

export type Theme = 'light' | 'dark';

const KEPT = 'courier-console-theme';
const preference = window.matchMedia('(prefers-color-scheme: dark)');

function onPreference(listener: () => void): () => void {
  preference.addEventListener('change', listener);
  return () => preference.removeEventListener('change', listener);
}

/** The system's theme until the operator chooses the other one. */
export function useTheme(): [Theme, () => void] {
  const [chosen, choose] = useState(() => window.localStorage.getItem(KEPT));
  const prefersDark = useSyncExternalStore(onPreference, () => preference.matches);
  const theme: Theme = chosen === 'light' || chosen === 'dark' ? chosen : prefersDark ? 'dark' : 'light';
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
  const other = theme === 'dark' ? 'light' : 'dark';
  return [
    theme,
    () => {
      window.localStorage.setItem(KEPT, other);
      choose(other);
    },
  ];
}
