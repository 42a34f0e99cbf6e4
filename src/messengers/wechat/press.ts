import type { Content, RemoteFile } from '../../model/content';

const ROWS = 100;
/** Of ours: three to five digits, so that a menu of somebody else is less likely taken for one. */
const OURS = /^[1-9]\d{2,4}$/;

/** The id of an entry of a menu: its row and place in one number. What else an id may hold is told nowhere (wechat.md §3). */
export function entryId(row: number, column: number): string {
  return String((row + 1) * ROWS + column);
}

/** What a tap on an entry says. WeChat does not tell of which message the menu was. */
export function tapOn(id: string, label: string): Content<RemoteFile> {
  if (!OURS.test(id)) return { type: 'text', text: label };
  const place = Number(id);
  return { type: 'press', of: 'menu', row: Math.floor(place / ROWS) - 1, column: place % ROWS, label };
}
