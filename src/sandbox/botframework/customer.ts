import { randomBytes } from 'node:crypto';
import type { NewHandsetMessage } from '../control/lines-contract';
import type { Core } from '../core';
import { isRefused, type OnHandset, type Pressed, type Refused } from '../lines/emulator';
import { addLineMessage, type Handset, type LineMessage } from '../lines/records';
import { channelOf } from './addresses';
import type { Parts } from './call';
import type { CardAction } from './cards';
import { readSaid, wordsAlone, type Said } from './customer-content';
import { install } from './installing';
import { reactionType, REACTIONS } from './reactions';

/** In Teams the time in milliseconds, and in Skype a word that says nothing (skype.md §2, §5). */
export function newActivityId(
  { clock }: Core,
  { line, handset }: OnHandset,
): { readonly id: string; readonly at: number } {
  const at = clock.moment();
  if (channelOf(line).id === 'skype') return { id: `${randomBytes(12).toString('base64url')}|0000001`, at };
  const newest = handset.messages.reduce((most, { id }) => Math.max(most, Number(id)), 0);
  return { id: String(Math.max(at, newest + 1)), at };
}

/** The customer writes; whoever writes has added the bot first. */
export function say(parts: Parts, on: OnHandset, written: NewHandsetMessage): LineMessage | Refused {
  const said = readSaid(parts.core, on, written);
  return isRefused(said) ? said : bring(parts, on, said, written.timestampMs);
}

/** Its new words, whole (skype.md §2, messageUpdate). */
export function edit(parts: Parts, on: OnHandset, message: LineMessage, text: string): LineMessage | Refused {
  const refusal = cannotChange(on, message);
  if (refusal) return refusal;
  if (message.files.length > 0) return { refused: 'Only words can be edited here.' };
  message.text = text;
  message.edits += 1;
  parts.bots.tell(on.line, {
    handset: on.handset,
    activity: {
      type: 'messageUpdate',
      id: message.id,
      ...wordsAlone(parts.core, on, text),
      channelData: { eventType: 'editMessage' },
    },
  });
  return message;
}

export function remove({ bots }: Parts, on: OnHandset, message: LineMessage): LineMessage | Refused {
  const refusal = cannotChange(on, message);
  if (refusal) return refusal;
  message.removed = true;
  const activity = { type: 'messageDelete', id: message.id, channelData: { eventType: 'softDeleteMessage' } };
  bots.tell(on.line, { handset: on.handset, activity });
  return message;
}

/** What was taken back is there again (skype.md §2). */
export function undelete({ core, bots }: Parts, on: OnHandset, messageId: string): Refused | undefined {
  const message = on.handset.messages.find(({ id }) => id === messageId);
  if (message?.from !== 'customer' || !message.removed) return { refused: 'There is no such message.' };
  message.removed = false;
  const words = wordsAlone(core, on, message.text);
  const channelData = { eventType: 'undeleteMessage' };
  bots.tell(on.line, {
    handset: on.handset,
    activity: { type: 'messageUpdate', id: messageId, ...words, channelData },
  });
  return undefined;
}

/** One emoji at a time: another takes the place of the first. */
export function react(parts: Parts, on: OnHandset, message: LineMessage, emoji: string | null): LineMessage | Refused {
  const { core, bots } = parts;
  if (!channelOf(on.line).abilities.includes('react')) return { refused: 'Skype has no reactions.' };
  const refusal = closed(on.handset);
  if (refusal) return refusal;
  if (message.removed) return { refused: 'The message was taken back.' };
  const type = emoji === null ? undefined : reactionType(emoji);
  if (emoji !== null && type === undefined) return { refused: `Teams offers ${REACTIONS.join(' ')}.` };
  const before = message.reactions.get('customer');
  const gone = before === undefined ? undefined : reactionType(before);
  if (emoji === null) message.reactions.delete('customer');
  else message.reactions.set('customer', emoji);
  const target = core.assumptions.is('botframework-reaction-target', 'id')
    ? { id: message.id }
    : { id: String(core.clock.moment()), replyToId: message.id };
  const tell = (list: 'reactionsAdded' | 'reactionsRemoved', what: string): void =>
    bots.tell(on.line, {
      handset: on.handset,
      activity: { type: 'messageReaction', ...target, [list]: [{ type: what }] },
    });
  if (gone !== undefined) tell('reactionsRemoved', gone);
  if (type !== undefined) tell('reactionsAdded', type);
  return message;
}

/** A button of a card; those that open something are told to nobody (skype.md §2, button). */
export function press(parts: Parts, on: OnHandset, message: LineMessage, pressed: Pressed): LineMessage | Refused {
  if (message.from !== 'line') return { refused: 'There are no buttons below an own message.' };
  const button = 'row' in pressed ? message.buttons[pressed.row]?.[pressed.column] : undefined;
  if (!button) return { refused: 'There is no such button.' };
  if (button.payload === null) return message;
  const refusal = closed(on.handset);
  if (refusal) return refusal;
  const action = JSON.parse(button.payload) as CardAction;
  const { core, bots } = parts;
  switch (action.type) {
    case 'imBack':
      return bring(parts, on, {
        shows: { text: textOf(action.value) },
        fields: { text: textOf(action.value), textFormat: 'plain' },
      });
    case 'messageBack':
    case 'postBack': {
      const isText = core.assumptions.is('botframework-message-back-value', 'text');
      const value = isText && typeof action.value !== 'string' ? JSON.stringify(action.value) : action.value;
      const { text = '', displayText = action.type === 'postBack' ? '' : button.text } = action;
      const fields = { ...(text === '' ? {} : { text, textFormat: 'plain' }), value, replyToId: message.id };
      return bring(parts, on, { shows: { text: displayText }, fields });
    }
    case 'submit':
      return bring(parts, on, {
        shows: { text: button.text },
        fields: { value: action.value ?? {}, replyToId: message.id },
      });
    case 'invoke':
      bots.tell(on.line, {
        handset: on.handset,
        activity: { type: 'invoke', name: 'adaptiveCard/action', value: action.value, replyToId: message.id },
      });
      return message;
    case 'openUrl':
    case 'signin':
      return message;
  }
}

export function closed({ state, name }: Handset): Refused | undefined {
  if (state === 'gone') return { refused: `${name} is not there any more.` };
  return state === 'blocked' ? { refused: `${name} has to add the bot again.` } : undefined;
}

function bring(parts: Parts, on: OnHandset, { shows, fields }: Said, givenAt?: number): LineMessage | Refused {
  const { core, bots } = parts;
  const { line, handset } = on;
  const shut = closed(handset);
  if (shut) return shut;
  if (handset.facts.installed !== true) install(parts, on);
  const { id, at } = newActivityId(core, on);
  const message = addLineMessage(handset, { ...shows, id, from: 'customer', at: givenAt ?? at });
  Object.assign(handset, { state: 'open', wroteAt: at });
  bots.tell(line, {
    handset,
    activity: { type: 'message', id, ...fields },
    at: message.at,
    messageId: id,
    taken: () => {
      message.handed = true;
    },
  });
  return message;
}

function cannotChange({ line, handset }: OnHandset, message: LineMessage): Refused | undefined {
  if (!channelOf(line).abilities.includes('edit')) return { refused: 'Skype tells bots of no changes.' };
  if (message.from !== 'customer') return { refused: 'Only an own message can be changed.' };
  if (message.removed) return { refused: 'The message was taken back.' };
  return closed(handset);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
