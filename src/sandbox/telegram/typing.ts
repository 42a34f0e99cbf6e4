import type { Sandbox } from '../sandbox';
import type { Phone } from './state';

/** `sendChatAction` lasts so long at most (telegram.md §5). */
const TYPING_MS = 5000;

/** The phone shows that the bot types: until its next message, or until it has stopped for a while. */
export function botTypes(sandbox: Sandbox, phone: Phone): void {
  const until = sandbox.clock.now() + TYPING_MS;
  phone.typingUntil = until;
  sandbox.changes.emit('telegram');
  void sandbox.pause(TYPING_MS).then((running) => {
    if (!running || phone.typingUntil !== until) return;
    phone.typingUntil = null;
    sandbox.changes.emit('telegram');
  });
}
