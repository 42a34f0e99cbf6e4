import { ALL_PHRASES, inWords } from '../../src/words/in-words';
import { kommoPhrases } from '../../src/kommo/phrases';
import { messengerOf, supportedMessengers } from '../../src/messengers/registry';
import { LANGUAGES, sayingFrom, together, type Phrases } from '../../src/model/words';
import { courierPhrases, say } from '../../src/words';
import { SAME_IN_ALL } from '../support/same-in-all';

const placeholders = (phrase: string): string[] => (phrase.match(/\{\w+\}/g) ?? []).sort();
const codes = ALL_PHRASES.flatMap((phrases) =>
  Object.keys(phrases.en).map((code): [string, Phrases] => [code, phrases]),
);

it('there are those of Courier, of Kommo and of the messengers', () => {
  const drivers = supportedMessengers().flatMap((kind) => messengerOf(kind)?.phrases ?? []);
  for (const phrases of [courierPhrases, kommoPhrases, ...drivers]) expect(ALL_PHRASES).toContain(phrases);
  expect(codes.length).toBeGreaterThan(100);
});

it('no two sentences have one code', () => {
  expect(new Set(codes.map(([code]) => code)).size).toBe(codes.length);
});

describe.each(codes)('%s', (code, phrases) => {
  it('is said in every language, each in its own words, and names the same in all', () => {
    const said = LANGUAGES.map((language) => phrases[language][code] ?? '');
    for (const phrase of said) {
      expect(phrase.trim()).not.toBe('');
      expect(phrase).toBe(phrase.trim());
      expect(placeholders(phrase)).toEqual(placeholders(phrases.en[code] ?? ''));
    }
    if (SAME_IN_ALL.includes(code)) return;
    expect(new Set([said[0], said[1]]).size + new Set([said[0], said[2]]).size).toBe(4);
  });
});

describe('what is told', () => {
  const both = together([say('install.code-spent'), say('authorise-again')]);

  it('is in English for logs, and in the reader’s language for people', () => {
    expect(both.text).toBe(
      'Kommo takes the code no more: it is good for 20 minutes, and once. Authorise Courier again in Kommo.',
    );
    expect(inWords(both, 'en')).toBe(both.text);
    expect(inWords(both, 'es')).toBe(
      'Kommo ya no acepta el código: sirve durante 20 minutos y una sola vez. Autoriza Courier de nuevo en Kommo.',
    );
    expect(inWords(both, 'pt')).toContain('A Kommo não aceita mais o código');
  });

  it('names what it is about, as it is', () => {
    const words = say('settings.connected-already', { name: 'Shop {most} $& “x”' });
    expect(words.text).toBe('It is connected here already, as “Shop {most} $& “x””.');
    expect(inWords(words, 'es')).toBe('Ya está conectada aquí, como «Shop {most} $& “x”».');
  });

  it('names what differs by language in the reader’s too, and what somebody else said as they said it', () => {
    const what = together([say('authorise-again'), say('access.no-new')], ', ');
    const words = say('settings.check-fields', { fields: what });
    expect(words.text).toBe(`This does not fit: ${what.text}`);
    expect(inWords(JSON.parse(JSON.stringify(words)) as typeof words, 'es')).toBe(
      'Esto no es correcto: Autoriza Courier de nuevo en Kommo., Kommo no da un acceso nuevo en este momento.',
    );
    expect(inWords(say('settings.check-fields', { fields: { text: 'Bad Request' } }), 'pt')).toMatch(/: Bad Request$/);
  });

  it('survives the ledger', () => {
    expect(inWords(JSON.parse(JSON.stringify(both)) as typeof both, 'pt')).toBe(inWords(both, 'pt'));
  });

  it('stays in English where somebody else said a part of it, or another version did', () => {
    const foreign = { text: 'Bad Request: chat not found' };
    expect(inWords(foreign, 'es')).toBe(foreign.text);
    expect(inWords(together([say('authorise-again'), foreign]), 'es')).toBe(
      'Authorise Courier again in Kommo. Bad Request: chat not found',
    );
    const newer = sayingFrom({ en: { 'of.tomorrow': 'Later.' }, es: { 'of.tomorrow': '' }, pt: { 'of.tomorrow': '' } });
    expect(inWords(newer('of.tomorrow'), 'es')).toBe('Later.');
  });
});
