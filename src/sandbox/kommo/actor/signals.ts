import type { Sandbox } from '../../sandbox';
import { reactionHook, typingHook } from '../hook-action';
import type { HookResult } from '../hooks';
import type { Chat, Connection, Message, Named } from '../records';

/** One typing hook in so long (kommo-chat-api.md §11.7). */
const TYPING_PAUSE_MS = 5000;

/** A manager types; `too soon` after the last hook nothing goes out. */
export async function managerTypes(
  sandbox: Sandbox,
  connection: Connection,
  typing: { readonly chat: Chat; readonly user: Named; readonly postId: string | null },
): Promise<HookResult | 'too soon'> {
  const { chat } = typing;
  const now = sandbox.clock.now();
  if (chat.typedAt !== null && now - chat.typedAt >= 0 && now - chat.typedAt < TYPING_PAUSE_MS) return 'too soon';
  chat.typedAt = now;
  const hook = typingHook(sandbox, connection, typing);
  const result = await sandbox.hooks.send(connection, { chat, messageId: null, hook });
  return result ?? { status: null, ms: 0, error: 'the sandbox was reset meanwhile' };
}

/** A manager reacts with one emoji, or takes it back with null; the hook goes out in the background. */
export function managerReacts(
  sandbox: Sandbox,
  connection: Connection,
  reaction: { readonly message: Message; readonly user: Named; readonly emoji: string | null },
): void {
  const { message, user, emoji } = reaction;
  if (emoji === null) message.reactions.delete(user.id);
  else message.reactions.set(user.id, { emoji, by: user.name });
  sandbox.changes.emit('kommo');
  const hook = reactionHook(sandbox, connection, reaction);
  void sandbox.hooks.send(connection, { chat: message.chat, messageId: message.id, hook });
}
