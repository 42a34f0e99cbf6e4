import type { Outcome } from '../../exchange';
import { without } from '../../without';
import { refuse } from '../answers';
import { isMediaType, lacking } from '../fields/content';
import { fieldsOf } from '../fields/fields';
import type { EditMessage } from '../fields/messages';
import type { Message, MessageContent } from '../records';
import { newCopy } from '../state';
import { checkError, takeStatus } from './delivery-status';
import { readFields, type ScopedRequest } from './operation';
import { sendAnswer } from './send-answer';

/** Changes the content of a message; never makes a lead or a notification (kommo-chat-api.md §9.2). */
export function editMessage(request: ScopedRequest, payload: unknown): Outcome {
  const { sandbox } = request;
  const { assumptions } = sandbox;
  const fields = readFields(request, fieldsOf(assumptions).editMessage, payload);
  const place = fields.message.delivery_status ? 'message.delivery_status.' : 'delivery_status.';
  const status = fields.message.delivery_status ?? fields.delivery_status;
  if (status) checkError(request, status, place);
  const message = findEdited(request, fields);
  if (!message) {
    if (assumptions.is('unknown-edit', 'accept')) return { status: 200, body: { new_message: {} } };
    return refuse(fields.id === undefined ? 'msgid' : 'id', 'message not found');
  }
  checkEdit(request, fields, message);
  const content = merged(message.content, fields.message);
  const field = lacking(content);
  if (field !== undefined) refuse(`message.${field}`, `required for ${content.type}`);
  // With both ids, msgid becomes the integration's id of the message.
  const newId = fields.msgid === message.clientId ? undefined : fields.msgid;
  const taken = newId === undefined ? undefined : sandbox.kommo.messageByClient(message.chat.scopeId, newId);
  if (taken && taken !== message) refuse('msgid', 'already exists');
  if (status && message.direction === 'outgoing') takeStatus(request, message, status, place);
  else if (status) request.warnings.push('message.delivery_status: only for messages that go to the customer');

  if (newId !== undefined && fields.id !== undefined) sandbox.kommo.bindMessage(message, newId);
  change(request, message, content);
  sandbox.changes.emit('kommo');
  const sender = assumptions.is('edit-answer-sender', 'there');
  return { ...sendAnswer(request, message, sender), stored: true };
}

/** By amojo's id where it is given, else by the integration's own. */
function findEdited({ sandbox, connection }: ScopedRequest, fields: EditMessage): Message | undefined {
  const { kommo } = sandbox;
  const chat = kommo.chatByClient(connection.scopeId, fields.conversation_id);
  const byOwn = fields.msgid === undefined ? undefined : kommo.messageByClient(connection.scopeId, fields.msgid, chat);
  const message = fields.id === undefined ? byOwn : kommo.messages.get(fields.id);
  return message?.chat.scopeId === connection.scopeId ? message : undefined;
}

function checkEdit({ sandbox }: ScopedRequest, fields: EditMessage, message: Message): void {
  const { assumptions, clock } = sandbox;
  const { clientId } = message.chat;
  if (assumptions.is('edit-conversation', 'refuse-400') && clientId !== null && clientId !== fields.conversation_id) {
    refuse('conversation_id', 'the message is in another chat');
  }
  if (assumptions.is('edit-changes-type', 'refuse-400') && message.content.type !== fields.message.type) {
    refuse('message.type', `the message is of type ${message.content.type}`);
  }
  const limit = assumptions.number('edit-time-limit-ms');
  if (limit > 0 && clock.now() - message.at > limit) refuse('msgid', 'the message is too old to be edited');
}

/** What an edit of the same type leaves out stays as it is; a new file comes with its own name and size. */
function merged(before: MessageContent, edit: EditMessage['message']): MessageContent {
  // A post belongs to new messages, a status is no content.
  const given = without(edit, 'post', 'delivery_status');
  if (before.type !== given.type) return before.post ? { ...given, post: before.post } : given;
  const newFile = given.media !== undefined && given.media !== before.media;
  return { ...(newFile ? without(before, 'file_name', 'file_size', 'media_duration') : before), ...given };
}

function change({ sandbox }: ScopedRequest, message: Message, content: MessageContent): void {
  const before = message.content;
  message.versions.push(before);
  message.content = content;
  if (!isMediaType(content.type)) {
    sandbox.kommo.replaceCopy(message, null);
  } else if (content.media !== undefined && (content.media !== before.media || !message.copy)) {
    sandbox.kommo.replaceCopy(message, newCopy(sandbox.clock.now(), { source: content.media }));
    sandbox.fetcher.fetchMedia(message);
  }
}
