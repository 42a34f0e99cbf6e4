/** Host of an address; the rest of it may hold somebody's secret. */
export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : 'unknown address';
}
