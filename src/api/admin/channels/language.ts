import type { Request } from 'express';
import { LANGUAGES, type Language } from '../../../kommo/registration/texts';

/** What `?lang=` says, else what the browser prefers, else English. */
export function languageOf(request: Request): Language {
  const { lang } = request.query;
  const asked = LANGUAGES.find((language) => language === lang);
  if (asked !== undefined) return asked;
  const preferred = request.acceptsLanguages([...LANGUAGES]);
  return LANGUAGES.find((language) => language === preferred) ?? 'en';
}

/** Whether the language was chosen by hand, so that the pages behind keep it. */
export function chosenLanguage(request: Request): Language | undefined {
  const { lang } = request.query;
  return LANGUAGES.find((language) => language === lang);
}
