/** Pages, and the app of Viber, whose bots have no address on the web. */
const SCHEMES: readonly string[] = ['https:', 'http:', 'viber:'];

/** An address that may be opened; anything else, a script say, is no link. */
export function safeLink(address: string | null): string | null {
  if (address === null || !URL.canParse(address)) return null;
  return SCHEMES.includes(new URL(address).protocol) ? address : null;
}
