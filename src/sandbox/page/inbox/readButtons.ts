import type { NewInboxMessage } from '../../control/contract';

type Buttons = NonNullable<NewInboxMessage['buttons']>;

/** One button a line, each in a row of its own: `label`, or `label | address`. */
export function readButtons(lines: string): Buttons {
  return lines.split('\n').flatMap((line): Buttons => {
    const [text = '', url = ''] = line.split('|').map((piece) => piece.trim());
    if (text === '') return [];
    return [[{ text, ...(url === '' ? {} : { url }) }]];
  });
}
