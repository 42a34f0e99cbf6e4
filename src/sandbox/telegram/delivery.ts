import type { FaultName } from '../control/contract';
import type { Core } from '../core';
import type { PostResult } from '../webhook-post';
import { retryDelay } from './retry';
import type { Bot, Queue, Update, Webhook } from './state';

const TIMEOUT_MS = 60_000;
const GONE_LIMIT_MS = 23 * 60 * 60 * 1000;

/** Requests under way and queues whose turn has come, for one bot. */
interface Lane {
  inFlight: number;
  readonly ready: Queue[];
}

/**
 * Brings updates to the bots' webhooks: one in each request, in order within a queue, a failing one holding up its
 * queue only (telegram.md §2).
 */
export class TelegramDelivery {
  private readonly lanes = new Map<Bot, Lane>();
  private stopped = false;

  constructor(private readonly sandbox: Core) {}

  add(bot: Bot, queueKey: string, update: Update): void {
    let queue = bot.queues.get(queueKey);
    if (!queue) {
      queue = { updates: [], busy: false, failures: 0, timer: undefined };
      bot.queues.set(queueKey, queue);
    }
    queue.updates.push(update);
    this.wake(bot, queue);
  }

  /** The webhook was set anew: everything that waits is tried at once. */
  restart(bot: Bot): void {
    for (const queue of bot.queues.values()) {
      this.calm(queue);
      this.wake(bot, queue);
    }
  }

  dropPending(bot: Bot): void {
    for (const queue of bot.queues.values()) {
      this.calm(queue);
      queue.updates.length = 0;
    }
  }

  /** Sends nothing more. What waits stays as it is, for the next start. */
  stop(): void {
    this.stopped = true;
    for (const bot of this.sandbox.telegram.bots.values()) {
      for (const queue of bot.queues.values()) this.calm(queue);
    }
  }

  private calm(queue: Queue): void {
    clearTimeout(queue.timer);
    queue.timer = undefined;
    queue.failures = 0;
  }

  private wake(bot: Bot, queue: Queue): void {
    if (this.stopped || !bot.webhook || queue.busy || queue.timer || queue.updates.length === 0) return;
    queue.busy = true;
    const lane = this.lane(bot);
    lane.ready.push(queue);
    this.pump(bot, lane);
  }

  private pump(bot: Bot, lane: Lane): void {
    while (bot.webhook && lane.inFlight < bot.webhook.maxConnections) {
      const queue = lane.ready.shift();
      if (!queue) return;
      lane.inFlight += 1;
      void this.deliverFirst(bot, bot.webhook, queue).finally(() => {
        lane.inFlight -= 1;
        queue.busy = false;
        this.wake(bot, queue);
        this.pump(bot, lane);
      });
    }
    // Without a webhook nobody is ready; whoever waits is woken when it is set.
    if (!bot.webhook) for (const queue of lane.ready.splice(0)) queue.busy = false;
  }

  private lane(bot: Bot): Lane {
    let lane = this.lanes.get(bot);
    if (!lane) {
      lane = { inFlight: 0, ready: [] };
      this.lanes.set(bot, lane);
    }
    return lane;
  }

  private async deliverFirst(bot: Bot, webhook: Webhook, queue: Queue): Promise<void> {
    const now = this.sandbox.clock.now();
    while (queue.updates[0] && queue.updates[0].expiresAt <= now) {
      queue.updates.shift();
      this.sandbox.changes.emit('telegram');
    }
    const update = queue.updates[0];
    if (!update) return;

    const take = (name: FaultName) => this.sandbox.faults.take(name, 'hook', [update.chatId]);
    const delay = take('telegram-hook-delay');
    if (delay && !(await this.sandbox.pause(delay.ms ?? 0))) return;
    const duplicate = take('telegram-hook-duplicate');
    const [result] = await Promise.all([
      this.post(webhook, update, delay?.name ?? null),
      ...(duplicate ? [this.post(webhook, update, duplicate.name)] : []),
    ]);

    if (isTaken(result)) {
      if (queue.updates[0] === update) queue.updates.shift();
      queue.failures = 0;
      bot.goneSince = null;
      if (update.message) update.message.handed = true;
    } else if (bot.webhook === webhook && !this.stopped) {
      this.fail(bot, queue, result);
    }
    this.sandbox.changes.emit('telegram');
  }

  private fail(bot: Bot, queue: Queue, result: PostResult): void {
    const now = this.sandbox.clock.now();
    bot.lastError = { at: now, message: describeFailure(result) };
    bot.goneSince = result.status === 410 ? (bot.goneSince ?? now) : null;
    if (bot.goneSince !== null && now - bot.goneSince >= GONE_LIMIT_MS) {
      bot.webhook = null;
      return;
    }
    queue.failures += 1;
    const wait = retryDelay(queue.failures, result.retryAfter);
    if (wait === 0) return;
    queue.timer = setTimeout(() => {
      queue.timer = undefined;
      this.wake(bot, queue);
    }, wait);
  }

  private async post(webhook: Webhook, update: Update, fault: FaultName | null): Promise<PostResult> {
    const entry = this.sandbox.journal.open({
      side: 'telegram',
      direction: 'out',
      operation: 'hook',
      method: 'POST',
      path: new URL(webhook.url).pathname,
      chat: update.chatId,
      messageId: update.message ? String(update.message.id) : null,
      request: update.body,
      fault,
    });
    const result = await this.sandbox.poster.post({
      url: webhook.url,
      body: JSON.stringify(update.body),
      headers: {
        'Content-Type': 'application/json',
        ...(webhook.secretToken === '' ? {} : { 'X-Telegram-Bot-Api-Secret-Token': webhook.secretToken }),
      },
      timeoutMs: TIMEOUT_MS,
    });
    entry.status = result.status;
    entry.answer = result.answer ?? result.error;
    entry.endedAt = this.sandbox.clock.now();
    entry.stored = isTaken(result);
    return result;
  }
}

function isTaken(result: PostResult): boolean {
  return result.status !== null && result.status >= 200 && result.status < 300;
}

function describeFailure({ status, statusText, error }: PostResult): string {
  if (status === null) return error ?? 'Connection closed';
  return `Wrong response from the webhook: ${String(status)} ${statusText}`.trimEnd();
}
