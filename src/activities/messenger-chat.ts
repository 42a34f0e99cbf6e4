import { moveChat } from '../ledger/chats';
import type { Settlement } from '../ledger/claim';
import type { HeldLane } from '../ledger/lane';
import { believed, noteRefused } from '../ledger/restrictions';
import { openCredentials } from '../ledger/sealed-credentials';
import type { DriverContext, Messenger, SentPart } from '../messengers/contract';
import { DeliveryError } from '../messengers/delivery-error';
import { messengerOf } from '../messengers/registry';
import type { MessageContent } from '../model/content';
import type { Forbidden } from '../model/restriction';
import type { Words } from '../model/words';
import type { Dependencies } from './dependencies';
import { followAnswer } from './follow-answer';
import { sortOf } from './guard/judge';
import type { Reason } from './guard/reasons';
import { failed, unknown, type PutOff, type Settled } from './messenger-outcomes';
import { tooLate } from './passing-templates';
import { Turns } from './turn';

/** What the messenger is asked to carry, as it may forbid it, and when it was, milliseconds since 1970. */
export interface Asked {
  readonly sort: ReturnType<typeof sortOf>;
  readonly at: number;
}

/** A chat at its messenger, with what sending into it tells of it. */
export class MessengerChat {
  readonly deps: Dependencies;
  readonly context: DriverContext<unknown>;
  readonly turns: Turns;
  readonly #driver: Messenger | undefined;
  #held: HeldLane;
  #address: string | null;

  constructor(deps: Dependencies, held: HeldLane) {
    this.deps = deps;
    this.#held = held;
    this.#address = held.chat.remoteId;
    this.#driver = messengerOf(held.chat.connection.messenger);
    this.context = {
      http: deps.http,
      clock: deps.clock,
      credentials: openCredentials(deps.vault, held.chat.connection),
      ...(held.chat.reference === null ? {} : { chatReference: held.chat.reference }),
    };
    this.turns = new Turns(deps.db, held, this.context.credentials);
  }

  /** What the messenger forbids its source may be learned while we send. */
  get held(): HeldLane {
    return this.#held;
  }

  /** The reply address; the messenger may tell a new one while we send. `null`: none is known yet. */
  get address(): string | null {
    return this.#address;
  }

  get awaitsReceipts(): boolean {
    return this.#driver !== undefined && this.#driver.capabilities.receipts !== 'none';
  }

  /** The driver with what this one source has of its capabilities. */
  async driverNow(): Promise<Messenger | undefined> {
    const driver = this.#driver;
    if (driver?.capabilitiesNow === undefined) return driver;
    return { ...driver, capabilities: await driver.capabilitiesNow(this.context) };
  }

  asking(driver: Messenger, content: MessageContent): Asked {
    return { sort: sortOf(content, { hasTemplates: driver.templates !== undefined }), at: this.deps.clock.now() };
  }

  /** A messenger may answer with another address than the one that was written to. */
  async heard(sending: Promise<SentPart>): Promise<SentPart> {
    const sent = await sending;
    const before = this.#address;
    if (sent.chat !== undefined && before !== null && sent.chat !== before) {
      const { chat, customer } = sent;
      const told = { chat, ...(customer === undefined ? {} : { customer }) };
      this.#address = await followAnswer(this.deps, this.#held, before, told);
    }
    return sent;
  }

  sent(driver: Messenger, remoteId: string | undefined): Omit<Settlement, 'deliveryId'> {
    return {
      outcome: { kind: 'sent' },
      tick: driver.capabilities.receipts === 'none' ? this.#held.chat.source.tickWhenSilent : 'sent',
      ...(remoteId === undefined ? {} : { remoteId }),
    };
  }

  /** What becomes of a send that failed, and what it tells of the chat and its source. */
  async afterFailure(driver: Messenger, error: unknown, asked: Asked): Promise<Settled | PutOff> {
    // Anything but a DeliveryError is a bug of the driver; whether the request had left, nobody knows.
    if (!(error instanceof DeliveryError)) return unknown(driver);
    switch (error.retry) {
      case 'no': {
        const { code, words, windowClosed: isTooLate, forbids } = error;
        if (forbids !== undefined) await this.#noteForbidden(forbids === 'everything' ? forbids : asked.sort, asked.at);
        return failed({ code, ...(isTooLate ? await this.#tooLate(driver, words) : words) });
      }
      case 'unknown':
        if (!driver.capabilities.idempotent) return unknown(driver);
        return { kind: 'put-off', reason: { code: error.code, ...error.words }, inDoubt: true };
      case 'later': {
        const moved = error.movedTo !== undefined && (await this.#move(error.movedTo));
        return {
          kind: 'put-off',
          reason: { code: error.code, ...error.words },
          ...(error.retryAfterMs === undefined ? {} : { retryAfterMs: error.retryAfterMs }),
          ...(moved ? { blameless: true } : {}),
          holdSource: error.breadth === 'source',
        };
      }
    }
  }

  /** With the names of templates that would pass, where any would. */
  async withTemplates(driver: Messenger, reason: Reason): Promise<Reason> {
    if (!('passes' in reason) || reason.passes.kind === 'nothing') return reason;
    return { ...reason, passes: { kind: 'templates', names: await this.#templates(driver) } };
  }

  /** The next message is refused before it is sent, also within this run. */
  async #noteForbidden(what: Forbidden, at: number): Promise<void> {
    const { chat } = this.#held;
    const sourceId = chat.source.id;
    const { db, log } = this.deps;
    log.warn({ sourceId, what }, 'The messenger restricts the source');
    try {
      const restriction = await noteRefused(db, { sourceId, what, at });
      this.#held = { ...this.#held, chat: { ...chat, source: { ...chat.source, restriction } } };
    } catch (err) {
      // What was refused has to be recorded; the next one asks the messenger again.
      log.warn({ sourceId, err }, 'A restriction was not written down');
    }
  }

  async #tooLate(driver: Messenger, words: Words): Promise<Words> {
    const restriction = believed(this.#held.chat.source.restriction, this.deps.clock.now());
    return tooLate(driver, words, { names: await this.#templates(driver), restriction });
  }

  /** Names of templates that would pass now. */
  #templates(driver: Messenger): Promise<readonly string[]> {
    return this.deps.templates.names(driver, this.context, this.#held.chat.source.id);
  }

  /** Only the messenger itself can tell a new address (promise P5). */
  async #move(to: string): Promise<boolean> {
    const moved = await moveChat(this.deps.db, { id: this.#held.chat.chatId }, to);
    if (moved) this.#address = to;
    return moved;
  }
}
