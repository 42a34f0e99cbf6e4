/** Text as it may stand in markup. XML knows no other control characters than tab and line ends, not even escaped. */
export function escapeText(text: string): string {
  return (
    text
      // eslint-disable-next-line no-control-regex -- these are what is looked for
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
      .replace(/&/g, '&amp;')
      .replace(/</g, '&lt;')
      .replace(/>/g, '&gt;')
      .replace(/"/g, '&quot;')
  );
}

export function element(
  name: string,
  attributes: Readonly<Record<string, string | number | undefined>>,
  inner: string | readonly string[] = '',
): string {
  const given = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${escapeText(String(value))}"`],
  );
  const content = typeof inner === 'string' ? inner : inner.join('');
  return content === '' ? `<${name}${given.join('')}/>` : `<${name}${given.join('')}>${content}</${name}>`;
}

export function text(x: number, y: number, className: string, words: string, anchor?: 'middle' | 'end'): string {
  return element('text', { x, y, class: className, 'text-anchor': anchor }, escapeText(words));
}

/**
 * Lines of so many characters at most; an id that is longer goes on in the next, a little earlier, since digits are wide.
 * @param atMost lines; the last ends with an ellipsis where there were more
 */
export function wrapped(words: string, characters: number, atMost: number): string[] {
  const lines: string[] = [];
  const longest = new RegExp(`.{1,${String(Math.floor(characters * 0.87))}}`, 'gu');
  for (const word of words.split(/\s+/).flatMap((each) => each.match(longest) ?? [])) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= characters) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  if (lines.length <= atMost) return lines;
  return [...lines.slice(0, atMost - 1), `${(lines[atMost - 1] ?? '').slice(0, characters - 1)}…`];
}
