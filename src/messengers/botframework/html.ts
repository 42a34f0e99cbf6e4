/** Longer than any message; what is behind it is not looked at. */
const MOST = 100_000;

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** What a piece of HTML or XML says, without its marks. */
export function plainTextOf(markup: string): string {
  const text = markup
    .slice(0, MOST)
    .replace(/<br\b[^<>]*>|<\/(?:p|div|li)>/gi, '\n')
    .replace(/<[^<>]*>/g, '');
  return unescaped(text).trim();
}

export function unescaped(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,4}));/gi, (whole, decimal, hex, name) => {
    if (typeof name === 'string') return ENTITIES[name.toLowerCase()] ?? whole;
    const code = typeof decimal === 'string' ? Number(decimal) : Number.parseInt(String(hex), 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

export interface Element {
  /** As they stand in its first tag, unescaped; names in lower case. */
  readonly attributes: ReadonlyMap<string, string>;
  /** Between its tags. */
  readonly inner: string;
  /** What stands before and after it. */
  readonly rest: string;
}

/** The first element of a name; one without an end has nothing in it. */
export function firstElement(markup: string, name: string): Element | undefined {
  const html = markup.slice(0, MOST);
  const begin = new RegExp(`<${name}\\b([^<>]*)>`, 'i').exec(html);
  if (begin === null) return undefined;
  const from = begin.index + begin[0].length;
  const after = html.slice(from);
  const end = new RegExp(`</${name}>`, 'i').exec(after);
  return {
    attributes: attributesIn(begin[1] ?? ''),
    inner: end === null ? '' : after.slice(0, end.index),
    rest: html.slice(0, begin.index) + (end === null ? after : after.slice(end.index + end[0].length)),
  };
}

function attributesIn(tag: string): ReadonlyMap<string, string> {
  return new Map(
    [...tag.matchAll(/\b([a-z]+)=(?:"([^"]*)"|'([^']*)')/gi)].map(([, name = '', double, single]) => [
      name.toLowerCase(),
      unescaped(double ?? single ?? ''),
    ]),
  );
}
