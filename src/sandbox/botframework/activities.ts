import type { Outcome } from '../exchange';
import type { OnHandset } from '../lines/emulator';
import { addLineMessage, type Handset, type LineMessage } from '../lines/records';
import { draftOf, readOutgoing, type Outgoing } from './activity-body';
import type { Call } from './call';
import { newActivityId } from './customer';
import { badArgument, refusal } from './errors';

const TYPING_MS = 3_000;

/** `POST …/activities` and `…/activities/{id}`, the second as an answer (skype.md §3). */
export async function sendActivity(call: Call): Promise<Outcome> {
  const { core, line, ids } = call;
  const handset = findConversation(call);
  const on = { line, handset };
  const { activity, strangers } = readOutgoing(core, call.json());
  checkAddressed(call, handset, activity);
  checkReceiver(call, handset);
  if (ids.activity !== undefined) findMessage(handset, ids.activity);
  const warnings = strangers.map((name) => `${name}: no such field`);
  if (activity.type === 'typing') return showTyping(call, handset, warnings);
  if (call.channel.id === 'msteams') call.throttle.count(handset);
  if (activity.type !== 'message') return { status: 202, body: {}, chat: handset.id, warnings };
  const message = await deliver(call, on, activity);
  core.changes.emit('lines');
  return { status: sendStatus(call), body: { id: message.id }, ...noted(handset, message), warnings };
}

/** `PUT …/activities/{id}`: all that the message says now. */
export async function updateActivity(call: Call): Promise<Outcome> {
  const { core, line, ids, channel } = call;
  if (!channel.changes) throw refusal('MethodNotAllowed');
  const handset = findConversation(call);
  checkReceiver(call, handset);
  const message = findOwn(handset, ids.activity);
  const { activity, strangers } = readOutgoing(core, call.json());
  if (activity.type !== 'message') throw badArgument('only messages can be changed');
  const draft = await draftOf(core, { line, handset }, activity);
  Object.assign(message, draft, { edits: message.edits + 1 });
  core.changes.emit('lines');
  const warnings = strangers.map((name) => `${name}: no such field`);
  return { status: 200, body: { id: message.id }, ...noted(handset, message), warnings };
}

/** `DELETE …/activities/{id}` */
export function deleteActivity(call: Call): Outcome {
  const { core, ids, channel } = call;
  if (!channel.changes) throw refusal('MethodNotAllowed');
  const handset = findConversation(call);
  const message = findOwn(handset, ids.activity);
  message.removed = true;
  core.changes.emit('lines');
  return { status: 200, ...noted(handset, message) };
}

export async function deliver(call: Call, on: OnHandset, activity: Outgoing): Promise<LineMessage> {
  const draft = await draftOf(call.core, on, activity);
  const { id, at } = newActivityId(call.core, on);
  // It is there, though no bot is told so (skype.md §4).
  return addLineMessage(on.handset, { ...draft, id, from: 'line', at, status: 'delivered' });
}

/** @throws ConnectorError 404 */
export function findConversation({ line, ids }: Pick<Call, 'line' | 'ids'>): Handset {
  const handset = line.handsets.get(ids.conversation ?? '');
  if (!handset || handset.state === 'gone') throw refusal('ConversationNotFound');
  return handset;
}

/** Whether the customer has the bot, and lets it write. @throws ConnectorError 403, 404 */
export function checkReceiver({ core: { assumptions } }: Call, handset: Handset): void {
  if (handset.state === 'blocked') {
    const message = 'User blocked the conversation with the bot.';
    if (assumptions.is('botframework-blocked', 'ConversationBlockedByUser')) {
      throw refusal('BotDisabledByAdmin', { code: 'ConversationBlockedByUser', message });
    }
    const as = assumptions.is('botframework-nested-code', 'sub-code') ? 'sub-code' : 'inner-error';
    throw refusal('BotDisabledByAdmin', { code: 'Forbidden', message, within: { code: 'MessageWritesBlocked', as } });
  }
  if (handset.facts.installed === true) return;
  const status = assumptions.is('botframework-not-in-roster', 404) ? 404 : 403;
  throw refusal('BotNotInConversationRoster', { status });
}

/** Everything that names somebody has to name those of this conversation. @throws ConnectorError 400 */
function checkAddressed({ line }: Call, handset: Handset, { from, conversation, recipient }: Outgoing): void {
  if (from !== undefined && from.id !== `28:${line.id}`) throw badArgument('from is not this bot');
  if (conversation !== undefined && conversation.id !== handset.id) throw badArgument('conversation is another one');
  if (recipient !== undefined && recipient.id !== handset.facts.userId) throw badArgument('recipient is not here');
}

function showTyping({ core, ...call }: Call, handset: Handset, warnings: readonly string[]): Outcome {
  handset.typingUntil = core.clock.now() + TYPING_MS;
  core.changes.emit('lines');
  const isEmpty = core.assumptions.is('botframework-typing-answer', 'empty');
  const answer = isEmpty ? {} : { body: { id: newActivityId(core, { line: call.line, handset }).id } };
  return { status: 202, ...answer, stored: true, chat: handset.id, warnings };
}

function findMessage(handset: Handset, id: string | undefined): LineMessage {
  const message = handset.messages.find((each) => each.id === id && !each.removed);
  if (!message) throw refusal('ActivityNotFoundInConversation');
  return message;
}

function findOwn(handset: Handset, id: string | undefined): LineMessage {
  const message = findMessage(handset, id);
  if (message.from !== 'line') throw refusal('BotDisabledByAdmin', { code: 'ForbiddenOperationException' });
  return message;
}

function sendStatus({ core: { assumptions } }: Call): number {
  if (assumptions.is('botframework-send-status', 200)) return 200;
  return assumptions.is('botframework-send-status', 202) ? 202 : 201;
}

function noted({ id: chat }: Handset, { id: messageId }: LineMessage): Pick<Outcome, 'stored' | 'chat' | 'messageId'> {
  return { stored: true, chat, messageId };
}
