import type { Core } from '../core';
import { signHook } from '../graph/sign';
import type { GraphApp } from '../graph/state';
import { HookQueue } from '../lines/hook-queue';
import type { Line } from '../lines/records';
import { displayNumberOf, numbersOf, wabaIdOf, wabaOf } from './number';

/** What is told in one `change` of a webhook. */
export interface HookEvent {
  readonly field: string;
  readonly value: Readonly<Record<string, unknown>>;
  /** Id of the handset; null: of no chat. */
  readonly chat: string | null;
  readonly messageId?: string;
  /** Fields about accounts and templates say when (whatsapp.md §2). */
  readonly timed?: boolean;
  readonly taken?: () => void;
}

const DAY_MS = 24 * 60 * 60 * 1000;
const GIVEN_UP_MS = 7 * DAY_MS;
const MOST_DOUBLINGS = 6;
/** Lists of a value of `messages`; what is of one kind may share a value. */
const LISTS = ['contacts', 'messages', 'statuses'] as const;

/** Brings events to every app that subscribed to the account, at the address that holds (whatsapp.md §1, §2). */
export class WhatsAppHooks {
  /** By line and app. */
  readonly #queues = new Map<string, HookQueue>();
  readonly #batches = new Map<string, { readonly size: number; readonly events: HookEvent[] }>();

  constructor(private readonly core: Core) {}

  /** An event of one number. */
  send(line: Line, event: HookEvent): void {
    const batch = this.#batches.get(line.id);
    if (!batch) {
      this.#post(line, [event]);
      return;
    }
    batch.events.push(event);
    if (batch.events.length >= batch.size) this.#flush(line);
  }

  /** An event of `messages`, with what every such value has. */
  sendValue(line: Line, value: Readonly<Record<string, unknown>>, about: Omit<HookEvent, 'field' | 'value'>): void {
    this.send(line, { field: 'messages', value: { ...headOf(line), ...value }, ...about });
  }

  /** An event of the whole account: any number of it will do. */
  sendForAccount(wabaId: string, field: string, value: Readonly<Record<string, unknown>>): void {
    const [line] = numbersOf(this.core, wabaId);
    if (line) this.send(line, { field, value, chat: null, timed: true });
  }

  /** The next so many events of this number come in one POST. */
  batch(line: Line, size: number): void {
    this.#flush(line);
    this.#batches.set(line.id, { size, events: [] });
  }

  /** What people see as the line's webhook is where its own app gets it. */
  show(line: Line): void {
    const app = this.core.graph.apps.get(line.credentials.appId ?? '');
    const url = app && this.#urlFor(line, app);
    if (url === undefined) line.webhook = null;
    else if (line.webhook?.url !== url) line.webhook = { url, lastError: null };
  }

  pending(line: Line): number {
    return (
      this.#of(line).reduce((sum, queue) => sum + queue.pending, 0) + (this.#batches.get(line.id)?.events.length ?? 0)
    );
  }

  retry(line: Line): void {
    this.#flush(line);
    for (const queue of this.#of(line)) queue.retry();
  }

  clear(): void {
    this.#batches.clear();
    for (const queue of this.#queues.values()) queue.clear();
  }

  close(): void {
    for (const queue of this.#queues.values()) queue.close();
  }

  #of(line: Line): readonly HookQueue[] {
    return [...this.#queues].flatMap(([key, queue]) => (key.startsWith(`${line.id}/`) ? [queue] : []));
  }

  #flush(line: Line): void {
    const events = this.#batches.get(line.id)?.events ?? [];
    this.#batches.delete(line.id);
    if (events.length > 0) this.#post(line, events);
  }

  #post(line: Line, events: readonly HookEvent[]): void {
    const waba = wabaOf(this.core, line);
    for (const appId of waba.subscribed.keys()) {
      const app = this.core.graph.apps.get(appId);
      const url = app && this.#urlFor(line, app);
      const wanted = app ? events.filter(({ field }) => wants(app, field)) : [];
      if (app && url !== undefined && wanted.length > 0) this.#postTo(line, app, url, wanted);
    }
  }

  #postTo(line: Line, app: GraphApp, url: string, events: readonly HookEvent[]): void {
    const isTimed = events.some(({ timed }) => timed);
    const entry = {
      id: wabaIdOf(line),
      ...(isTimed ? { time: this.core.clock.seconds() } : {}),
      changes: changesOf(events),
    };
    const payload = { object: 'whatsapp_business_account', entry: [entry] };
    const chats = new Set(events.map(({ chat }) => chat));
    const [first] = events;
    this.#queue(line, app.id).add({
      url,
      ...signHook(app.secret, payload),
      shown: payload,
      chat: chats.size === 1 ? (first?.chat ?? null) : null,
      messageId: first?.messageId ?? null,
      giveUpAt: this.core.clock.now() + GIVEN_UP_MS,
      taken: () => {
        for (const { taken } of events) taken?.();
      },
      retryIn: (failures) =>
        this.core.assumptions.number('meta-hook-retry-ms') * 2 ** Math.min(failures - 1, MOST_DOUBLINGS),
    });
    this.core.changes.emit('lines');
  }

  #queue(line: Line, appId: string): HookQueue {
    const key = `${line.id}/${appId}`;
    const queue = this.#queues.get(key) ?? new HookQueue(this.core, line);
    this.#queues.set(key, queue);
    return queue;
  }

  /** The number's override, else the account's, else the app's own address; undefined: it gets nothing. */
  #urlFor(line: Line, app: GraphApp): string | undefined {
    const { whatsapp, assumptions } = this.core;
    const own = app.subscriptions.get('whatsapp_business_account');
    const waba = wabaOf(this.core, line);
    if (!waba.subscribed.has(app.id)) return undefined;
    if (!own && assumptions.is('whatsapp-override-alone', 'needs-app-subscription')) return undefined;
    return whatsapp.callbacksOf(line.id).get(app.id)?.url ?? waba.subscribed.get(app.id)?.url ?? own?.callbackUrl;
  }
}

export function headOf(line: Line): object {
  return {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: displayNumberOf(line), phone_number_id: line.id },
  };
}

/** An app without a callback of its own has chosen no fields: an override brings it all of them. */
function wants({ subscriptions }: GraphApp, field: string): boolean {
  return subscriptions.get('whatsapp_business_account')?.fields.includes(field) ?? true;
}

function changesOf(events: readonly HookEvent[]): readonly object[] {
  const changes: { field: string; value: Record<string, unknown> }[] = [];
  for (const { field, value } of events) {
    const last = changes.at(-1);
    if (field === 'messages' && last?.field === field && sameKind(last.value, value)) {
      for (const list of LISTS) {
        const both = [...listOf(last.value, list), ...listOf(value, list)];
        if (both.length > 0) last.value[list] = list === 'contacts' ? unique(both) : both;
      }
    } else changes.push({ field, value: { ...value } });
  }
  return changes;
}

function sameKind(one: Readonly<Record<string, unknown>>, other: Readonly<Record<string, unknown>>): boolean {
  return 'messages' in one === 'messages' in other && 'statuses' in one === 'statuses' in other;
}

function listOf(value: Readonly<Record<string, unknown>>, name: string): readonly unknown[] {
  const list = value[name];
  return Array.isArray(list) ? (list as readonly unknown[]) : [];
}

function unique(contacts: readonly unknown[]): readonly unknown[] {
  return [...new Map(contacts.map((each) => [JSON.stringify(each), each])).values()];
}
