import { credentialFields } from '../../src/api/sources/credential-fields';
import { inWords } from '../../src/words/in-words';
import { messengerOf, supportedMessengers } from '../../src/messengers/registry';
import type { Words } from '../../src/model/words';
import { SAME_IN_ALL } from '../support/same-in-all';

const MESSENGERS = supportedMessengers().flatMap((kind) => messengerOf(kind) ?? []);

/** Three texts, none of them empty, and in words of their own where they are not a name that is the same everywhere. */
function expectInAll(words: Words | undefined): void {
  if (words === undefined) throw new Error('There are no words');
  const told = (['en', 'es', 'pt'] as const).map((language) => inWords(words, language));
  expect(told).not.toContain('');
  expect(words.said).not.toEqual([]);
  if (words.said?.every(({ code }) => SAME_IN_ALL.includes(code))) return;
  expect(new Set(told).size).toBeGreaterThanOrEqual(2);
  expect(told[1]).not.toBe(told[0]);
}

describe.each(MESSENGERS.map((driver) => [driver.title, driver] as const))('%s', (_title, driver) => {
  const fields = credentialFields(driver);
  const guide = driver.guide ?? [];

  it('says in every language what is connected, and how, step by step', () => {
    expectInAll(driver.about);
    expect(guide.length).toBeGreaterThan(1);
    for (const { title, text, link } of guide) {
      expectInAll(title);
      expectInAll(text);
      if (link === undefined) continue;
      expectInAll(link.text);
      expect(new URL(link.href).protocol).toBe('https:');
    }
  });

  it('marks what is typed word by word in pairs', () => {
    for (const { text } of [...guide.map((step) => step.text), ...fields.flatMap(({ help }) => help ?? [])]) {
      expect(text.split('`').length % 2).toBe(1);
    }
  });

  it('asks for each field once, in a step, where nobody can do without it', () => {
    const asked = guide.flatMap((step) => step.fields);
    const names = fields.map(({ name }) => name);
    expect(new Set(asked).size).toBe(asked.length);
    expect(names).toEqual(expect.arrayContaining(asked));
    expect(asked).toEqual(expect.arrayContaining(fields.filter(({ required }) => required).map(({ name }) => name)));
  });

  it('names and explains each field in every language', () => {
    for (const { label, help, choices } of fields) {
      expectInAll(label);
      expectInAll(help ?? undefined);
      for (const choice of choices ?? []) expectInAll(choice.label);
    }
  });
});

it.each([
  ['telegram', { remoteId: '1', address: '@shop_bot' }, 'https://t.me/shop_bot'],
  ['telegram', { remoteId: '1' }, undefined],
  ['telegram', { remoteId: '1', address: '@x/../y' }, undefined],
  ['whatsapp', { remoteId: '106', address: '+1 555-010-0000' }, 'https://wa.me/15550100000'],
  ['whatsapp', { remoteId: '106', address: '+351 (910) 000.101' }, 'https://wa.me/351910000101'],
  ['whatsapp', { remoteId: '106' }, undefined],
  ['whatsapp', { remoteId: '106', address: 'javascript:alert(1)' }, undefined],
  ['messenger', { remoteId: '112233', address: 'm.me/flower.shop' }, 'https://m.me/flower.shop'],
  ['messenger', { remoteId: '112233' }, 'https://m.me/112233'],
  ['instagram', { remoteId: '178', address: '@flower.shop' }, 'https://ig.me/m/flower.shop'],
  ['instagram', { remoteId: '178' }, undefined],
  ['viber', { remoteId: 'pa:1', address: 'flowershop' }, 'viber://pa?chatURI=flowershop'],
  ['viber', { remoteId: 'pa:1', address: 'a&context=x' }, undefined],
  ['viber', { remoteId: 'pa:1' }, undefined],
] as const)('a chat with a source of %s %j is opened by %j', (kind, source, link) => {
  expect(messengerOf(kind)?.linkTo?.(source)).toBe(link);
});
