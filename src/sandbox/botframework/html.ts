/** Text as HTML and XML have it. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** The copy of a text that Teams puts beside it. */
export function paragraphs(text: string): string {
  return text === '' ? '' : `<p>${escaped(text).replaceAll('\n', '<br>')}</p>`;
}

/** What a channel shows of a text that is not said to be plain: marks of Markdown and XML are read as such. */
export function rendered(text: string, format: 'plain' | 'markdown' | 'xml'): string {
  switch (format) {
    case 'plain':
      return text;
    case 'xml':
      return text.replace(/<[^<>]*>/g, '');
    case 'markdown':
      return text
        .replace(/\[([^\]\n]*)\]\(([^)\s]*)\)/g, '$1')
        .replace(/(\*\*|\*|__|_|~~|`)(?=\S)([^\n]*?\S)\1/g, '$2')
        .replace(/<[^<>]*>/g, '')
        .replace(/(?<!\n)\n(?!\n)/g, ' ');
  }
}
