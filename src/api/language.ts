import type { Request, Response } from 'express';
import { LANGUAGES, type Language } from '../model/words';

/** What the browser prefers, else English. */
export function languageOf(request: Request): Language {
  const preferred = request.acceptsLanguages([...LANGUAGES]);
  return LANGUAGES.find((language) => language === preferred) ?? 'en';
}

/** In which language a request is answered from here on. */
export function answerIn(response: Response, language: Language): void {
  response.locals.language = language;
}

/** Programs, and whoever said nothing, read English. */
export function languageTo(response: Response): Language {
  const { language } = response.locals as { readonly language?: Language };
  return language ?? 'en';
}
