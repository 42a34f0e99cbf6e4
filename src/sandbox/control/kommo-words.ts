import type { ManagersMessage } from '../kommo/actor/writes';
import { quoteOf } from '../kommo/operations/references';
import type { Message } from '../kommo/records';
import type { Sandbox } from '../sandbox';
import type { NewInboxMessage } from './contract';
import { findAttached, findMessage, findUser, type Place } from './kommo-found';
import { Problem } from './problem';

/** What a manager wrote, with everything it names found. */
export function managersWords(sandbox: Sandbox, { chat, connection }: Place, given: NewInboxMessage): ManagersMessage {
  const { file, replyTo, forward, template = null, postId = null } = given;
  const author = findUser(connection, given.userId);
  if (postId !== null && author.id === connection.channel.bot.id) {
    throw new Problem(409, 'Kommo does not let a bot answer comments.');
  }
  const comment = postId === null ? undefined : findComment(chat.messages, postId);
  const quoted = replyTo === undefined ? comment : findMessage(chat, replyTo);
  const passedOn = forward === undefined ? undefined : sandbox.kommo.messages.get(forward);
  if (forward !== undefined && passedOn?.chat.scopeId !== chat.scopeId) {
    throw new Problem(404, `there is no message ${forward}`);
  }
  return {
    author,
    text: given.text ?? (template ? filled(template) : ''),
    at: given.timestampMs ?? sandbox.clock.moment(),
    type: given.type,
    file: file === undefined ? undefined : findAttached(sandbox, file),
    mediaGroupId: given.mediaGroupId,
    quote: quoted && quoteOf(quoted),
    forward: passedOn && quoteOf(passedOn),
    extras: { buttons: given.buttons ?? [], list: given.list ?? null, template, postId },
    repeat: given.repeat,
  };
}

/** The answer to a comment quotes it: the newest under that post (kommo-chat-api.md §11.6). */
function findComment(messages: readonly Message[], postId: string): Message {
  const comment = messages.findLast(({ content }) => content.post?.id === postId);
  if (!comment) throw new Problem(404, `there is no comment under a post ${postId} in this chat`);
  return comment;
}

/** What the customer gets: each marker is replaced by its value (kommo-chat-api.md §11.4). */
function filled({ content, params }: NonNullable<NewInboxMessage['template']>): string {
  return params.reduce((text, { key, value }) => text.replaceAll(key, () => value), content);
}
