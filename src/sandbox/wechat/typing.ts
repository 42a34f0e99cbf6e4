import type { Outcome } from '../exchange';
import type { Handset } from '../lines/records';
import { checkAllowance } from './allowance';
import { ok, refusal } from './answers';
import type { Call } from './call';
import { findReceiver } from './people';

const CONTACT_MS = 30_000;
const SHOWN_MS = 15_000;

/** `POST /cgi-bin/message/custom/typing` (wechat.md §5). */
export function showTyping(call: Call): Outcome {
  const { core, line } = call;
  const fields = call.json();
  const handset = findReceiver(core, line, fields.text('touser', 40003));
  const command = fields.optionalText('command');
  if (command !== 'Typing' && command !== 'CancelTyping') throw refusal(45072);
  checkAllowance(core, handset);
  const now = core.clock.now();
  if (command === 'Typing') {
    if (now - lastContact(call, handset) > CONTACT_MS) throw refusal(45080);
    if ((handset.typingUntil ?? 0) > now) throw refusal(45081);
  }
  handset.typingUntil = command === 'Typing' ? now + SHOWN_MS : null;
  core.changes.emit('lines');
  return ok({ stored: true, chat: handset.id, warnings: fields.strangers().map((path) => `${path}: no such field`) });
}

function lastContact({ core }: Call, { wroteAt, messages }: Handset): number {
  if (core.assumptions.is('wechat-typing-contact', 'their-message')) return wroteAt ?? 0;
  return Math.max(wroteAt ?? 0, messages.at(-1)?.at ?? 0);
}
