/** Versions that Meta answers to (whatsapp.md, facebook.md: head); calls without one are not taken. */
const VERSIONS: ReadonlySet<string> = new Set(['v21.0', 'v22.0', 'v23.0', 'v24.0', 'v25.0', 'v26.0']);

export const NEWEST_VERSION = 'v26.0';

export function isVersion(part: string): boolean {
  return VERSIONS.has(part);
}
