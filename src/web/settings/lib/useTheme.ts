import { useEffect } from 'react';

/** Kommo's theme; before the session is open, the system's (see tokens.css). */
export function useTheme(theme: 'light' | 'dark'): void {
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
}
