import type { Language } from '../../model/words';

/** The person's own way of writing dates, where their browser speaks the language: "12 March" or "March 12". */
export function localeOf(language: Language): string {
  return navigator.languages.find((tag) => tag.toLowerCase().startsWith(language)) ?? language;
}

/** "1,240" */
export function count(value: number, language: Language): string {
  return new Intl.NumberFormat(localeOf(language)).format(value);
}
