import { log } from '@temporalio/activity';
import { markPart } from '../ledger/attempt';
import type { ClaimedDelivery, ClaimedMessage } from '../ledger/claimed';
import { LaneLost, type HeldLane } from '../ledger/lane';
import { noteAnswered } from '../ledger/marks';
import { writeNote } from '../ledger/notes';
import { findProof } from '../ledger/proofs';
import type { Messenger, OutboundPart, SentPart } from '../messengers/contract';
import { partKey } from '../model/part-key';
import { leftInWords, type SendsLeft } from './allowance';
import type { Dependencies } from './dependencies';
import type { Carried, Carrier } from './drain-lane';
import { chatFacts, isByBot, type ChatFacts } from './guard/facts';
import { refusalOf } from './guard/reasons';
import type { Lease } from './lease';
import { LEASE_EXPIRED } from './lease-expired';
import { carryAlbum } from './messenger-album';
import { MessengerChat } from './messenger-chat';
import { partOf, prepareMessage, type Ready } from './messenger-message';
import { failed, ignored, isSent, LOOK_FIRST, unknown } from './messenger-outcomes';
import { carryReaction } from './messenger-reaction';
import { nameTemplate } from './templates/name-template';
import { AWAITS_ADDRESS, carryUnaddressed } from './unaddressed';

/** Carries messages and reactions from Kommo to the customer. */
export class ToMessenger implements Carrier {
  readonly awaitsReceipts: boolean;
  readonly #deps: Dependencies;
  readonly #chat: MessengerChat;
  marksDue: boolean;

  constructor(deps: Dependencies, held: HeldLane) {
    this.#deps = deps;
    this.#chat = new MessengerChat(deps, held);
    this.marksDue = held.chat.marksDue;
    this.awaitsReceipts = this.#chat.awaitsReceipts;
  }

