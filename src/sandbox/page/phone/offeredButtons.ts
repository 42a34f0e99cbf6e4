import type { Theme } from '../messengers/theme';
import type { ChatMessage } from './phone';

/**
 * The message whose buttons are offered apart from it: the line's newest, and where they are chips only until somebody
 * answers. Undefined: there is none.
 */
export function offeredButtons(messages: readonly ChatMessage[], manner: Theme['buttons']): ChatMessage | undefined {
  const newest = manner === 'chips' ? messages.at(-1) : messages.findLast(({ from }) => from !== 'customer');
  if (newest === undefined || !isApart(newest, manner) || newest.status === 'failed') return undefined;
  return newest;
}

/** Whether a message's buttons are elsewhere than at itself. */
export function isApart({ from, buttons, isCard }: ChatMessage, manner: Theme['buttons']): boolean {
  if (from === 'customer' || isCard || buttons.length === 0) return false;
  return manner === 'docked' || (manner === 'chips' && buttons.flat().every(({ url }) => url === null));
}
