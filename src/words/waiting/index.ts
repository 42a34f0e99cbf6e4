import { sayingFrom, type Phrases } from '../../model/words';
import { en } from './en';
import { es } from './es';
import { pt } from './pt';

/** Why something waits, in Courier's own words. What a messenger or Kommo said is said in theirs. */
export const waitingPhrases: Phrases<keyof typeof en> = { en, es, pt };

export const sayOfWaiting = sayingFrom(waitingPhrases);
