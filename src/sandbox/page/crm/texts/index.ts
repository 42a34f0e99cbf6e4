import type { Language } from '../../texts';
import { en, type CrmTexts } from './en';
import { es } from './es';
import { pt } from './pt';

export type { CrmTexts } from './en';

/** Every word on the pages of the CRM. */
export const crmTexts: Readonly<Record<Language, CrmTexts>> = { en, es, pt };
