import type { Core } from '../core';
import { signHook } from '../graph/sign';
import type { GraphApp } from '../graph/state';
import { HookQueue } from '../lines/hook-queue';
import type { Line } from '../lines/records';
import { appIdOf, pageOf } from './page';
import type { PageProduct } from './product';
import { isTold } from './told';

/** One item of `messaging[]`. */
export interface PageEvent {
  readonly field: string;
  readonly item: Readonly<Record<string, unknown>>;
  /** Id of the handset; null: of no chat. */
  readonly chat: string | null;
  readonly messageId?: string;
  /** The app that has the chat: the others get it in `standby[]` (facebook.md §0 row 13). */
  readonly owner?: string | null;
  /** No other app is told. */
  readonly only?: string;
  readonly taken?: () => void;
}

/** An event on its way to one app. */
interface Told {
  readonly line: Line;
  readonly event: PageEvent;
  readonly list: 'messaging' | 'standby';
}

/** The first ones after a failure come at once (facebook.md §2). */
const AT_ONCE = 2;
const MOST_DOUBLINGS = 6;

/** Brings events to every app that a Page tells of them, at the app's one address (facebook.md §1, §2). */
export class PageHooks {
  /** By line and app. */
  readonly #queues = new Map<string, HookQueue>();
  /** By app: one POST may hold what happened on several Pages. */
  readonly #batches = new Map<string, { readonly size: number; readonly told: Told[] }>();
  /** Since when nothing is taken, by line and app. */
  readonly #failing = new Map<string, number>();

  constructor(
    private readonly core: Core,
    private readonly product: PageProduct,
  ) {
    // Messenger and Instagram live on one subscription of a Page.
    core.pages.watch(() => {
      for (const line of core.lines.of(product.messenger)) this.#show(line);
    });
  }

  send(line: Line, event: PageEvent): void {
    for (const appId of pageOf(this.core, line).subscribed.keys()) {
      const app = this.core.graph.apps.get(appId);
      if (!app || (event.only ?? appId) !== appId) continue;
      const isElsewhere = typeof event.owner === 'string' && event.owner !== appId;
      const field = isElsewhere ? 'standby' : event.field;
      if (!isTold(this.core, this.product, line, app, field)) continue;
      this.#tell(app, { line, event, list: isElsewhere ? 'standby' : 'messaging' });
    }
  }

  /** The next so many events of the line's app come in one POST, of whatever Page they are. */
  batch(line: Line, size: number): void {
    this.#flush(appIdOf(line));
    this.#batches.set(appIdOf(line), { size, told: [] });
  }

  pending(line: Line): number {
    const batched = this.#batches.get(appIdOf(line))?.told.filter((each) => each.line === line).length ?? 0;
    return this.#of(line).reduce((sum, queue) => sum + queue.pending, batched);
  }

  retry(line: Line): void {
    this.#flush(appIdOf(line));
    for (const queue of this.#of(line)) queue.retry();
  }

  clear(): void {
    this.#batches.clear();
    this.#failing.clear();
    for (const queue of this.#queues.values()) queue.clear();
  }

  close(): void {
    for (const queue of this.#queues.values()) queue.close();
  }

  #of(line: Line): readonly HookQueue[] {
    return [...this.#queues].flatMap(([key, queue]) => (key.startsWith(`${line.id}/`) ? [queue] : []));
  }

  #tell(app: GraphApp, told: Told): void {
    const batch = this.#batches.get(app.id);
    if (!batch) {
      this.#post(app, [told]);
      return;
    }
    batch.told.push(told);
    if (batch.told.length >= batch.size) this.#flush(app.id);
  }

  #flush(appId: string): void {
    const told = this.#batches.get(appId)?.told ?? [];
    this.#batches.delete(appId);
    const app = this.core.graph.apps.get(appId);
    if (app && told.length > 0) this.#post(app, told);
  }

  #post(app: GraphApp, told: readonly Told[]): void {
    const [first] = told;
    const url = this.#urlOf(app);
    if (!first || url === undefined) return;
    const { core, product } = this;
    const { line, event } = first;
    const payload = { object: product.object, entry: entriesOf(told, core.clock.now()) };
    const chats = new Set(told.map((each) => each.event.chat));
    this.#queue(line, app.id).add({
      url,
      ...signHook(app.secret, payload),
      shown: payload,
      chat: chats.size === 1 ? event.chat : null,
      messageId: event.messageId ?? null,
      timeoutMs: core.assumptions.number('meta-pages-hook-timeout-ms'),
      // Giving up takes more than time where it unsubscribes.
      giveUpAt: Infinity,
      taken: () => {
        this.#failing.delete(keyOf(line, app.id));
        for (const each of told) each.event.taken?.();
      },
      retryIn: (failures) => this.#retryIn(line, app.id, failures),
    });
    core.changes.emit('lines');
  }

  #retryIn(line: Line, appId: string, failures: number): number | undefined {
    const { core, product } = this;
    const key = keyOf(line, appId);
    const now = core.clock.now();
    const since = this.#failing.get(key) ?? now;
    this.#failing.set(key, since);
    const { afterMs, unsubscribes } = product.givesUp(core);
    if (now - since < afterMs) {
      const doublings = Math.min(failures - AT_ONCE - 1, MOST_DOUBLINGS);
      return failures <= AT_ONCE ? 0 : core.assumptions.number('meta-hook-retry-ms') * 2 ** doublings;
    }
    if (unsubscribes) this.#unsubscribe(line, appId);
    return undefined;
  }

  /** Silently: nobody but the developer's mailbox hears of it. */
  #unsubscribe(line: Line, appId: string): void {
    this.#failing.delete(keyOf(line, appId));
    pageOf(this.core, line).subscribed.delete(appId);
    this.#queues.get(keyOf(line, appId))?.clear();
    this.core.pages.changed();
    this.core.changes.emit('lines');
  }

  /** What people see as the line's webhook is where its own app gets it. */
  #show(line: Line): void {
    const app = this.core.graph.apps.get(appIdOf(line));
    const isSubscribed = app !== undefined && pageOf(this.core, line).subscribed.has(app.id);
    const url = isSubscribed ? this.#urlOf(app) : undefined;
    if (url === undefined) line.webhook = null;
    else if (line.webhook?.url !== url) line.webhook = { url, lastError: null };
  }

  #queue(line: Line, appId: string): HookQueue {
    const key = keyOf(line, appId);
    const queue = this.#queues.get(key) ?? new HookQueue(this.core, line);
    this.#queues.set(key, queue);
    return queue;
  }

  #urlOf({ subscriptions }: GraphApp): string | undefined {
    return subscriptions.get(this.product.object)?.callbackUrl;
  }
}

/** One entry for each Page, or account of Instagram. */
function entriesOf(told: readonly Told[], time: number): readonly object[] {
  const entries = new Map<string, { id: string; time: number; messaging?: object[]; standby?: object[] }>();
  for (const { line, event, list } of told) {
    const entry = entries.get(line.id) ?? { id: line.id, time };
    entries.set(line.id, entry);
    (entry[list] ??= []).push(event.item);
  }
  return [...entries.values()];
}

function keyOf({ id }: Line, appId: string): string {
  return `${id}/${appId}`;
}
