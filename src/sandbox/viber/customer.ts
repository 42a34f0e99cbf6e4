import type { NewHandsetMessage } from '../control/lines-contract';
import { isRefused, type OnHandset, type Pressed, type Refused } from '../lines/emulator';
import { addLineMessage, type LineMessage } from '../lines/records';
import type { Parts } from './call';
import { aContact, aLink, aText, readSaid, type Said } from './customer-content';
import type { Keys } from './keyboard';
import { closed } from './open-chat';
import { describePerson } from './people';
import { goOn } from './session';
import { startConversation } from './welcome';

interface How {
  readonly silent?: boolean;
  readonly at?: number | undefined;
}

/** Where a customer is that chose a place on the map. */
const PICKED = { latitude: 50.4501, longitude: 30.5234 };

/** The customer writes; whoever writes is subscribed (viber.md §2). */
export function say(parts: Parts, on: OnHandset, written: NewHandsetMessage): LineMessage | Refused {
  const said = readSaid(parts.core, written);
  if (isRefused(said)) return said;
  const { referral, timestampMs } = written;
  if (referral) {
    const started = startConversation(parts, on, referral.ref);
    if (started) return started;
  }
  return bring(parts, on, said, { at: timestampMs });
}

export function sendLink(parts: Parts, on: OnHandset, url: string, text?: string): LineMessage | Refused {
  return bring(parts, on, aLink(url, text));
}

/** A press is a text like any other: what the button holds (viber.md §2). */
export function press(parts: Parts, on: OnHandset, message: LineMessage, pressed: Pressed): LineMessage | Refused {
  if (message.from !== 'line') return { refused: 'There are no buttons below an own message.' };
  const keys = JSON.parse(String(message.facts.keyboard ?? '[]')) as Keys;
  const key = 'row' in pressed ? keys[pressed.row]?.[pressed.column] : undefined;
  if (!key) return { refused: 'There is no such button.' };
  switch (key.action) {
    case 'reply':
      return bring(parts, on, aText(key.body), { silent: key.silent });
    case 'open-url': {
      const isSent = parts.core.assumptions.is('viber-open-url-press', 'sends-url') && !key.silent;
      return isSent ? bring(parts, on, aText(key.body)) : message;
    }
    case 'share-phone': {
      const { name, phone } = on.handset;
      return phone === null
        ? { refused: 'This customer has no phone number here.' }
        : bring(parts, on, aContact({ name, phone }));
    }
    case 'location-picker': {
      const said = readSaid(parts.core, { location: PICKED });
      return isRefused(said) ? said : bring(parts, on, said);
    }
    case 'none':
      return message;
  }
}

function bring(parts: Parts, on: OnHandset, said: Said, { silent = false, at }: How = {}): LineMessage | Refused {
  const shut = closed(parts, on);
  if (shut) return shut;
  const { core, tokens, callbacks } = parts;
  const { line, handset } = on;
  const token = tokens.next();
  const now = core.clock.moment();
  const message = addLineMessage(handset, {
    ...said.shows,
    id: String(token),
    from: 'customer',
    at: at ?? now,
    facts: { silent, type: said.message?.type ?? null },
  });
  Object.assign(handset, { state: 'open', wroteAt: now });
  goOn(core, handset, now);
  if (said.message === null) return message;
  callbacks.send(line, {
    event: 'message',
    chat: handset.id,
    token,
    at: message.at,
    fields: {
      sender: describePerson(core, line, handset),
      message: { ...said.message, ...tracking(parts, on) },
      silent,
    },
    taken: () => {
      message.handed = true;
      core.changes.emit('lines');
    },
  });
  return message;
}

/** What the bot asked to be told again (viber.md §3). */
function tracking({ core }: Parts, { handset: { facts } }: OnHandset): object {
  const { trackingData } = facts;
  if (typeof trackingData !== 'string') return {};
  if (core.assumptions.is('viber-tracking-data', 'next-message')) Reflect.deleteProperty(facts, 'trackingData');
  return { tracking_data: trackingData };
}
