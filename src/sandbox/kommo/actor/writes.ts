import type { SandboxFile } from '../../files/sandbox-files';
import { takeMessage } from '../../platform/chats/take-message';
import type { Sandbox } from '../../sandbox';
import { messageHook } from '../hook-message';
import type { Chat, Connection, Extras, Message, Named, Quoted } from '../records';
import { newCopy } from '../state';

export interface ManagersMessage {
  readonly author: Named;
  readonly text: string;
  readonly at: number;
  /** Another type than the file tells, known to the integration or not. */
  readonly type?: string | undefined;
  readonly file?: SandboxFile | undefined;
  readonly mediaGroupId?: string | undefined;
  readonly quote?: Quoted | undefined;
  readonly forward?: Quoted | undefined;
  readonly extras?: Extras | undefined;
  /** Extra copies of the very same hook. */
  readonly repeat?: number | undefined;
}

/** A manager writes: the message is stored and its hook goes out in the background. */
export function managerWrites(sandbox: Sandbox, connection: Connection, chat: Chat, written: ManagersMessage): Message {
  const { file } = written;
  const message = sandbox.kommo.addMessage({
    chat,
    clientId: null,
    direction: 'outgoing',
    sender: written.author,
    receiver: chat.customer,
    at: written.at,
    storedAt: sandbox.clock.now(),
    content: {
      type: written.type ?? (file ? typeOf(file) : 'text'),
      text: written.text,
      ...(file ? { file_name: file.name, file_size: file.size } : {}),
    },
    copy: file ? newCopy(sandbox.clock.now(), { fileId: file.id }) : null,
    mediaGroupId: written.mediaGroupId ?? null,
    quote: written.quote ?? null,
    forward: written.forward ?? null,
    extras: written.extras ?? null,
    notified: false,
    status: 'sent',
  });
  sandbox.changes.emit('kommo');
  takeMessage(sandbox, connection, message);
  carry(sandbox, connection, message, written.repeat);
  return message;
}

/** A message imported in a user's name comes back as a hook, by one reading (kommo-chat-api.md §9.1). */
export function sendEcho(sandbox: Sandbox, connection: Connection, message: Message): void {
  carry(sandbox, connection, message);
}

function carry(sandbox: Sandbox, connection: Connection, message: Message, copies = 0): void {
  void sandbox.hooks.send(connection, {
    chat: message.chat,
    messageId: message.id,
    hook: messageHook(sandbox, connection, message),
    copies,
    told: (result) => (message.hook = result),
  });
}

/** Kommo's type of a file (kommo-chat-api.md §11.2). */
function typeOf({ mimeType }: SandboxFile): string {
  if (mimeType.startsWith('image/')) return 'picture';
  if (mimeType.startsWith('video/')) return 'video';
  if (mimeType === 'audio/ogg') return 'voice';
  return mimeType.startsWith('audio/') ? 'audio' : 'file';
}
