import type { Language } from '../../../model/words';
import { en, type Texts } from './en';
import { es } from './es';
import { pt } from './pt';

export { LANGUAGES, type Language } from '../../../model/words';
export type { FaultKind, Texts } from './en';

/** Every word on the page. */
export const texts: Readonly<Record<Language, Texts>> = { en, es, pt };
