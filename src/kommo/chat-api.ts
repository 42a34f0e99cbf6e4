import type { z } from 'zod';
import { ConnectAnswer, CreateChatAnswer, EditAnswer, HistoryAnswer, SendAnswer } from './answer-schemas';
import { invalidRequest, json, nothing, type ReadBody } from './answers';
import {
  connectBody,
  createChatBody,
  deliveryStatusBody,
  editMessageBody,
  incomingBody,
  outgoingBody,
  reactBody,
  typingBody,
} from './bodies';
import { privateInEdit, privateInMessage, privateInPerson } from './private-strings';
import {
  ConnectBody,
  CreateChatBody,
  DeliveryStatusBody,
  DisconnectBody,
  EditMessageBody,
  HistoryQuery,
  NewIncomingBody,
  NewOutgoingBody,
  ReactBody,
  TypingBody,
} from './request-schemas';
import { callSigned, type SignedCall } from './signed-call';
import type { Answer, CallOptions, ChatApi, ChatApiOptions, HistoryPage, MessageEdit, StoredMessage } from './types';

/**
 * A client of Kommo's Chat API for one channel (kommo-chat-api.md §6–§10). Every request is checked, serialised once,
 * signed over those bytes and sent once: whether to repeat is the caller's decision.
 */
export function createChatApi(options: ChatApiOptions): ChatApi {
  const channel = options.channelId;

  async function callWith<Schema extends z.ZodType, Value>(
    schema: Schema,
    body: z.input<Schema>,
    call: SignedCall<Value>,
    callOptions?: CallOptions,
  ): Promise<Answer<Value>> {
    const checked = schema.safeParse(body);
    if (!checked.success) return invalidRequest(checked.error);
    return callSigned(options, { ...call, body: JSON.stringify(checked.data) }, callOptions);
  }

  return {
    connect: (connection, callOptions) =>
      callWith(
        ConnectBody,
        connectBody(connection),
        { method: 'POST', path: [channel, 'connect'], read: json(ConnectAnswer) },
        callOptions,
      ),

    disconnect: (accountAmojoId, callOptions) =>
      callWith(
        DisconnectBody,
        { account_id: accountAmojoId },
        { method: 'DELETE', path: [channel, 'disconnect'], read: nothing },
        callOptions,
      ),

    createChat: (scope, chat, callOptions) =>
      callWith(
        CreateChatBody,
        createChatBody(chat),
        {
          method: 'POST',
          path: [scope, 'chats'],
          read: json(CreateChatAnswer),
          secrets: privateInPerson(chat.user),
        },
        callOptions,
      ),

    sendMessage: (scope, message, callOptions) => {
      const call: SignedCall<StoredMessage> = {
        method: 'POST',
        path: [scope],
        read: storedAs(message.msgid),
        secrets: privateInMessage(message),
      };
      return message.direction === 'incoming'
        ? callWith(NewIncomingBody, incomingBody(message), call, callOptions)
        : callWith(NewOutgoingBody, outgoingBody(message), call, callOptions);
    },

    editMessage: (scope, edit, callOptions) =>
      callWith(
        EditMessageBody,
        editMessageBody(edit),
        { method: 'POST', path: [scope], read: changed(edit), secrets: privateInEdit(edit) },
        callOptions,
      ),

    reportDelivery: (scope, message, report, callOptions) =>
      callWith(
        DeliveryStatusBody,
        deliveryStatusBody(report),
        { method: 'POST', path: [scope, message, 'delivery_status'], read: nothing },
        callOptions,
      ),

    async history(scope, chat, page, callOptions) {
      const checked = HistoryQuery.safeParse({ offset: page.offset, limit: page.limit });
      if (!checked.success) return invalidRequest(checked.error);
      const query = `offset=${page.offset}&limit=${page.limit}`;
      const path = [scope, 'chats', chat, 'history'];
      return callSigned(options, { method: 'GET', path, query, read: historyPage }, callOptions);
    },

    // Kommo's page has 404 where amoCRM's has 400 (§10.3).
    typing: (scope, notice, callOptions) =>
      callWith(
        TypingBody,
        typingBody(notice),
        { method: 'POST', path: [scope, 'typing'], read: nothing, notFound: 'invalid' },
        callOptions,
      ),

    react: (scope, reaction, callOptions) =>
      callWith(
        ReactBody,
        reactBody(reaction),
        { method: 'POST', path: [scope, 'react'], read: nothing, notFound: 'unknown-message' },
        callOptions,
      ),
  };
}

/** An answer about another message than ours proves nothing about ours (§9.6). */
function storedAs(msgid: string): ReadBody<StoredMessage> {
  const readBody = json(SendAnswer);
  return (status, body) => {
    const answer = readBody(status, body);
    return answer?.refId === msgid ? answer.stored : undefined;
  };
}

/** Fields may be missing, or all; an answer about another message proves nothing about this one (§9.6). */
function changed(edit: MessageEdit): ReadBody<Partial<StoredMessage>> {
  const readBody = json(EditAnswer);
  return (status, body) => {
    if (body.length === 0) return {};
    const answer = readBody(status, body);
    if (answer === undefined) return undefined;
    const isAnother = edit.msgid !== undefined && answer.refId !== undefined && answer.refId !== edit.msgid;
    return isAnother ? undefined : answer.stored;
  };
}

/** 204: the chat is unknown or has no messages (§10.2). */
const historyPage: ReadBody<HistoryPage> = (status, body) =>
  status === 204 ? { messages: [] } : json(HistoryAnswer)(status, body);
