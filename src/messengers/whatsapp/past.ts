import { isRecord } from '../../http/json';
import type { InboundEvent, PastRecord } from '../contract';
import { refusalOf } from '../graph/refusal';
import { ignored, unparsed } from '../not-carried';
import { contentOf } from './content';
import { personOf, type Person } from './people';
import { say } from './phrases';
import { isScopedId } from './recipient';
import * as shapes from './shapes';
import type { Change } from './receiving';

/**
 * Reads a change of the field `history`: a part of what the phone app has kept (whatsapp.md §2, Coexistence history). How
 * conversations are cut into parts, and in which order these come, does not matter: each message says where it belongs.
 */
export function pastOf(change: Change): readonly InboundEvent[] {
  const { value, source, key } = change;
  const reading = new Reading(change);
  const notices: InboundEvent[] = [];
  for (const raw of listIn(value.history)) {
    const chunk = shapes.HistoryChunk.safeParse(raw);
    if (!chunk.success) {
      reading.leaveOut(chunk.error.issues);
      continue;
    }
    for (const each of chunk.data.threads) reading.thread(each);
    chunk.data.errors.forEach((error) => notices.push(refusedOf(change, error, notices.length)));
  }
  // Files of the last two weeks come apart from the conversations, each as a message of its own.
  for (const raw of listIn(value.messages)) reading.apart(raw);
  const { records, leftOut } = reading;
  const events: readonly InboundEvent[] = [
    ...(records.length === 0 ? [] : [{ kind: 'history', key, source, records } as const]),
    ...notices,
    ...(leftOut === undefined ? [] : [unparsed(`${key}/left-out`, 'history', leftOut)]),
  ];
  return events.length > 0 ? events : [ignored(key, 'a part of the history with nothing in it')];
}

/** The business has not said that it shares what the phone has. */
const NOT_SHARED = 2_593_109;

function refusedOf({ source, at, key }: Change, error: unknown, index: number): InboundEvent {
  const { code, details, message } = refusalOf(error, 0);
  const words =
    code === NOT_SHARED
      ? say('whatsapp.history-not-shared')
      : say('whatsapp.history-refused', { detail: details ?? message ?? say('whatsapp.no-reason') });
  return { kind: 'source-notice', key: `${key}/error/${String(index)}`, source, at, weight: 'information', ...words };
}

/** What was done to another message, or by WhatsApp itself: no message of its own. */
const NO_MESSAGES: ReadonlySet<string> = new Set(['reaction', 'edit', 'revoke', 'system']);

class Reading {
  readonly records: PastRecord[] = [];
  /** Why the first one that was left out could not be read; undefined: none was. */
  leftOut: Issues | undefined;
  readonly #change: Change;
  /** Digits of the business's own number, where the webhook tells it. */
  readonly #own: string | undefined;

  constructor(change: Change) {
    this.#change = change;
    this.#own = digitsOf(shapes.DisplayNumber.safeParse(change.value.metadata).data?.display_phone_number);
  }

  /** A conversation with one customer, or a part of it. */
  thread(raw: unknown): void {
    const thread = shapes.Thread.safeParse(raw);
    if (!thread.success) {
      this.leaveOut(thread.error.issues);
      return;
    }
    const { id, messages } = thread.data;
    // What the customer is known by now may stand beside a single message only.
    const told = messages.flatMap((each) => shapes.PastMessage.safeParse(each).data ?? []);
    const userId = told.map((each) => (this.#isOurs(each) ? each.to_user_id : each.from_user_id)).find(isTold);
    const person = this.#personOf(id, userId);
    if (person === undefined) {
      this.leaveOut([]);
      return;
    }
    const before = this.records.length;
    for (const each of messages) this.#message(each, person);
    if (this.records.length > before) this.records.splice(before, 0, chatOf(person));
  }

  /** A message that says by itself whose conversation it belongs to. */
  apart(raw: unknown): void {
    const parsed = shapes.PastMessage.safeParse(raw);
    if (!parsed.success) {
      this.leaveOut(parsed.error.issues);
      return;
    }
    const { from, from_user_id, to, to_user_id } = parsed.data;
    const person = this.#isOurs(parsed.data) ? this.#personOf(to, to_user_id) : this.#personOf(from, from_user_id);
    if (person === undefined) {
      this.leaveOut([]);
      return;
    }
    this.#message(raw, person);
  }

  leaveOut(issues: Issues): void {
    this.leftOut ??= issues;
  }

  #message(raw: unknown, person: Person): void {
    const parsed = shapes.PastMessage.safeParse(raw);
    if (!parsed.success || !isRecord(raw)) {
      this.leaveOut(parsed.error?.issues ?? []);
      return;
    }
    const { id: remoteId, timestamp: at, type, group_id, history_context } = parsed.data;
    const isOurs = this.#isOurs(parsed.data);
    if (NO_MESSAGES.has(type) || group_id !== undefined) return;
    // It never left the phone.
    if (isOurs && history_context?.status?.toUpperCase() === 'ERROR') return;
    const { chat, author: customer } = person;
    const { source } = this.#change;
    this.records.push({
      kind: 'message',
      chat,
      remoteId,
      at,
      ...(isOurs
        ? { by: 'business', author: { id: source, name: '' } }
        : { by: 'customer', author: { id: customer.remoteId, name: customer.name } }),
      content: contentOf(type, raw),
    });
  }

  #isOurs({ from, to, history_context: about }: shapes.PastMessage): boolean {
    if (about?.from_me !== undefined) return about.from_me;
    // Only what the business sent says whom it went to.
    return this.#own === undefined ? to !== undefined : digitsOf(from) === this.#own;
  }

  #personOf(address: string | undefined, userId: string | undefined): Person | undefined {
    const isUserId = address !== undefined && isScopedId(address);
    return personOf(
      { userId: userId ?? (isUserId ? address : undefined), phone: isUserId ? undefined : digitsOf(address) },
      this.#change.value.contacts,
    );
  }
}

type Issues = Parameters<typeof unparsed>[2] & object;

function chatOf({ chat, author }: Person): PastRecord {
  return { kind: 'chat', chat, title: author.isUnnamed === true ? '' : author.name };
}

function digitsOf(phone: string | undefined): string | undefined {
  return phone?.replace(/\D/g, '');
}

function isTold(id: string | undefined): id is string {
  return id !== undefined;
}

function listIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
