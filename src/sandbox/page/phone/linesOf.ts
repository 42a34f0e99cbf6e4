import { MESSENGER_KINDS, type MessengerKind } from '../../../model/messenger-kind';
import type { SandboxState } from '../../control/contract';
import type { Texts } from '../texts';
import { otherLines } from './lines/lines';
import type { PhoneLine } from './phone';
import { telegramLines } from './telegram/lines';

/** The lines of every messenger that the sandbox plays, by messenger; Telegram also while it has no bot. */
export function linesOf({ telegram, lines }: SandboxState, t: Texts): ReadonlyMap<MessengerKind, readonly PhoneLine[]> {
  const all = [...telegramLines(telegram, t), ...otherLines(lines, t)];
  const played = MESSENGER_KINDS.map((kind) => [kind, all.filter(({ messenger }) => messenger === kind)] as const);
  return new Map(played.filter(([kind, ofIt]) => kind === 'telegram' || ofIt.length > 0));
}
