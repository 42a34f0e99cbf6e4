import type { Outcome } from '../../exchange';
import { refuse } from '../answers';
import { check, editMessage as editFields } from '../fields';
import type { ScopedRequest } from './operation';

/** Changes the content of a message; never makes a lead or a notification (kommo-chat-api.md §9.2). */
export function editMessage(request: ScopedRequest, payload: unknown): Outcome {
  const { sandbox, connection } = request;
  const fields = check(editFields, payload);
  const byId = fields.id === undefined ? undefined : sandbox.kommo.messages.get(fields.id);
  const byMsgid =
    fields.msgid === undefined ? undefined : sandbox.kommo.messageByClient(connection.scopeId, fields.msgid);
  const message = fields.id === undefined ? byMsgid : byId;
  if (message?.chat.scopeId !== connection.scopeId) {
    if (sandbox.assumptions.is('unknown-edit', 'accept')) return { status: 200, body: { new_message: {} } };
    return refuse(fields.id === undefined ? 'msgid' : 'id', 'message not found');
  }
  // With both ids, msgid becomes the integration's id of the message.
  if (fields.msgid !== undefined && message.clientId !== fields.msgid) {
    if (byMsgid) refuse('msgid', 'already exists');
    sandbox.kommo.bindMessage(message, fields.msgid);
  }
  message.content = { ...message.content, ...fields.message };
  sandbox.changes.emit('kommo');
  return {
    status: 200,
    stored: true,
    chat: message.chat.id,
    messageId: message.id,
    clientMessageId: message.clientId,
    body: { new_message: { conversation_id: message.chat.id, msgid: message.id, ref_id: message.clientId } },
  };
}
