import type { z } from 'zod';
import { contentFields, editedFields, forwardFields, quoteFields } from './content-bodies';
import { filled, given } from './given';
import { postFields } from './post-bodies';
import type {
  ConnectBody,
  CreateChatBody,
  DeliveryStatusBody,
  EditMessageBody,
  NewIncomingBody,
  NewOutgoingBody,
  ReactBody,
  TypingBody,
} from './request-schemas';
import type {
  Customer,
  DeliveryReport,
  IncomingMessage,
  MessageEdit,
  NewChat,
  NewConnection,
  NewMessage,
  NewReaction,
  OutgoingMessage,
  TypingNotice,
} from './types';
import { webAddress } from './web-address';

/** From our words to the wire's (kommo-chat-api.md §7–§10). Fields without a value are left out, never sent empty. */

export function connectBody(connection: NewConnection): z.input<typeof ConnectBody> {
  return {
    account_id: connection.accountAmojoId,
    title: connection.title,
    hook_api_version: 'v2',
    is_time_window_disabled: connection.timeWindowDisabled ?? false,
  };
}

export function createChatBody(chat: NewChat): z.input<typeof CreateChatBody> {
  return {
    conversation_id: chat.conversationId,
    ...source(chat.sourceExternalId),
    user: customer(chat.user),
  };
}

export function incomingBody(message: IncomingMessage): z.input<typeof NewIncomingBody> {
  const fields = messageFields(message);
  const said = { ...fields.message, ...given({ post: message.post && postFields(message.post) }) };
  return { event_type: 'new_message', payload: { ...fields, message: said, sender: customer(message.sender) } };
}

export function outgoingBody(message: OutgoingMessage): z.input<typeof NewOutgoingBody> {
  const { id, name, refId } = message.sender;
  const parties = { sender: { id, name, ref_id: refId }, receiver: customer(message.receiver) };
  return { event_type: 'new_message', payload: { ...messageFields(message), ...parties } };
}

function messageFields(message: NewMessage) {
  return {
    ...timestamps(message.at),
    msgid: message.msgid,
    conversation_id: message.conversationId,
    ...given({ conversation_ref_id: message.conversationRefId }),
    silent: message.silent ?? message.direction === 'outgoing',
    ...source(message.sourceExternalId),
    message: contentFields(message.content),
    ...(message.replyTo === undefined ? {} : { reply_to: { message: quoteFields(message.replyTo) } }),
    ...(message.forward === undefined ? {} : { forwards: { messages: [forwardFields(message.forward)] } }),
  };
}

export function editMessageBody(edit: MessageEdit): z.input<typeof EditMessageBody> {
  return {
    event_type: 'edit_message',
    payload: {
      ...timestamps(edit.at),
      ...given({ msgid: edit.msgid, id: edit.id }),
      conversation_id: edit.conversationId,
      message: editedFields(edit.content),
    },
  };
}

export function deliveryStatusBody(report: DeliveryReport): z.input<typeof DeliveryStatusBody> {
  switch (report.state) {
    case 'delivered':
      return { status_code: 1 };
    case 'read':
      return { status_code: 2 };
    case 'failed':
      return { status_code: -1, error_code: report.code, error: report.text };
  }
}

export function typingBody(typing: TypingNotice): z.input<typeof TypingBody> {
  return {
    conversation_id: typing.conversationId,
    sender: { id: typing.senderId },
    ...given({ duration_ms: typing.durationMs }),
  };
}

export function reactBody({ conversationId, message, user, emoji }: NewReaction): z.input<typeof ReactBody> {
  const named = {
    conversation_id: conversationId,
    ...('msgid' in message ? { msgid: message.msgid } : { id: message.id }),
    user: 'refId' in user ? { ref_id: user.refId } : { id: user.id },
  };
  return emoji === null ? { ...named, type: 'unreact' } : { ...named, type: 'react', emoji };
}

function customer(person: Customer) {
  const profile = given({ phone: filled(person.phone), email: filled(person.email) });
  return {
    id: person.id,
    ...given({ ref_id: person.refId }),
    name: person.name,
    // Kommo fetches or ignores these two (§9.3): an address that is none is no reason to refuse the message.
    ...given({ avatar: webAddress(person.avatar) }),
    ...(Object.keys(profile).length === 0 ? {} : { profile }),
    ...given({ profile_link: webAddress(person.profileLink) }),
  };
}

function source(externalId: string | undefined) {
  return externalId === undefined ? {} : { source: { external_id: externalId } };
}

function timestamps(at: number) {
  return { timestamp: Math.floor(at / 1_000), msec_timestamp: at };
}
