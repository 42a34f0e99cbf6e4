import type { Outcome } from '../exchange';
import { addLineMessage } from '../lines/records';
import { checkAllowance, spend } from './allowance';
import { ok } from './answers';
import type { Call } from './call';
import { countToday } from './limits';
import { readMessage } from './message-body';
import { findReceiver } from './people';

/** `POST /cgi-bin/message/custom/send`: one message to a customer who did something lately; it gets no id (wechat.md §3). */
export function sendMessage(call: Call): Outcome {
  const { core, line, tokens } = call;
  const body = call.json();
  countToday(core, line, 'send');
  const openId = body.text('touser', 40003);
  const { shows } = readMessage(body, call);
  const handset = findReceiver(core, line, openId);
  checkAllowance(core, handset);
  spend(core, handset);
  const message = addLineMessage(handset, {
    ...shows,
    id: String(tokens.next()),
    from: 'line',
    at: core.clock.moment(),
    // It is on the phone at once; the account is told nothing of it (wechat.md §0).
    status: 'delivered',
  });
  core.changes.emit('lines');
  return ok({
    stored: true,
    chat: handset.id,
    messageId: message.id,
    warnings: body.strangers().map((path) => `${path}: no such field`),
  });
}
