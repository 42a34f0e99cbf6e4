import { sayingFrom, type Phrases } from '../../model/words';
import { en } from './en';
import { es } from './es';
import { pt } from './pt';

/** What Kommo's answers mean, for people. `{status}` is that of HTTP; `{more}` is Kommo's own, or empty. */
export const kommoPhrases: Phrases<keyof typeof en> = { en, es, pt };

export const say = sayingFrom(kommoPhrases);
