/**
 * A grey dot, for all small pictures: nobody makes smaller ones of photos here, or stills of films. It can be downloaded
 * like any other file (telegram.md §2, §7).
 */
export const SMALL_PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
  'base64',
);
