/** What a channel can carry; the list in the order given. */
export type Reactions = 'none' | 'all' | readonly string[];

/** `v` knows emoji of several code points; a bare ❤ has to do too, as keyboards and messengers write it. */
const EMOJI = new RegExp('^(?:\\p{RGI_Emoji}|\\p{Extended_Pictographic})$', 'v');
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * Takes `👍😳` apart into single emoji; blanks and commas between them are fine.
 * @returns `bad` with what is no emoji.
 */
export function readEmojiList(text: string): { readonly emoji: readonly string[]; readonly bad: readonly string[] } {
  const all = [...graphemes.segment(text)]
    .map(({ segment }) => segment)
    .filter((segment) => !/^[\s,;]+$/.test(segment));
  const distinct = [...new Set(all)];
  return { emoji: distinct.filter((one) => EMOJI.test(one)), bad: distinct.filter((one) => !EMOJI.test(one)) };
}
