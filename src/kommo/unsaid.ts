/** A piece of so many characters tells something of what it is from. */
const TELLING = 8;
const LONGEST_TEXT = 400;
const LONGEST_SECRET = 20_000;

/**
 * Takes out of a far side's text what it repeats of ours: whole, or in telling pieces, since an echo may be cut off.
 * Something harmless may go with it; the text is for people, who have the status and the reason besides.
 */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  let rest = text.slice(0, LONGEST_TEXT);
  const longestFirst = secrets.filter((secret) => secret !== '').sort((a, b) => b.length - a.length);
  for (const secret of longestFirst) rest = rest.replaceAll(secret, '…');
  const telling = longestFirst
    .filter(({ length }) => length >= TELLING)
    .map((secret) => secret.slice(0, LONGEST_SECRET));
  let said = '';
  let hiddenUntil = 0;
  for (let at = 0; at < rest.length; at += 1) {
    const piece = rest.slice(at, at + TELLING);
    if (piece.length === TELLING && telling.some((secret) => secret.includes(piece))) {
      if (at >= hiddenUntil) said += '…';
      hiddenUntil = at + TELLING;
    }
    if (at >= hiddenUntil) said += rest.charAt(at);
  }
  return said.length > 200 ? `${said.slice(0, 199)}…` : said;
}
