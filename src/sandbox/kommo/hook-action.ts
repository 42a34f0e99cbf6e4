import type { Sandbox } from '../sandbox';
import type { Chat, Connection, Message, Named } from './records';

const TYPING_S = 5;

/** A manager types (kommo-chat-api.md §11.7). */
export function typingHook(
  sandbox: Sandbox,
  connection: Connection,
  { chat, user, postId }: { readonly chat: Chat; readonly user: Named; readonly postId: string | null },
): object {
  const time = sandbox.clock.seconds();
  return {
    account_id: connection.account.amojoId,
    time,
    action: {
      typing: {
        user: { id: user.id },
        conversation: conversation(chat),
        expired_at: time + TYPING_S,
        ...(postId === null ? {} : { post_id: postId }),
      },
    },
  };
}

/** A manager reacts, or takes it back with null (kommo-chat-api.md §11.8). */
export function reactionHook(
  sandbox: Sandbox,
  connection: Connection,
  { message, user, emoji }: { readonly message: Message; readonly user: Named; readonly emoji: string | null },
): object {
  const named = sandbox.assumptions.is('reaction-hook', 'message')
    ? { message: shown(message) }
    : { msgid: message.id };
  return {
    account_id: connection.account.amojoId,
    time: sandbox.clock.seconds(),
    action: {
      reaction: {
        ...named,
        user: { id: user.id },
        conversation: conversation(message.chat),
        type: emoji === null ? 'unreact' : 'react',
        ...(emoji === null ? {} : { emoji }),
      },
    },
  };
}

function conversation({ id, clientId }: Chat): object {
  return { id, ...(clientId === null ? {} : { client_id: clientId }) };
}

function shown({ id, clientId, sender, receiver, at }: Message): object {
  return {
    id,
    ...(clientId === null ? {} : { client_id: clientId }),
    sender: { id: sender.id },
    ...(receiver ? { receiver: { id: receiver.id } } : {}),
    timestamp: Math.floor(at / 1000),
    msec_timestamp: at,
  };
}
