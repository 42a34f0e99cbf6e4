import type { Language } from '../../../model/words';
import { en, type Texts } from './en';
import { es } from './es';
import { pt } from './pt';

export type { Texts } from './en';

/** Every word of the console. What the api says in sentences of its own stays as it says it. */
export const texts: Readonly<Record<Language, Texts>> = { en, es, pt };
