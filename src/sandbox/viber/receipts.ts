import type { Core } from '../core';
import type { OnHandset } from '../lines/emulator';
import type { LineMessage } from '../lines/records';
import type { Callbacks } from './callbacks';

/** Tells the line what became of its messages, as the reading of receipts has it (viber.md §2, §4). */
export class Receipts {
  constructor(
    private readonly core: Core,
    private readonly callbacks: Callbacks,
  ) {}

  /** The message is on its way to the customer. */
  async begin(on: OnHandset, message: LineMessage, willFail: string | undefined): Promise<void> {
    if (!(await this.core.pause(this.core.assumptions.number('viber-receipt-delay-ms')))) return;
    const { facts } = on.handset;
    const description = willFail ?? (typeof facts.failNext === 'string' ? facts.failNext : undefined);
    if (description !== undefined) {
      if (willFail === undefined) Reflect.deleteProperty(facts, 'failNext');
      this.fail(on, message, description);
    } else if (facts.presence !== 'offline') this.#arrive(on, message);
  }

  /** The customer's phone is back: what waited for it is there. */
  comeOnline(on: OnHandset): void {
    const waiting = on.handset.messages.filter(({ status }) => status === 'accepted');
    for (const message of waiting) this.#arrive(on, message);
  }

  /** The customer looks at the messages. */
  see(on: OnHandset, messages: readonly LineMessage[]): void {
    const fresh = messages.filter(({ status }) => status === 'accepted' || status === 'delivered');
    const onlyNewest = this.core.assumptions.is('viber-seen-covers', 'newest-only');
    for (const message of fresh) {
      if (message.status === 'accepted') this.#arrive(on, message);
      message.status = 'read';
      if (onlyNewest && message !== fresh.at(-1)) continue;
      this.#tell(on, message, 'seen');
      if (this.core.assumptions.is('viber-receipts', 'reversed')) this.#tell(on, message, 'delivered');
    }
    this.core.changes.emit('lines');
  }

  /** The customer's app does not accept it. */
  fail(on: OnHandset, message: LineMessage, description: string): void {
    message.status = 'failed';
    const fields = { user_id: on.handset.id, desc: description };
    this.callbacks.send(on.line, { event: 'failed', chat: on.handset.id, token: BigInt(message.id), fields });
    this.core.changes.emit('lines');
  }

  #arrive(on: OnHandset, message: LineMessage): void {
    const { assumptions, changes } = this.core;
    message.status = 'delivered';
    const isLater = assumptions.is('viber-receipts', 'reversed') || assumptions.is('viber-receipts', 'no-delivered');
    if (!isLater) this.#tell(on, message, 'delivered');
    if (assumptions.is('viber-seen', 'at-once')) this.see(on, [message]);
    changes.emit('lines');
  }

  #tell({ line, handset }: OnHandset, message: LineMessage, event: 'delivered' | 'seen'): void {
    const { assumptions } = this.core;
    if (assumptions.is('viber-receipts', 'dropped')) return;
    const copies = assumptions.is('viber-receipts', 'duplicated') ? 2 : 1;
    const fields = { user_id: handset.id };
    this.callbacks.send(line, { event, chat: handset.id, token: BigInt(message.id), fields, copies });
  }
}
