import type { FaultName } from '../control/contract';
import type { Core } from '../core';
import type { PostResult } from '../webhook-post';
import type { Line } from './records';

type Headers = Readonly<Record<string, string>>;

/** One webhook request to be made. */
export interface LineHook {
  readonly url: string;
  /** The bytes to be sent; what is signed is these. */
  readonly body: string | Buffer;
  /** Made for each attempt where the time of sending is signed. */
  readonly headers: Headers | (() => Headers);
  /** As the journal shows it. */
  readonly shown: unknown;
  /** Hooks of one chat keep their order, unless a fault says otherwise; null: of no chat. */
  readonly chat: string | null;
  /** Hooks of one lane keep their order, instead of those of one chat. */
  readonly lane?: string;
  /** Milliseconds in which it has to be answered. */
  readonly timeoutMs?: number;
  readonly messageId: string | null;
  /** Given up after so long, by the sandbox's clock. */
  readonly giveUpAt: number;
  /** Which answers count as taken; left out: 200. */
  readonly takes?: (status: number) => boolean;
  readonly taken: (result: PostResult) => void;
  /** Called after each failure, with how many there were; what it returns is waited, `undefined` gives up. */
  readonly retryIn: (failures: number, result: PostResult) => number | undefined;
}

interface Waiting extends LineHook {
  failures: number;
}

interface Chat {
  readonly hooks: Waiting[];
  busy: boolean;
  timer: NodeJS.Timeout | undefined;
}

const TIMEOUT_MS = 20_000;

/** Brings webhooks to one line's address: in order within a chat, a failing one holds up its chat only. */
export class HookQueue {
  readonly #chats = new Map<string | null, Chat>();
  #stopped = false;

  constructor(
    private readonly core: Core,
    private readonly line: Line,
  ) {}

  get pending(): number {
    return [...this.#chats.values()].reduce((sum, { hooks }) => sum + hooks.length, 0);
  }

  add(hook: LineHook): void {
    const lane = hook.lane ?? hook.chat;
    let chat = this.#chats.get(lane);
    if (chat === undefined) this.#chats.set(lane, (chat = { hooks: [], busy: false, timer: undefined }));
    chat.hooks.push({ ...hook, failures: 0 });
    const { faults } = this.core;
    // Held back until the next one of the same chat is there, and then sent after it.
    const isAlone = hook.lane !== undefined;
    if (!isAlone && chat.hooks.length === 1 && faults.take(this.#fault('hook-reorder'), 'hook', chatsOf(hook))) return;
    if (chat.hooks.length === 2 && !chat.busy && chat.timer === undefined) chat.hooks.reverse();
    // A failed one is tried again in its time, whatever comes behind it.
    if (chat.timer === undefined) void this.#work(chat);
  }

  /** Everything that waits is tried at once. */
  retry(): void {
    for (const chat of this.#chats.values()) {
      clearTimeout(chat.timer);
      chat.timer = undefined;
      void this.#work(chat);
    }
  }

  clear(): void {
    for (const chat of this.#chats.values()) {
      clearTimeout(chat.timer);
      chat.hooks.length = 0;
    }
    this.#chats.clear();
  }

  close(): void {
    this.#stopped = true;
    this.clear();
  }

  async #work(chat: Chat): Promise<void> {
    if (chat.busy) return;
    chat.busy = true;
    for (let hook = chat.hooks[0]; hook !== undefined && !this.#stopped; hook = chat.hooks[0]) {
      const wait = await this.#send(hook);
      // Cleared meanwhile: nobody waits for it any more.
      if (chat.hooks[0] !== hook) continue;
      if (wait === 'done') {
        chat.hooks.shift();
        continue;
      }
      chat.timer = setTimeout(() => {
        chat.timer = undefined;
        void this.#work(chat);
      }, wait);
      break;
    }
    chat.busy = false;
    this.core.changes.emit('lines');
  }

  async #send(hook: Waiting): Promise<number | 'done'> {
    if (hook.giveUpAt <= this.core.clock.now()) return 'done';
    const take = (kind: 'hook-delay' | 'hook-duplicate') =>
      this.core.faults.take(this.#fault(kind), 'hook', chatsOf(hook));
    const delay = take('hook-delay');
    if (delay && !(await this.core.pause(delay.ms ?? 0))) return 'done';
    const duplicate = take('hook-duplicate');
    const [result] = await Promise.all([
      this.#post(hook, delay?.name ?? null),
      ...(duplicate ? [this.#post(hook, duplicate.name)] : []),
    ]);
    const isTaken = takenBy(hook, result);
    if (this.line.webhook !== null) this.line.webhook.lastError = isTaken ? null : failureOf(result);
    if (isTaken) {
      hook.taken(result);
      return 'done';
    }
    hook.failures += 1;
    return hook.retryIn(hook.failures, result) ?? 'done';
  }

  async #post(hook: LineHook, fault: FaultName | null): Promise<PostResult> {
    const { url, body, headers, shown, chat, messageId, timeoutMs = TIMEOUT_MS } = hook;
    const entry = this.core.journal.open({
      side: this.line.messenger,
      direction: 'out',
      operation: 'hook',
      method: 'POST',
      path: new URL(url).pathname,
      chat,
      messageId,
      request: shown,
      fault,
    });
    const now = typeof headers === 'function' ? headers() : headers;
    const result = await this.core.poster.post({ url, body, headers: now, timeoutMs });
    entry.status = result.status;
    entry.answer = result.answer ?? result.error;
    entry.endedAt = this.core.clock.now();
    entry.stored = takenBy(hook, result);
    return result;
  }

  #fault<Kind extends 'hook-delay' | 'hook-duplicate' | 'hook-reorder'>(kind: Kind) {
    return `${this.line.messenger}-${kind}` as const;
  }
}

function takenBy({ takes = (status) => status === 200 }: LineHook, { status }: PostResult): boolean {
  return status !== null && takes(status);
}

function chatsOf({ chat }: LineHook): readonly string[] {
  return chat === null ? [] : [chat];
}

function failureOf({ status, statusText, error }: PostResult): string {
  return status === null ? (error ?? 'Connection closed') : `${String(status)} ${statusText}`.trimEnd();
}
