import type { Language } from '../../../../kommo/registration/texts';
import { en, type PageTexts } from './en';
import { es } from './es';
import { pt } from './pt';

export type { PageTexts } from './en';

export const pageTexts: Readonly<Record<Language, PageTexts>> = { en, es, pt };
