const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** An address that Meta would ask: https, and where `here` allows it plain http on this machine; undefined: none of these. */
export function askable(url: string, here: boolean): URL | undefined {
  const target = URL.canParse(url) ? new URL(url) : undefined;
  if (target?.protocol === 'https:') return target;
  return here && target?.protocol === 'http:' && LOOPBACK.has(target.hostname) ? target : undefined;
}
