import type { FaultName } from '../control/contract';
import type { Core } from '../core';
import { signHook } from './signature';
import type { Chat, Connection, Message } from './records';

const TIMEOUT_MS = 5000;
const REORDER_LIMIT_MS = 2000;

export type HookResult = NonNullable<Message['hook']>;

export interface Post {
  readonly chat: Chat;
  readonly messageId: string | null;
  readonly hook: object;
  /** Extra copies of the very same hook. */
  readonly copies?: number;
  /** Told how it went, while copies may still be under way. */
  readonly told?: (result: HookResult) => void;
}

/** Webhooks to the integration: sent once, at once, never repeated (kommo-chat-api.md §11.1). */
export class KommoHooks {
  private readonly held = new Map<string, (go: boolean) => void>();

  constructor(private readonly sandbox: Core) {}

  /** Sends a hook, as the faults have it; null when it shall not go out any more. */
  async send(connection: Connection, post: Post): Promise<HookResult | null> {
    const { chat, copies = 0 } = post;
    const chats = [chat.id, ...(chat.clientId === null ? [] : [chat.clientId])];
    const take = (name: FaultName) => this.sandbox.faults.take(name, 'hook', chats);

    const delay = take('kommo-hook-delay');
    if (delay && !(await this.sandbox.pause(delay.ms ?? 0))) return null;
    const reorder = this.held.has(chat.id) ? undefined : take('kommo-hook-reorder');
    if (reorder && !(await this.hold(chat.id))) return null;
    const duplicate = take('kommo-hook-duplicate');

    const first = this.post(connection, post, reorder?.name ?? delay?.name ?? null);
    const others = Array.from({ length: copies }, () => this.post(connection, post, null));
    if (duplicate) others.push(this.post(connection, post, duplicate.name));
    const result = await first;
    post.told?.(result);
    this.sandbox.changes.emit('kommo');
    // Whoever was held back goes after this one.
    if (!reorder) this.held.get(chat.id)?.(true);
    await Promise.all(others);
    return result;
  }

  /** Sends any JSON as a hook of this chat, signed. */
  sendRaw(connection: Connection, chat: Chat, hook: object): Promise<HookResult> {
    return this.post(connection, { chat, messageId: null, hook }, null);
  }

  /** Hooks that are held back are dropped. */
  stop(): void {
    for (const settle of this.held.values()) settle(false);
  }

  /** Waits for the next hook of this chat; false when it shall not go out any more. */
  private hold(chatId: string): Promise<boolean> {
    return new Promise((resolve) => {
      const settle = (go: boolean): void => {
        clearTimeout(timer);
        this.held.delete(chatId);
        resolve(go);
      };
      const timer = setTimeout(() => settle(true), REORDER_LIMIT_MS);
      this.held.set(chatId, settle);
    });
  }

  private async post(
    connection: Connection,
    { chat, messageId, hook }: Post,
    fault: FaultName | null,
  ): Promise<HookResult> {
    const { sandbox } = this;
    const url = connection.channel.hookUrl.replace(':scope_id', connection.scopeId);
    const { body, signature } = signHook(JSON.stringify(hook), connection.channel.secret, sandbox.assumptions);
    const entry = sandbox.journal.open({
      side: 'kommo',
      direction: 'out',
      operation: 'hook',
      method: 'POST',
      path: new URL(url).pathname,
      chat: chat.id,
      messageId,
      request: hook,
      fault,
    });
    const began = performance.now();
    const result = await sandbox.poster.post({
      url,
      body,
      headers: { 'Content-Type': 'application/json', 'User-Agent': 'amoCRM amoJo/1.0', 'X-Signature': signature },
      timeoutMs: TIMEOUT_MS,
    });
    entry.status = result.status;
    entry.answer = result.answer ?? result.error;
    entry.endedAt = sandbox.clock.now();
    // Anything but 200 counts as a failure (kommo-chat-api.md §11.1).
    entry.stored = result.status === 200;
    const error = result.status === null || entry.stored ? result.error : `answered ${String(result.status)}, not 200`;
    return { status: result.status, ms: Math.round(performance.now() - began), error };
  }
}
