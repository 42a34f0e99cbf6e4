import { sayingFrom, type Phrases } from '../../../model/words';
import { en } from './en';
import { es } from './es';
import { pt } from './pt';

/** What managers and administrators are told of WhatsApp; what all of Meta shares is in `graph/phrases.ts`. */
export const whatsappPhrases: Phrases<keyof typeof en> = { en, es, pt };

export const say = sayingFrom(whatsappPhrases);

export type Code = keyof typeof en;
