import { en, type RegistrationTexts } from './en';
import { es } from './es';
import { pt } from './pt';

export type { RegistrationTexts } from './en';

export const LANGUAGES = ['en', 'es', 'pt'] as const;
export type Language = (typeof LANGUAGES)[number];

export const registrationTexts: Readonly<Record<Language, RegistrationTexts>> = { en, es, pt };
