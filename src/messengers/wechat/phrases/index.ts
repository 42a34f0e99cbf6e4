import { sayingFrom, type Phrases } from '../../../model/words';
import { en, type WeChatPhrase } from './en';
import { es } from './es';
import { pt } from './pt';

export const weChatPhrases: Phrases<WeChatPhrase> = { en, es, pt };

export const say = sayingFrom(weChatPhrases);
