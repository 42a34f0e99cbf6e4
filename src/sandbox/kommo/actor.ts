import type { Sandbox } from '../sandbox';
import { describePerson } from './people';
import type { Chat, Connection, Message, Named } from './state';

export interface ManagersMessage {
  readonly text: string;
  readonly author: Named;
  readonly at: number;
  /** Other than text: a type the integration may not know. */
  readonly type: string;
  /** Extra copies of the very same hook. */
  readonly repeat: number;
}

/** A manager writes: the message is stored and its hook goes out in the background. */
export function managerWrites(sandbox: Sandbox, connection: Connection, chat: Chat, written: ManagersMessage): Message {
  const message = sandbox.kommo.addMessage({
    chat,
    clientId: null,
    direction: 'outgoing',
    sender: written.author,
    receiver: chat.customer,
    at: written.at,
    storedAt: sandbox.clock.now(),
    content: { type: written.type, text: written.text },
    notified: false,
    status: 'sent',
    journalSeq: null,
  });
  sandbox.changes.emit('kommo');
  void sandbox.hooks.send(connection, message, messageHook(sandbox, connection, message), written.repeat);
  return message;
}

/** The hook of kommo-chat-api.md §11.2. */
function messageHook(sandbox: Sandbox, connection: Connection, message: Message): object {
  const { chat } = message;
  const full = sandbox.assumptions.is('hook-optional-fields', 'full');
  const { id, client_id, name, phone, email } = describePerson(chat.customer);
  const own = client_id === undefined ? {} : { client_id };
  return {
    account_id: connection.account.amojoId,
    time: sandbox.clock.seconds(),
    message: {
      receiver: full ? { id, ...own, phone: phone ?? '', email: email ?? '', name } : { id, ...own },
      sender: full ? { id: message.sender.id, name: message.sender.name } : { id: message.sender.id },
      conversation: { id: chat.id, ...(chat.clientId === null ? {} : { client_id: chat.clientId }) },
      ...(chat.sourceExternalId === null ? {} : { source: { external_id: chat.sourceExternalId } }),
      timestamp: Math.floor(message.at / 1000),
      msec_timestamp: message.at,
      message: {
        id: message.id,
        type: message.content.type,
        text: message.content.text ?? '',
        ...(full ? { markup: null, tag: '', media: '', thumbnail: '', file_name: '', file_size: 0 } : {}),
      },
    },
  };
}