  get #held(): HeldLane {
    return this.#chat.held;
  }

  async carry(delivery: ClaimedDelivery, lease: Lease): Promise<Carried> {
    const { gone } = this.#held.chat;
    const driver = await this.#chat.driverNow();
    if (driver === undefined) return failed(refusalOf('', { kind: 'no-driver' }));
    if (gone !== null && delivery.state === 'claimed') return failed(refusalOf(driver.title, { kind: gone }));
    const to = this.#chat.address;
    if (to === null) {
      const named = delivery.kind === 'message' ? await this.#named(driver, delivery) : delivery;
      return carryUnaddressed(this.#deps, this.#held, driver, named);
    }
    if (this.#held.chat.awaitsBinding && delivery.state === 'claimed') return AWAITS_ADDRESS;
    switch (delivery.kind) {
      case 'message':
      case 'note':
      case 'echo':
        return this.#carryMessage(driver, to, await this.#named(driver, delivery), lease);
      case 'reaction':
        return carryReaction(this.#chat, driver, to, delivery, lease);
      case 'edit':
      case 'removal':
        return ignored('Kommo tells of no changes, so there is nothing to change');
    }
  }

  #named(driver: Messenger, delivery: ClaimedMessage): Promise<ClaimedMessage> {
    return nameTemplate(this.#deps.db, driver, this.#held.chat.chatId, delivery);
  }

  async #carryMessage(driver: Messenger, to: string, delivery: ClaimedMessage, lease: Lease): Promise<Carried> {
    const { credentials } = this.#chat.context;
    const facts = await chatFacts(this.#deps, this.#held, { driver, credentials }, delivery);
    const ready = await prepareMessage(this.#chat, driver, delivery, facts);
    if ('kind' in ready) return ready;
    const carried = await this.#carryReady(driver, to, ready, { lease, facts });
    if (!isSent(carried)) return carried;
    if (facts.left !== undefined) await this.#tellLeft(driver, delivery, facts.left, ready.pieces.length);
    await this.#noteAnswered(driver, delivery);
    return carried;
  }

  async #carryReady(
    driver: Messenger,
    to: string,
    ready: Ready,
    { lease, facts }: { readonly lease: Lease; readonly facts: ChatFacts },
  ): Promise<Carried> {
    const { delivery } = ready;
    if (delivery.state === 'claimed' && delivery.album !== null && delivery.parts.length === 0) {
      const carried = await carryAlbum(this.#chat, driver, to, ready, { lease, facts });
      if (carried !== undefined) return carried;
    }
    return ready.pieces.length > 1
      ? this.#carryParts(driver, to, ready, lease)
      : this.#carryWhole(driver, partOf(this.#chat, ready, 0, { key: delivery.messageId, to }), ready, lease);
  }

  /** Kommo shows no such number, so a silent note does. */
  async #tellLeft(driver: Messenger, { id }: ClaimedMessage, left: SendsLeft, count: number): Promise<void> {
    const { db, clock } = this.#deps;
    const words = leftInWords(driver.title, left, count, clock.now());
    if (words === undefined) return;
    const { chatId } = this.#held.chat;
    const note = { chat: { id: chatId }, dedupeKey: `${id}/left`, ...words, at: clock.now() };
    // What was sent is sent: it must not be in doubt for want of a note.
    await writeNote(db, note).catch((error: unknown) => {
      log.warn('A note was not written', { chatId, error });
    });
  }

  /** A person who answers has read what they answer; a bot has read nothing. */
  async #noteAnswered(driver: Messenger, delivery: ClaimedMessage): Promise<void> {
    if (driver.markRead === undefined || delivery.kind !== 'message' || isByBot(delivery, this.#held.chat)) return;
    const { chatId } = this.#held.chat;
    try {
      if (await noteAnswered(this.#deps.db, chatId, delivery.writtenAt)) this.marksDue = true;
    } catch (error) {
      // As above: it is the message that counts.
      log.warn('That the manager has read was not written down', { chatId, error });
    }
  }

  async #carryWhole(
    driver: Messenger,
    part: OutboundPart,
    { delivery, special }: Ready,
    lease: Lease,
  ): Promise<Carried> {
    if (delivery.state === 'uncertain') return this.#proofOf(driver, part, delivery);
    const chat = this.#chat;
    const turn = await chat.turns.await(driver, lease);
    if (turn !== undefined) return turn;
    if (!lease.holds()) return LEASE_EXPIRED;
    let sent: SentPart;
    const asked = chat.asking(driver, delivery.content);
    try {
      sent = await chat.heard(special === undefined ? driver.send(chat.context, part) : special(part));
    } catch (error) {
      const carried = await chat.afterFailure(driver, error, asked);
      const inDoubt = carried.kind === 'settled' && carried.settlement.outcome.kind === 'unknown';
      return inDoubt && (driver.lookup !== undefined || this.#mayResend(delivery)) ? LOOK_FIRST : carried;
    }
    return { kind: 'settled', settlement: chat.sent(driver, sent.remoteId) };
  }

  /** What the messenger knows of a send that had no answer. */
  async #proofOf(driver: Messenger, part: OutboundPart, delivery: ClaimedDelivery): Promise<Carried> {
    const chat = this.#chat;
    const told = await findProof(this.#deps.db, this.#held.chat.source.id, part.key);
    if (told !== undefined) return { kind: 'settled', settlement: chat.sent(driver, told) };
    if (driver.capabilities.idempotent) return { kind: 'again' };
    const found = await driver.lookup?.(chat.context, part);
    if (found === 'absent') return { kind: 'absent' };
    if (found === undefined || found === 'unsure') {
      return this.#mayResend(delivery) ? { kind: 'again' } : unknown(driver);
    }
    return { kind: 'settled', settlement: chat.sent(driver, found.remoteId) };
  }

  /** The source's owner would rather have a message twice than not at all; once more, and no oftener. */
  #mayResend(delivery: ClaimedDelivery): boolean {
    return this.#held.chat.source.whenUnknown === 'resend' && delivery.resends === 0;
  }

  /**
   * Each part is claimed and recorded for itself, so a crash leaves at most one of them in doubt, and the others
   * still go out.
   */
  async #carryParts(driver: Messenger, to: string, ready: Ready, lease: Lease): Promise<Carried> {
    const { db } = this.#deps;
    const { delivery } = ready;
    const chat = this.#chat;
    let inDoubt = false;
    let last: string | undefined;
    for (const [index] of ready.pieces.entries()) {
      const state = delivery.parts[index]?.state ?? 'pending';
      if (state === 'sent' || state === 'dropped' || state === 'failed') continue;
      if ((state === 'unknown' || state === 'claimed') && !driver.capabilities.idempotent) {
        if (state === 'claimed') await markPart(db, this.#held, delivery.id, index, 'unknown');
        inDoubt = true;
        continue;
      }
      const turn = await chat.turns.await(driver, lease);
      if (turn !== undefined) return { ...turn, part: index };
      await lease.confirm(() => markPart(db, this.#held, delivery.id, index, 'claimed'));
      if (!lease.holds()) return { ...LEASE_EXPIRED, part: index };
      const asked = chat.asking(driver, delivery.content);
      try {
        const key = partKey({ messageId: delivery.messageId, index });
        const sent = await chat.heard(driver.send(chat.context, partOf(chat, ready, index, { key, to })));
        await markPart(db, this.#held, delivery.id, index, 'sent', sent.remoteId);
        last = sent.remoteId;
      } catch (error) {
        if (error instanceof LaneLost) throw error;
        const carried = await chat.afterFailure(driver, error, asked);
        if (carried.kind === 'put-off') return { ...carried, part: index };
        const refused = carried.settlement.outcome.kind === 'failed';
        await markPart(db, this.#held, delivery.id, index, refused ? 'failed' : 'unknown');
        if (refused) return carried;
        inDoubt = true;
      }
    }
    return inDoubt ? unknown(driver) : { kind: 'settled', settlement: chat.sent(driver, last) };
  }
}
