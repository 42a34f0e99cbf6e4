import type { NewHandsetMessage } from '../control/lines-contract';
import { isRefused, type OnHandset, type Pressed, type Refused } from '../lines/emulator';
import { addLineMessage, type LineMessage } from '../lines/records';
import { grant, type Grant } from './allowance';
import type { Parts } from './call';
import { aLink, aTap, readSaid, type Said } from './customer-content';
import { comeBy, follow } from './happenings';
import { follows } from './people';

/** The customer writes; whoever writes follows first (wechat.md §2). */
export function say(parts: Parts, on: OnHandset, written: NewHandsetMessage): LineMessage | Refused {
  const said = readSaid(parts.core, on.line, written);
  if (isRefused(said)) return said;
  const { referral, timestampMs } = written;
  const came = referral && comeBy(parts, on, referral.ref ?? 'sandbox');
  return came ?? bring(parts, on, said, { by: 'message', at: timestampMs });
}

export function sendLink(
  parts: Parts,
  on: OnHandset,
  link: { readonly title: string; readonly description: string; readonly url: string },
): LineMessage | Refused {
  return bring(parts, on, aLink(link), { by: 'message' });
}

/** An entry of a menu in the chat brings a text and the entry's id; a card leads to its page, of which nobody is told. */
export function press(parts: Parts, on: OnHandset, message: LineMessage, pressed: Pressed): LineMessage | Refused {
  if (message.from !== 'line') return { refused: 'There are no buttons below an own message.' };
  const button = 'row' in pressed ? message.buttons[pressed.row]?.[pressed.column] : undefined;
  if (!button) return { refused: 'There is no such button.' };
  if (button.payload === null) return message;
  const by = parts.core.assumptions.is('wechat-msgmenu-tap', 'as-message') ? 'message' : 'menu';
  return bring(parts, on, aTap(button.text, button.payload), { by });
}

interface How {
  readonly by: Grant;
  readonly at?: number | undefined;
}

function bring(parts: Parts, on: OnHandset, said: Said, { by, at }: How): LineMessage | Refused {
  const { core, tokens, callbacks } = parts;
  const { line, handset } = on;
  const shut = closed(on);
  if (shut) return shut;
  if (!follows(handset)) follow(parts, on);
  const now = core.clock.moment();
  const message = addLineMessage(handset, {
    ...said.shows,
    id: String(tokens.next()),
    from: 'customer',
    at: at ?? now,
    facts: { type: typeof said.fields?.MsgType === 'string' ? said.fields.MsgType : null },
  });
  Object.assign(handset, { state: 'open', wroteAt: now });
  grant(core, handset, by);
  if (said.fields === null) return message;
  const isMore = core.assumptions.is('wechat-message-data', 'sent');
  callbacks.send(line, {
    openId: handset.id,
    at: message.at,
    messageId: message.id,
    fields: {
      ...said.fields,
      MsgId: BigInt(message.id),
      ...(isMore ? { MsgDataId: `${message.id}_1`, Idx: 1 } : {}),
    },
    taken: () => {
      message.handed = true;
    },
  });
  return message;
}

function closed({ handset }: OnHandset): Refused | undefined {
  if (handset.state === 'gone') return { refused: `${handset.name} is not on WeChat any more.` };
  return handset.state === 'blocked' ? { refused: `${handset.name} has to follow the account again.` } : undefined;
}
