import type { Language } from '../../../api/settings/contract';
import { en, type Texts } from './en';
import { es } from './es';
import { pt } from './pt';

export type { Texts } from './en';

/** Every word in the window. */
export const texts: Readonly<Record<Language, Texts>> = { en, es, pt };
