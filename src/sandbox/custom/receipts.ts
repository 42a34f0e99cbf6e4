import type { Core } from '../core';
import type { OnHandset } from '../lines/emulator';
import type { LineMessage } from '../lines/records';
import { capabilitiesOf } from './capabilities';
import type { Teller } from './teller';

export interface Why {
  readonly code: string;
  readonly message: string;
}

/** Tells Courier what became of its messages (webhook.md §4, §6). */
export class Receipts {
  constructor(
    private readonly core: Core,
    private readonly teller: Teller,
  ) {}

  /** The message is on its way to the customer. */
  async begin(on: OnHandset, message: LineMessage): Promise<void> {
    if (!(await this.core.pause(this.core.assumptions.number('custom-receipt-delay-ms')))) return;
    const { facts } = on.handset;
    if (typeof facts.failNext === 'string') {
      const why = JSON.parse(facts.failNext) as Why;
      Reflect.deleteProperty(facts, 'failNext');
      this.fail(on, message, why);
    } else if (facts.offline !== true) this.#arrive(on, message);
  }

  /** The customer has the page open again: what waited is there. */
  comeOnline(on: OnHandset): void {
    const waiting = on.handset.messages.filter(({ from, status }) => from === 'line' && status === 'sent');
    for (const message of waiting) this.#arrive(on, message);
  }

  /** The customer looks at what there is up to this message. */
  see(on: OnHandset, last: LineMessage): void {
    const { handset, line } = on;
    const upTo = handset.messages.slice(0, handset.messages.indexOf(last) + 1);
    const fresh = upTo.filter(({ status }) => status === 'sent' || status === 'delivered');
    for (const message of fresh) {
      if (message.status === 'sent') this.#arrive(on, message);
      message.status = 'read';
    }
    const newest = fresh.at(-1);
    if (newest !== undefined && capabilitiesOf(line).statuses?.includes('read') === true)
      this.#tellRead(on, fresh, newest);
    this.core.changes.emit('lines');
  }

  fail({ line, handset }: OnHandset, message: LineMessage, error: Why): void {
    message.status = 'failed';
    const data = { ...about(message.id, handset.id), status: 'failed', at: this.#now(), error };
    this.teller.tell(line, { type: 'message.status', conversation: handset.id, messageId: message.id, data });
    this.core.changes.emit('lines');
  }

  #arrive(on: OnHandset, message: LineMessage): void {
    message.status = 'delivered';
    if (!this.core.assumptions.is('custom-receipts', 'reversed')) this.#tell(on, message, 'delivered');
    this.core.changes.emit('lines');
  }

  #tellRead(on: OnHandset, fresh: readonly LineMessage[], newest: LineMessage): void {
    const { assumptions } = this.core;
    if (assumptions.is('custom-read', 'message.status')) {
      for (const message of fresh) this.#tell(on, message, 'read');
    } else {
      const { line, handset } = on;
      const data = { conversation: { id: handset.id }, up_to_message_id: newest.id, at: this.#now() };
      const told = { type: 'conversation.read', conversation: handset.id, messageId: newest.id, data };
      for (let copy = 0; copy < this.#copies; copy += 1) this.teller.tell(line, told);
    }
    if (assumptions.is('custom-receipts', 'reversed'))
      for (const message of fresh) this.#tell(on, message, 'delivered');
  }

  #tell({ line, handset }: OnHandset, message: LineMessage, status: 'delivered' | 'read'): void {
    if (capabilitiesOf(line).statuses?.includes(status) !== true) return;
    const data = { ...about(message.id, handset.id), status, at: this.#now() };
    const told = { type: 'message.status', conversation: handset.id, messageId: message.id, data };
    for (let copy = 0; copy < this.#copies; copy += 1) this.teller.tell(line, told);
  }

  get #copies(): number {
    return this.core.assumptions.is('custom-receipts', 'doubled') ? 2 : 1;
  }

  #now(): string {
    return new Date(this.core.clock.now()).toISOString();
  }
}

function about(message: string, conversation: string): object {
  return { message: { id: message }, conversation: { id: conversation } };
}
