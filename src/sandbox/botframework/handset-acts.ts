import { z } from 'zod';
import { act, deed, type Act } from '../lines/act';
import type { OnHandset, Refused } from '../lines/emulator';
import { channelOf } from './addresses';
import type { Parts } from './call';
import { closed, undelete } from './customer';
import { install, uninstall, upgrade } from './installing';

const none = z.strictObject({});
const which = z.strictObject({ messageId: z.string().min(1) });
const anything = z.strictObject({ activity: z.looseObject({ type: z.string().min(1) }) });

/** What a customer does beside writing. */
export function handsetActs(parts: Parts): ReadonlyMap<string, Act<OnHandset>> {
  const installing = act<OnHandset, object>(none, (on) => install(parts, on));
  const uninstalling = act<OnHandset, object>(none, (on) => uninstall(parts, on));
  return new Map<string, Act<OnHandset>>([
    ['type', act(none, (on) => type(parts, on))],
    ['read', act(none, (on) => read(parts, on))],
    ['start', installing],
    ['unblock', installing],
    ['block', uninstalling],
    ['upgrade', act(none, (on) => upgrade(parts, on))],
    ['undelete', act(which, (on, { messageId }) => undelete(parts, on, messageId))],
    // Whether the bot is told the customer's name.
    ['hide-name', deed(none, ({ handset }) => (handset.facts.isNameHidden = true))],
    ['show-name', deed(none, ({ handset }) => (handset.facts.isNameHidden = false))],
    ['leave', deed(none, ({ handset }) => (handset.state = 'gone'))],
    // One that no act makes; what all of them have is added where it is not given.
    ['activity', deed(anything, ({ line, handset }, { activity }) => parts.bots.tell(line, { handset, activity }))],
  ]);
}

function type({ bots }: Parts, { line, handset }: OnHandset): Refused | undefined {
  if (!channelOf(line).abilities.includes('type')) return { refused: 'Teams does not tell bots who types.' };
  const refusal = closed(handset);
  if (!refusal) bots.tell(line, { handset, activity: { type: 'typing' } });
  return refusal;
}

/** All that came (skype.md §2, event). */
function read({ core, bots }: Parts, { line, handset }: OnHandset): Refused | undefined {
  if (!channelOf(line).abilities.includes('read')) return { refused: 'Skype does not tell bots what was read.' };
  const unread = handset.messages.filter(({ from, status }) => from === 'line' && status === 'delivered');
  const lastReadMessageId = unread.at(-1)?.id;
  if (lastReadMessageId === undefined) return undefined;
  for (const message of unread) message.status = 'read';
  if (core.assumptions.is('botframework-read-receipts', 'not-granted')) return undefined;
  const name = 'application/vnd.microsoft.readReceipt';
  bots.tell(line, { handset, activity: { type: 'event', name, value: { lastReadMessageId } } });
  return undefined;
}
