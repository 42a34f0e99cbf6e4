import { useSyncExternalStore } from 'react';

/** The same width as in layout.css: below it the phone and the inbox take turns. */
const wide = window.matchMedia('(min-width: 900px)');

function onWidth(listener: () => void): () => void {
  wide.addEventListener('change', listener);
  return () => wide.removeEventListener('change', listener);
}

export function useWide(): boolean {
  return useSyncExternalStore(onWidth, () => wide.matches);
}
