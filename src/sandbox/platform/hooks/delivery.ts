import type { Core } from '../../core';
import type { Account } from '../../kommo/records';
import type { Delivery, Webhook } from '../records';
import { hostOf } from '../state';
import { phpForm } from './php-form';

const TIMEOUT_MS = 2000;
const MINUTE_MS = 60 * 1000;

/** Until the next attempt, by the number of those made (kommo-platform.md §9.3). */
const PAUSES_MS = [5, 15, 15, 60].map((minutes) => minutes * MINUTE_MS);
/** From this attempt on only for what the server may get over. */
const ONLY_SERVER_FAULTS_FROM = 3;

const MOST_FAILURES = 100;
const FAILURES_COUNT_FOR_S = 2 * 60 * 60;

/** Timers of the machine take no longer. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The CRM's webhooks: to every subscribed destination, tried five times by the sandbox's clock (kommo-platform.md §9). */
export class CrmHooks {
  private timer: NodeJS.Timeout | undefined;
  private closed = false;
  private readonly underWay = new Set<Delivery>();

  constructor(private readonly core: Core) {
    core.clock.onMove(() => this.arm());
  }

  /** @param payload below the event's own key, as `{ talk: { add: […] } }` */
  tell(account: Account, event: string, payload: Readonly<Record<string, unknown>>): void {
    const { platform, clock } = this.core;
    const self = `https://${hostOf(account)}`;
    const whole = { account: { id: account.id, subdomain: account.subdomain, _links: { self } }, ...payload };
    for (const hook of platform.site(account).webhooks) {
      if (hook.disabled || !hook.settings.includes(event)) continue;
      const delivery: Delivery = {
        id: platform.nextId(),
        accountId: account.id,
        webhookId: hook.id,
        payload: whole,
        attempts: 0,
        dueAt: clock.now(),
      };
      platform.deliveries.push(delivery);
      void this.attempt(delivery);
    }
  }

  /** Goes on with what an earlier run left waiting. */
  resume(): void {
    this.arm();
  }

  /** What waits is for the next run. */
  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
  }

  /** Attempts what is due, and sets the timer for what is due next. */
  private arm(): void {
    clearTimeout(this.timer);
    if (this.closed) return;
    const { platform, clock } = this.core;
    const waiting = platform.deliveries.filter((delivery) => !this.underWay.has(delivery));
    const due = waiting.filter(({ dueAt }) => dueAt <= clock.now());
    for (const delivery of due) void this.attempt(delivery);
    const next = Math.min(...waiting.filter(({ dueAt }) => dueAt > clock.now()).map(({ dueAt }) => dueAt));
    if (next === Infinity) return;
    this.timer = setTimeout(() => this.arm(), Math.min(next - clock.now(), LONGEST_TIMER_MS));
  }

  private async attempt(delivery: Delivery): Promise<void> {
    const { core } = this;
    const hook = this.hookOf(delivery);
    if (!hook || hook.disabled) {
      this.drop(delivery);
      return;
    }
    this.underWay.add(delivery);
    const status = await this.post(hook, delivery);
    this.underWay.delete(delivery);
    // A reset may have come meanwhile; one that the end of the sandbox cut off is not counted.
    if (this.closed || !core.platform.deliveries.includes(delivery)) return;
    delivery.attempts += 1;
    if (status >= 100 && status < 300) {
      this.drop(delivery);
      return;
    }
    this.countFailure(hook);
    const pause = PAUSES_MS[delivery.attempts - 1];
    const serverFault = status === 499 || (status >= 500 && status < 600);
    if (pause === undefined || (delivery.attempts >= ONLY_SERVER_FAULTS_FROM && !serverFault)) this.drop(delivery);
    else {
      delivery.dueAt = core.clock.now() + pause;
      core.changes.emit('kommo');
    }
    this.arm();
  }

  /** @returns the status, or what it counts as that there is none */
  private async post({ destination }: Webhook, { payload }: Delivery): Promise<number> {
    const { journal, poster, clock, assumptions } = this.core;
    const entry = journal.open({
      side: 'kommo',
      direction: 'out',
      operation: 'crm-hook',
      method: 'POST',
      path: new URL(destination).pathname,
      request: payload,
    });
    const result = await poster.post({
      url: destination,
      body: phpForm(payload),
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', 'User-Agent': 'amoCRM-Webhooks/3.0' },
      timeoutMs: TIMEOUT_MS,
    });
    const { status } = result;
    entry.status = status;
    entry.answer = result.answer ?? result.error;
    entry.endedAt = clock.now();
    entry.stored = status !== null && status < 300;
    if (status !== null) return status;
    return result.error === 'Read timeout expired' ? assumptions.number('webhook-timeout-status') : 0;
  }

  /** A destination that answers badly again and again is switched off; a person switches it on (kommo-platform.md §9.3). */
  private countFailure(hook: Webhook): void {
    const now = this.core.clock.seconds();
    hook.failures = [...hook.failures.filter((at) => at > now - FAILURES_COUNT_FOR_S), now];
    if (hook.failures.length <= MOST_FAILURES) return;
    hook.disabled = true;
    this.core.changes.emit('kommo');
  }

  private drop(delivery: Delivery): void {
    const { platform, changes } = this.core;
    platform.deliveries = platform.deliveries.filter((other) => other !== delivery);
    changes.emit('kommo');
  }

  private hookOf({ accountId, webhookId }: Delivery): Webhook | undefined {
    return this.core.platform.sites.get(accountId)?.webhooks.find(({ id }) => id === webhookId);
  }
}
