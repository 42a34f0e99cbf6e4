import type { Outcome } from '../../exchange';
import { ok, type GraphCall } from '../../graph/call';
import { badParameter } from '../../graph/graph-error';
import type { OnHandset } from '../../lines/emulator';
import type { Parts } from '../parts';
import { ownerOf } from '../people/threads';
import { Fields } from './fields';
import { fieldsIn } from './fields-in';
import { checkReachable } from './recipient';
import { otherOwner } from './refusals';
import { checkWindow } from './window';

const ACTIONS = ['typing_on', 'typing_off', 'mark_seen', 'react', 'unreact'] as const;

/** `sender_action`: what the business does in a chat beside writing (facebook.md §5). */
export function act(parts: Parts, call: GraphCall, on: OnHandset): Outcome {
  const { core, product } = parts;
  const { handset } = on;
  const action = new Fields(call.params.raw, 'body', false).one('sender_action', ACTIONS);
  checkReachable(parts, on);
  if ((ownerOf(handset) ?? call.app.id) !== call.app.id) throw otherOwner();
  if (core.assumptions.is('meta-pages-actions-outside-window', 'refuse')) {
    checkWindow(core, product, on, { type: 'RESPONSE', tag: undefined });
  }
  switch (action) {
    case 'typing_on':
      handset.typingUntil = core.clock.now() + core.assumptions.number('meta-pages-typing-ms');
      break;
    case 'typing_off':
      handset.typingUntil = null;
      break;
    case 'mark_seen':
      for (const { from, facts } of handset.messages) if (from === 'customer') facts.read = true;
      break;
    case 'react':
    case 'unreact':
      react(parts, call, on, action);
  }
  core.changes.emit('lines');
  return ok({ recipient_id: handset.id }, { stored: true, chat: handset.id });
}

function react(parts: Parts, call: GraphCall, { handset }: OnHandset, action: 'react' | 'unreact'): void {
  const { reactions } = parts.product;
  const payload = fieldsIn(parts, call, 'payload').only('message_id', 'reaction');
  const mid = payload.required('message_id');
  const message = handset.messages.find(({ id, removed }) => id === mid && !removed);
  if (!message) throw badParameter('Param payload[message_id] must be the id of a message in this conversation.');
  if (action === 'unreact') {
    message.reactions.delete('line');
    return;
  }
  const emoji = reactions[payload.one('reaction', Object.keys(reactions))];
  if (emoji !== undefined) message.reactions.set('line', emoji);
}
