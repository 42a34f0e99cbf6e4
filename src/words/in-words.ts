import { historyPhrases } from '../history/refusal';
import { kommoPhrases } from '../kommo/phrases';
import { messengerOf, supportedMessengers } from '../messengers/registry';
import { filled, type Language, type Params, type Phrases, type Said } from '../model/words';
import { deliveryPhrases } from './delivery';
import { courierPhrases } from './index';
import { waitingPhrases } from './waiting';

/** Courier's sentences, Kommo's, those of old conversations, and those of the drivers, of which several may share some. */
export const ALL_PHRASES: readonly Phrases[] = [
  ...new Set([
    courierPhrases,
    deliveryPhrases,
    waitingPhrases,
    kommoPhrases,
    historyPhrases,
    ...supportedMessengers().flatMap((kind) => messengerOf(kind)?.phrases ?? []),
  ]),
];

const phrases: Readonly<Record<Language, ReadonlyMap<string, string>>> = {
  en: phrasesIn('en'),
  es: phrasesIn('es'),
  pt: phrasesIn('pt'),
};

/**
 * What was said in English, as the reader reads it. What names no code, or one that this version does not know, stays as
 * it is: a text that can be read with some effort is better than none.
 */
export function inWords(
  { text, said }: { readonly text: string; readonly said?: readonly Said[] | null | undefined },
  language: Language,
  between = ' ',
): string {
  if (language === 'en' || said == null) return text;
  const sentences = said.map(({ code, params }) => {
    const phrase = phrases[language].get(code);
    return phrase === undefined ? undefined : filled(phrase, paramsIn(params, language));
  });
  return sentences.includes(undefined) ? text : sentences.join(between);
}

function paramsIn(params: Params = {}, language: Language): Params {
  const inLanguage = Object.entries(params).map(([name, value]) => [
    name,
    typeof value === 'object' ? inWords(value, language, ', ') : value,
  ]);
  return Object.fromEntries(inLanguage) as Params;
}

function phrasesIn(language: Language): ReadonlyMap<string, string> {
  return new Map(ALL_PHRASES.flatMap((each) => Object.entries(each[language])));
}
