import fc from 'fast-check';
import { splitText } from '../../src/messengers/split-text';

const withoutSpace = (text: string) => text.replace(/\s+/gu, '');

/** Words, breaks and the characters that are easy to tear apart. */
const pieces = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.constantFrom(
    '\n',
    '\n\n',
    '\r\n',
    '\r\n\r\n',
    ' ',
    '   ',
    '. ',
    '! ',
    '。',
    '👨‍👩‍👧‍👦',
    '🇧🇷',
    '👍🏽',
    'e\u0301',
    ' \u0301',
    '\u0600 ',
    'é',
    '한국어',
    'नमस्ते',
  ),
);
const texts = fc.array(pieces, { maxLength: 60 }).map((all) => all.join(''));

describe.each(['utf16', 'utf8'] as const)('for every text and limit in %s', (unit) => {
  const limits = fc.integer({ min: unit === 'utf8' ? 4 : 2, max: 80 });
  const lengthOf = (text: string) => (unit === 'utf8' ? Buffer.from(text).length : text.length);

  it('no part is longer than the limit, and none is blank', () => {
    fc.assert(
      fc.property(texts, limits, (text, limit) => {
        for (const part of splitText(text, limit, unit)) {
          expect(lengthOf(part)).toBeLessThanOrEqual(limit);
          expect(part.trim()).not.toBe('');
        }
      }),
    );
  });

  it('the parts are the text without white space at the cuts', () => {
    fc.assert(
      fc.property(texts, limits, (text, limit) => {
        const parts = splitText(text, limit, unit);
        expect(withoutSpace(parts.join(''))).toBe(withoutSpace(text));
        let at = 0;
        for (const part of parts) {
          const found = text.indexOf(part, at);
          expect(found).toBeGreaterThanOrEqual(at);
          expect(text.slice(at, found).trim()).toBe('');
          at = found + part.length;
        }
        expect(text.slice(at).trim()).toBe('');
      }),
    );
  });

  it('no surrogate pair is torn', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), limits, (text, limit) => {
        for (const part of splitText(text, limit, unit)) expect(part).not.toMatch(/\p{Surrogate}/u);
      }),
    );
  });

  it('no character that fits into a part is torn', () => {
    const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
    const clusters = (text: string) =>
      [...segmenter.segment(text)].map(({ segment }) => segment).filter((segment) => segment.trim() !== '');
    fc.assert(
      fc.property(texts, fc.integer({ min: 20, max: 80 }), (text, limit) => {
        fc.pre(clusters(text).every((cluster) => lengthOf(cluster) <= limit));
        expect(splitText(text, limit, unit).flatMap(clusters)).toEqual(clusters(text));
      }),
    );
  });

  it('a text that fits stays as it is', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(splitText(text, Math.max(4, lengthOf(text)), unit)).toEqual(text.trim() === '' ? [] : [text]);
      }),
    );
  });
});

describe('where it cuts', () => {
  it.each([
    ['at a paragraph', 'One two three.\n\nFour. Five six', 22, ['One two three.', 'Four. Five six']],
    ['at a line', 'First line here\nsecond line. x', 24, ['First line here', 'second line. x']],
    ['after a sentence', 'This is one. This is two more', 20, ['This is one.', 'This is two more']],
    ['at a word', 'somewhat longer words', 10, ['somewhat', 'longer', 'words']],
    ['at a word rather than at an early paragraph', 'a\n\nbb cc dd ee ff', 14, ['a\n\nbb cc dd ee', 'ff']],
    ['between characters when there is no space', 'abcdefgh', 3, ['abc', 'def', 'gh']],
    ['a word that fills a part', 'abc def', 3, ['abc', 'def']],
    ['around flags', '🇧🇷🇺🇦🇩🇪', 9, ['🇧🇷🇺🇦', '🇩🇪']],
    ['a cluster longer than a part at its code points', '👨‍👩‍👧', 4, ['👨‍', '👩‍', '👧']],
    ['a long white start', `${' '.repeat(9)}abc`, 4, ['abc']],
  ])('%s', (_, text, limit, parts) => {
    expect(splitText(text, limit)).toEqual(parts);
  });

  it('keeps an address whole when it fits', () => {
    const url = `https://example.com/${'x'.repeat(60)}`;
    expect(splitText(`see ${url} now`, 82)).toEqual(['see', url, 'now']);
  });
});

it.each(['', ' ', '\n\n'])('has no parts for %j', (text) => {
  expect(splitText(text, 10)).toEqual([]);
});

it.each([
  ['utf16', 5, ['你好你好', '世界']],
  ['utf8', 12, ['你好你好', '世界']],
  ['utf8', 7, ['你好', '你好', '世界']],
  ['utf8', 4, ['你', '好', '你', '好', '世', '界']],
] as const)('measures in %s, at most %d', (unit, limit, parts) => {
  expect(splitText('你好你好 世界', limit, unit)).toEqual(parts);
});

it.each([3, 0, 2.5])('has no use for a limit of %d bytes', (limit) => {
  expect(() => splitText('text', limit, 'utf8')).toThrow(RangeError);
});

it.each([1, 0, -1, 2.5, Number.NaN])('has no use for a limit of %d', (limit) => {
  expect(() => splitText('text', limit)).toThrow(RangeError);
});

it('takes no time that grows with the square of a text without spaces', () => {
  const started = performance.now();
  const parts = splitText('👍🏽'.repeat(50_000), 4_096);
  expect(parts.join('')).toHaveLength(200_000);
  expect(performance.now() - started).toBeLessThan(20_000);
});
