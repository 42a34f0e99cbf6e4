/** Whether an address may be gone to: https, and plain http on this machine only (webhook.md §1). */
export function mayVisit(given: string): boolean {
  if (!URL.canParse(given)) return false;
  const { protocol, hostname } = new URL(given);
  return protocol === 'https:' || (protocol === 'http:' && isHere(hostname));
}

function isHere(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.');
}
