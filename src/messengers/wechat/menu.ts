import type { Button } from '../../model/content';
import { entryId } from './press';

/** A text with entries under it, which customers tap (wechat.md §3). */
export interface Menu {
  readonly head_content: string;
  readonly list: readonly { readonly id: string; readonly content: string }[];
  readonly tail_content: string;
}

/** @returns undefined where there is nothing to tap */
export function menu(text: string, buttons: readonly (readonly Button[])[]): Menu | undefined {
  const list = buttons.flatMap((row, rowIndex) =>
    row.flatMap((button, column) => {
      const content = button.text.trim();
      return content === '' ? [] : [{ id: entryId(rowIndex, column), content }];
    }),
  );
  return list.length === 0 ? undefined : { head_content: text, list, tail_content: '' };
}

/** What to answer with, where it cannot be tapped. */
export function menuInWords({ head_content: text, list }: Menu): string {
  return [text, '', ...list.map(({ content }, index) => `${String(index + 1)}. ${content}`)].join('\n');
}
