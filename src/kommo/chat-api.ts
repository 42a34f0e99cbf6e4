import type { z } from 'zod';
import { ConnectAnswer, CreateChatAnswer, HistoryAnswer, SendAnswer } from './answer-schemas';
import { invalidRequest, json, nothing, type ReadBody } from './answers';
import { connectBody, createChatBody, deliveryStatusBody, newMessageBody, privateStrings } from './bodies';
import {
  ConnectBody,
  CreateChatBody,
  DeliveryStatusBody,
  DisconnectBody,
  HistoryQuery,
  NewMessageBody,
} from './request-schemas';
import { callSigned, type SignedCall } from './signed-call';
import type { Answer, CallOptions, ChatApi, ChatApiOptions, HistoryPage, StoredMessage } from './types';

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
          secrets: privateStrings(chat.user),
        },
        callOptions,
      ),

    sendMessage: (scope, message, callOptions) =>
      callWith(
        NewMessageBody,
        newMessageBody(message),
        {
          method: 'POST',
          path: [scope],
          read: storedAs(message.msgid),
          secrets: privateStrings(message.direction === 'incoming' ? message.sender : message.receiver, message.text),
        },
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

/** 204: the chat is unknown or has no messages (§10.2). */
const historyPage: ReadBody<HistoryPage> = (status, body) =>
  status === 204 ? { messages: [] } : json(HistoryAnswer)(status, body);
