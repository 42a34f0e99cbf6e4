import { sayingFrom, type Phrases } from '../../../model/words';
import { en } from './en';
import { es } from './es';
import { pt } from './pt';

export const applePhrases: Phrases<keyof typeof en> = { en, es, pt };

export type Code = keyof typeof en;

export const say = sayingFrom(applePhrases);
