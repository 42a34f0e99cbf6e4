import { randomUUID } from 'node:crypto';
import type { OnHandset, Refused } from '../lines/emulator';
import type { LineMessage } from '../lines/records';
import type { Parts } from './call';
import { whoIsGone } from './customer';
import { inWords } from './tapbacks';

/** The customer taps a message back: on the phone a sign at it, to the business a text (apple.md §2). */
export function react(
  { core, hooks }: Parts,
  on: OnHandset,
  { message, emoji }: { readonly message: LineMessage; readonly emoji: string | null },
): LineMessage | Refused {
  const gone = whoIsGone(on);
  if (gone) return gone;
  const before = message.reactions.get('customer');
  if (emoji === null && before === undefined) return { refused: 'There is no reaction to take back.' };
  if (emoji === null) message.reactions.delete('customer');
  else message.reactions.set('customer', emoji);
  hooks.send(on, { id: randomUUID(), type: 'text', fields: { body: inWords(message, emoji, before) } });
  core.changes.emit('lines');
  return message;
}
