import { z } from 'zod';
import { isRefused, type OnHandset, type Refused } from '../lines/emulator';
import type { LineMessage } from '../lines/records';
import { PRESENCES } from './about-people';
import { act, deed, type Act } from '../lines/act';
import type { Parts } from './call';
import { sendLink } from './customer';
import { closed } from './open-chat';
import { describePerson } from './people';
import { startConversation } from './welcome';

const word = z.string().min(1).max(2048);
const none = z.strictObject({});
const one = z.strictObject({ message: word.exactOptional() });
const desc = word.default('refused by a test');
const app = z.strictObject({
  apiVersion: z.int().min(1).max(100).exactOptional(),
  suitable: z.boolean().exactOptional(),
});
const event = z.strictObject({ event: word.max(64), fields: z.record(z.string(), z.json()).default({}) });

const NO_MESSAGE: Refused = { refused: 'There is no such message of the bot.' };

/** What a customer does beside writing. */
export function handsetActs(parts: Parts): ReadonlyMap<string, Act<OnHandset>> {
  const { callbacks, receipts } = parts;
  const subscribing = act<OnHandset, object>(none, (on) => subscribe(parts, on));
  const unsubscribing = act<OnHandset, object>(none, (on) => unsubscribe(parts, on));
  const bePresent = (on: OnHandset, presence: (typeof PRESENCES)[number]): void => {
    const was = on.handset.facts.presence;
    on.handset.facts.presence = presence;
    if (was === 'offline' && presence !== 'offline') receipts.comeOnline(on);
  };
  return new Map<string, Act<OnHandset>>([
    [
      'start',
      act(z.strictObject({ context: word.exactOptional() }), (on, { context }) =>
        startConversation(parts, on, context),
      ),
    ],
    ['subscribe', subscribing],
    ['unblock', subscribing],
    ['unsubscribe', unsubscribing],
    ['block', unsubscribing],
    ['read', act(one, (on, { message }) => read(parts, on, message))],
    [
      'fail',
      act(one.extend({ desc }), (on, fields) => {
        const message = ofLine(on, fields.message);
        if (!message) return NO_MESSAGE;
        receipts.fail(on, message, fields.desc);
        return undefined;
      }),
    ],
    ['fail-next', deed(z.strictObject({ desc }), ({ handset }, fields) => (handset.facts.failNext = fields.desc))],
    ['online', deed(none, (on) => bePresent(on, 'online'))],
    ['offline', deed(none, (on) => bePresent(on, 'offline'))],
    ['presence', deed(z.strictObject({ status: z.enum(PRESENCES) }), (on, { status }) => bePresent(on, status))],
    ['app', deed(app, ({ handset }, fields) => Object.assign(handset.facts, fields))],
    [
      'hide-name',
      deed(z.strictObject({ on: z.boolean().default(true) }), ({ handset }, { on }) => (handset.facts.hidden = on)),
    ],
    [
      'link',
      act(z.strictObject({ url: z.url().max(2000), text: word.exactOptional() }), (on, { url, text }) => {
        const sent = sendLink(parts, on, url, text);
        return isRefused(sent) ? sent : undefined;
      }),
    ],
    [
      'event',
      deed(event, ({ line, handset }, { event: name, fields }) => {
        callbacks.send(line, { event: name, chat: handset.id, fields: { user_id: handset.id, ...fields } });
      }),
    ],
    ['leave', deed(none, ({ handset }) => (handset.state = 'gone'))],
  ]);
}

/** Presses the button for it, without a word. */
function subscribe(parts: Parts, on: OnHandset): Refused | undefined {
  const shut = closed(parts, on);
  if (shut) return shut;
  const { line, handset } = on;
  handset.state = 'open';
  const fields = { user: describePerson(parts.core, line, handset) };
  parts.callbacks.send(line, { event: 'subscribed', chat: handset.id, fields });
  return undefined;
}

function unsubscribe({ callbacks }: Parts, { line, handset }: OnHandset): Refused | undefined {
  if (handset.state === 'gone') return { refused: `${handset.name} is not on Viber any more.` };
  const wasOpen = handset.state === 'open';
  handset.state = 'blocked';
  if (!wasOpen) return undefined;
  callbacks.send(line, { event: 'unsubscribed', chat: handset.id, fields: { user_id: handset.id } });
  return undefined;
}

/** Everything, or all up to this message. */
function read({ receipts }: Parts, on: OnHandset, message: string | undefined): Refused | undefined {
  const { messages } = on.handset;
  const last = message === undefined ? messages.at(-1) : ofLine(on, message);
  if (message !== undefined && !last) return NO_MESSAGE;
  const seen = last ? messages.slice(0, messages.indexOf(last) + 1) : [];
  receipts.see(
    on,
    seen.filter(({ from }) => from === 'line'),
  );
  return undefined;
}

/** The newest where none is named. */
function ofLine({ handset }: OnHandset, id: string | undefined): LineMessage | undefined {
  return handset.messages.findLast(({ from, id: own }) => from === 'line' && (id === undefined || own === id));
}
