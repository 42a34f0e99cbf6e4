import { rowsOf, type Around } from '../model/content';

/** What to answer with, in lines, where it cannot be pressed. */
export function numbered({ buttons, list }: Pick<Around, 'buttons' | 'list'>): string {
  const lines =
    list === undefined
      ? (buttons ?? []).flat().map(({ text, url }) => (url === undefined ? text : `${text}: ${url}`))
      : rowsOf(list).map(({ title, description }) => (description === undefined ? title : `${title} – ${description}`));
  return lines.map((line, index) => `${String(index + 1)}. ${line}`).join('\n');
}
