import type { z } from 'zod';
import type { ConnectBody, CreateChatBody, DeliveryStatusBody, NewMessageBody } from './request-schemas';
import type { Customer, DeliveryReport, NewChat, NewConnection, NewMessage } from './types';

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

export function newMessageBody(message: NewMessage): z.input<typeof NewMessageBody> {
  const base = {
    timestamp: Math.floor(message.at / 1_000),
    msec_timestamp: message.at,
    msgid: message.msgid,
    conversation_id: message.conversationId,
    ...(message.conversationRefId === undefined ? {} : { conversation_ref_id: message.conversationRefId }),
    silent: message.silent ?? message.direction === 'outgoing',
    ...source(message.sourceExternalId),
    message: { type: 'text' as const, text: message.text },
    ...(message.replyTo === undefined ? {} : { reply_to: { message: message.replyTo } }),
  };
  const parties =
    message.direction === 'incoming'
      ? { sender: customer(message.sender) }
      : {
          sender: { id: message.sender.id, name: message.sender.name, ref_id: message.sender.refId },
          receiver: customer(message.receiver),
        };
  return { event_type: 'new_message', payload: { ...base, ...parties } };
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

/** What no error text may repeat. */
export function privateStrings(person: Customer, text?: string): readonly string[] {
  return [text, person.name, person.phone, person.profileLink].filter((value) => value !== undefined);
}

function customer(person: Customer) {
  return {
    id: person.id,
    ...(person.refId === undefined ? {} : { ref_id: person.refId }),
    name: person.name,
    ...(person.phone === undefined ? {} : { profile: { phone: person.phone } }),
    // Shown nowhere at present (§9.3): a link that is none is no reason to refuse the message.
    ...(person.profileLink !== undefined && URL.canParse(person.profileLink)
      ? { profile_link: person.profileLink }
      : {}),
  };
}

function source(externalId: string | undefined) {
  return externalId === undefined ? {} : { source: { external_id: externalId } };
}
