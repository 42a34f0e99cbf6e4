import { sayingFrom, type Phrases } from '../../model/words';
import { en } from './en';
import { es } from './es';
import { pt } from './pt';

/** What managers are told about their messages. */
export const deliveryPhrases: Phrases<keyof typeof en> = { en, es, pt };

export const sayOfDelivery = sayingFrom(deliveryPhrases);
