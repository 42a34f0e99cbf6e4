import type { Assumptions } from '../assumptions';

/** Whether Viber would go there: https; plain http on this machine only (viber.md §1, §7). */
export function mayVisit(given: string, assumptions: Assumptions): boolean {
  if (!URL.canParse(given)) return false;
  const { protocol, hostname } = new URL(given);
  if (protocol === 'https:') return true;
  return protocol === 'http:' && isLoopback(hostname) && assumptions.is('viber-loopback', 'on');
}

export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.');
}

/** The letters behind the last dot, small; empty where there are none. */
export function endingOf(name: string): string {
  return /\.([A-Za-z0-9]{1,10})$/.exec(name)?.[1]?.toLowerCase() ?? '';
}
