import { markPart, planParts } from '../ledger/attempt';
import type { ClaimedDelivery, Part, Settlement } from '../ledger/claim';
import { LaneLost, type HeldLane } from '../ledger/lane';
import type { DriverContext, Messenger, OutboundPart, SentPart } from '../messengers/contract';
import { DeliveryError } from '../messengers/delivery-error';
import { messengerOf } from '../messengers/registry';
import { splitText } from '../messengers/split-text';
import type { Failure, Tick } from '../model/outcome';
import type { Dependencies } from './dependencies';
import type { Carried, Carrier } from './drain-lane';
import type { Lease } from './lease';
import { openCredentials } from './secrets';

const LEASE_EXPIRED = {
  kind: 'put-off',
  reason: { code: 903, text: 'The worker was interrupted before sending; nothing was sent' },
  blameless: true,
} as const satisfies Carried;

const LOOK_FIRST = {
  kind: 'uncertain',
  text: 'The messenger gave no answer',
  recheckMs: 1_000,
} as const satisfies Carried;

/** Carries messages from Kommo to the customer. */
export class ToMessenger implements Carrier {
  readonly awaitsReceipts: boolean;
  readonly #deps: Dependencies;
  readonly #held: HeldLane;
  readonly #driver: Messenger | undefined;
  readonly #context: DriverContext<unknown>;

