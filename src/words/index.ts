import { sayingFrom, type Phrases } from '../model/words';
import { en } from './en';
import { es } from './es';
import { pt } from './pt';

/** Courier's own sentences for those who look after an account. Kommo's and the messengers' are where they are spoken to. */
export const courierPhrases: Phrases<keyof typeof en> = { en, es, pt };

export const say = sayingFrom(courierPhrases);
