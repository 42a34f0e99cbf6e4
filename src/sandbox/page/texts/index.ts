import { en, type Texts } from './en';
import { es } from './es';
import { pt } from './pt';

export type { FaultKind, Texts } from './en';

/** Every word on the page. */
export const LANGUAGES = ['en', 'es', 'pt'] as const;
export type Language = (typeof LANGUAGES)[number];

export const texts: Readonly<Record<Language, Texts>> = { en, es, pt };
