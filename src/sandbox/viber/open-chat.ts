import type { OnHandset, Refused } from '../lines/emulator';
import type { Parts } from './call';

/** Why there is no chat to write in. */
export function closed({ core }: Parts, { line, handset }: OnHandset): Refused | undefined {
  if (handset.state === 'gone') return { refused: `${handset.name} is not on Viber any more.` };
  const isClosed = line.webhook === null && core.assumptions.is('viber-chat-without-webhook', 'closed');
  return isClosed ? { refused: 'Viber shows no chat with this bot: it has no webhook.' } : undefined;
}
