import { bundle } from '../../../src/sandbox/page/content/bundle';

const message = (id: number, album: string | null = null) => ({ id, at: id * 1_000, album });
const shownAs = (...messages: ReturnType<typeof message>[]): number[][] =>
  bundle(messages, ({ album }) => album).map(({ parts }) => parts.map(({ id }) => id));

describe('what the page shows as one', () => {
  it('puts neighbours of one album together', () => {
    expect(shownAs(message(1), message(2, 'a'), message(3, 'a'), message(4, 'b'), message(5, 'b'))).toEqual([
      [1],
      [2, 3],
      [4, 5],
    ]);
  });

  it('does not move a piece over what was said in between', () => {
    expect(shownAs(message(1, 'a'), message(2), message(3, 'a'))).toEqual([[1], [2], [3]]);
  });

  it('keeps messages without an album apart', () => {
    expect(shownAs(message(1), message(2))).toEqual([[1], [2]]);
  });

  it('is known by its first piece, so that it stays where it is while others arrive', () => {
    expect(bundle([message(7, 'a'), message(8, 'a')], ({ album }) => album)).toMatchObject([{ id: 7, at: 7_000 }]);
  });
});
