import type { Outcome } from '../../exchange';
import type { Message } from '../records';
import type { ScopedRequest } from './operation';

/** kommo-chat-api.md §9.6: here `msgid` is amojo's id and `ref_id` the integration's. */
export function sendAnswer({ sandbox }: ScopedRequest, message: Message, withSender = true): Outcome {
  const { assumptions } = sandbox;
  const ids = { msgid: message.id, ref_id: message.clientId };
  const nobody = assumptions.is('response-receiver-id', 'null') ? { receiver_id: null } : {};
  const full = {
    conversation_id: message.chat.id,
    ...(withSender ? { sender_id: message.sender.id } : {}),
    ...(message.receiver ? { receiver_id: message.receiver.id } : nobody),
    ...ids,
  };
  return {
    status: 200,
    chat: message.chat.id,
    messageId: message.id,
    clientMessageId: message.clientId,
    body: { new_message: assumptions.is('response-ids', 'full') ? full : ids },
  };
}
