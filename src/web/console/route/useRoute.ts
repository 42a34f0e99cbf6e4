import { useMemo, useSyncExternalStore } from 'react';
import { hashOf, readRoute, type Route } from './route';

function onHash(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}

export function useRoute(): Route {
  const hash = useSyncExternalStore(onHash, () => window.location.hash);
  return useMemo(() => readRoute(hash), [hash]);
}

export function goTo(route: Route): void {
  window.location.hash = hashOf(route);
}