  constructor(deps: Dependencies, held: HeldLane) {
    this.#deps = deps;
    this.#held = held;
    this.#driver = messengerOf(held.chat.connection.messenger);
    this.awaitsReceipts = this.#driver !== undefined && this.#driver.capabilities.receipts !== 'none';
    this.#context = {
      http: deps.http,
      clock: deps.clock,
      credentials: openCredentials(deps.vault, held.chat.connection),
    };
  }

  async carry(delivery: ClaimedDelivery, lease: Lease): Promise<Carried> {
    const driver = this.#driver;
    const chat = this.#held.chat.remoteId;
    const { content } = delivery;
    if (driver === undefined) {
      return failed({ code: 902, text: 'This version of Courier does not speak to this messenger.' });
    }
    if (chat === null) {
      return failed({
        code: 904,
        text: `The customer has to write first: ${driver.title} gives no address to start a chat with.`,
      });
    }
    if (content.type === 'unsupported') {
      return failed({
        code: 905,
        text: `A ${content.what} cannot be sent to ${driver.title} yet. Send a text instead.`,
      });
    }
    if (delivery.parts.length > 0) return this.#carryParts(driver, chat, delivery, delivery.parts, lease);
    const texts = splitText(content.text, driver.capabilities.textLimit);
    if (texts.length > 1) {
      const parts = await planParts(this.#deps.db, this.#held, delivery.id, texts);
      return this.#carryParts(driver, chat, delivery, parts, lease);
    }
    return this.#carryWhole(driver, { key: delivery.messageId, chat, content }, delivery, lease);
  }

  async #carryWhole(driver: Messenger, part: OutboundPart, delivery: ClaimedDelivery, lease: Lease): Promise<Carried> {
    if (delivery.state === 'uncertain') return this.#proofOf(driver, part, delivery);
    if (!lease.holds()) return LEASE_EXPIRED;
    let sent: SentPart;
    try {
      sent = await driver.send(this.#context, part);
    } catch (error) {
      const carried = afterFailure(driver, error);
      const inDoubt = carried.kind === 'settled' && carried.settlement.outcome.kind === 'unknown';
      return inDoubt && (driver.lookup !== undefined || this.#mayResend(delivery)) ? LOOK_FIRST : carried;
    }
    return { kind: 'settled', settlement: this.#sent(driver, sent.remoteId) };
  }

  /** What the messenger knows of a send that had no answer. */
  async #proofOf(driver: Messenger, part: OutboundPart, delivery: ClaimedDelivery): Promise<Carried> {
    const found = await driver.lookup?.(this.#context, part);
    if (found === 'absent') return { kind: 'absent' };
    if (found === undefined || found === 'unsure') {
      return this.#mayResend(delivery) ? { kind: 'absent' } : unknown(driver);
    }
    return { kind: 'settled', settlement: this.#sent(driver, found.remoteId) };
  }

  /** The source's owner would rather have a message twice than not at all; once more, and no oftener. */
  #mayResend(delivery: ClaimedDelivery): boolean {
    return this.#held.chat.source.whenUnknown === 'resend' && delivery.resends === 0;
  }

  /**
   * Each part is claimed and recorded for itself, so a crash leaves at most one of them in doubt, and the others
   * still go out.
   */
  async #carryParts(
    driver: Messenger,
    chat: string,
    delivery: ClaimedDelivery,
    parts: readonly Part[],
    lease: Lease,
  ): Promise<Carried> {
    const { db } = this.#deps;
    let inDoubt = false;
    let last: string | undefined;
    for (const part of parts) {
      if (part.state === 'sent' || part.state === 'dropped' || part.state === 'failed') continue;
      if (part.state === 'unknown' || part.state === 'claimed') {
        if (part.state === 'claimed') await markPart(db, this.#held, delivery.id, part.index, 'unknown');
        inDoubt = true;
        continue;
      }
      await lease.confirm(() => markPart(db, this.#held, delivery.id, part.index, 'claimed'));
      if (!lease.holds()) return { ...LEASE_EXPIRED, part: part.index };
      const outbound: OutboundPart = {
        key: `${delivery.messageId}/${part.index}`,
        chat,
        content: { type: 'text', text: part.text },
      };
      try {
        const sent = await driver.send(this.#context, outbound);
        await markPart(db, this.#held, delivery.id, part.index, 'sent', sent.remoteId);
        last = sent.remoteId;
      } catch (error) {
        if (error instanceof LaneLost) throw error;
        const carried = afterFailure(driver, error);
        if (carried.kind === 'put-off') return { ...carried, part: part.index };
        const refused = carried.kind === 'settled' && carried.settlement.outcome.kind === 'failed';
        await markPart(db, this.#held, delivery.id, part.index, refused ? 'failed' : 'unknown');
        if (refused) return carried;
        inDoubt = true;
      }
    }
    return inDoubt ? unknown(driver) : { kind: 'settled', settlement: this.#sent(driver, last) };
  }

  #sent(driver: Messenger, remoteId: string | undefined): Omit<Settlement, 'deliveryId'> {
    return {
      outcome: { kind: 'sent' },
      tick: this.#tickOfSent(driver),
      ...(remoteId === undefined ? {} : { remoteId }),
    };
  }

  #tickOfSent(driver: Messenger): Tick {
    return driver.capabilities.receipts === 'none' ? this.#held.chat.source.tickWhenSilent : 'sent';
  }
}

function failed(failure: Failure): Carried {
  return { kind: 'settled', settlement: { outcome: { kind: 'failed', failure }, tick: 'failed' } };
}

function unknown(driver: Messenger): Carried {
  return {
    kind: 'settled',
    settlement: {
      outcome: {
        kind: 'unknown',
        text: `May have arrived: the connection broke before ${driver.title} answered. Ask the customer before sending it again.`,
      },
      tick: 'failed',
    },
  };
}

function afterFailure(driver: Messenger, error: unknown): Carried {
  // Anything but a DeliveryError is a bug of the driver; whether the request had left, nobody knows.
  if (!(error instanceof DeliveryError)) return unknown(driver);
  switch (error.retry) {
    case 'no':
      return failed({ code: error.code, text: error.text });
    case 'unknown':
      return unknown(driver);
    case 'later':
      return {
        kind: 'put-off',
        reason: { code: error.code, text: error.text },
        ...(error.retryAfterMs === undefined ? {} : { retryAfterMs: error.retryAfterMs }),
        holdSource: error.breadth === 'source',
      };
  }
}
