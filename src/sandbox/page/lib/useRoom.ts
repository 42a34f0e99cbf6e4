import { useSyncExternalStore } from 'react';

/** Widths of layout.css: of the dock with the page's edges, of the inbox, and of each phone, with the gaps between. */
const AROUND_PX = 152;
const INBOX_PX = 480;
const PHONE_PX = 316;
const MOST = 4;

function room(): number {
  const free = window.innerWidth - AROUND_PX - INBOX_PX;
  return Math.min(MOST, Math.max(1, Math.floor(free / PHONE_PX)));
}

function onResize(listener: () => void): () => void {
  window.addEventListener('resize', listener);
  return () => window.removeEventListener('resize', listener);
}

/** How many phones there is room for beside the inbox. */
export function useRoom(): number {
  return useSyncExternalStore(onResize, room);
}
