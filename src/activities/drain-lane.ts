import { setTimeout } from 'node:timers/promises';
import { ApplicationFailure, Context, log } from '@temporalio/activity';
import { clearUncertain, holdSource, markUncertain, putOff, recordLateProof, type Reason } from '../ledger/attempt';
import { retryAfterReset } from '../ledger/commands';
import { SOON_MS } from '../ledger/send-turns';
import { dissolveAlbum } from '../ledger/album';
import { settleAndClaim, type Claim, type Settlement } from '../ledger/claim';
import type { ClaimedDelivery } from '../ledger/claimed';
import { LaneLost, takeLane, type HeldLane } from '../ledger/lane';
import { markParked, markWaiting, type WaitsFor } from '../ledger/trace-marks';
import { writeNote } from '../ledger/notes';
import { matchReceipts } from '../ledger/ticks';
import { reachWatermark } from '../ledger/watermarks';
import type { DeliveryId } from '../model/ids';
import type { Lane } from '../model/lane';
import type { LaneInput, LaneResult } from '../workflows/contract';
import { together, wordsOf, type Words } from '../model/words';
import { sayOfDelivery as say } from '../words/delivery';
import { sayOfWaiting } from '../words/waiting';
import { deliveriesDone } from '../metrics';
import type { Dependencies } from './dependencies';
import { withHeartbeat } from './heartbeat';
import { Lease } from './lease';
import { QUICK_ATTEMPTS, waitAfter } from './pace';
import { plannedWait } from './try-again';

/** What came of carrying one claimed delivery. */
export type Carried =
  | {
      readonly kind: 'settled';
      readonly settlement: Omit<Settlement, 'deliveryId'>;
      /** Of what was sent together with it. */
      readonly also?: readonly Settlement[];
    }
  /** Its file is still being fetched; nothing was sent. */
  | { readonly kind: 'await-media' }
  /** Nobody knows yet where its chat is at the messenger; whoever finds it wakes the conversation. */
  | { readonly kind: 'await-address' }
  /** Another attempt may help. Certainly not sent, unless it says otherwise. */
  | {
      readonly kind: 'put-off';
      readonly reason: Reason;
      readonly retryAfterMs?: number;
      /** The trouble concerns the whole source: hold it, so that its other chats do not each learn it alone. */
      readonly holdSource?: boolean;
      /** Not the message's fault: does not bring it nearer to parking. */
      readonly blameless?: boolean;
      /** It was only looked at: what comes late and was written before it may go first. */
      readonly untouched?: boolean;
      /** It waits for its turn to be sent, and for nothing else. */
      readonly forTurn?: boolean;
      /** What it waits for, where that is no answer of the far side; for the trace. */
      readonly waitsFor?: WaitsFor;
      readonly part?: number;
      /** What was claimed together with it, and is put off with it. */
      readonly also?: readonly DeliveryId[];
      /** It is no piece of an album any more. */
      readonly alone?: boolean;
      /** It may have been sent; sending it again does no harm. */
      readonly inDoubt?: boolean;
    }
  /** Perhaps sent; evidence will be looked for. */
  | ({
      readonly kind: 'uncertain';
      readonly recheckMs: number;
      readonly also?: readonly DeliveryId[];
    } & Words)
  /** Evidence was found that nothing arrived. */
  | { readonly kind: 'absent' }
  /** None was found, and it is sent again all the same: that does no harm, or is wished. */
  | { readonly kind: 'again' };

/** Carries deliveries of one lane; knows the far side. */
export interface Carrier {
  /** The far side tells later what became of a send. */
  readonly awaitsReceipts: boolean;
  carry(delivery: ClaimedDelivery, lease: Lease): Promise<Carried>;
  /** Whether the customer's contact in the CRM has to be looked at. */
  readonly contactDue?: boolean;
  /** Whether the customer is to be shown something of the manager beside messages. */
  readonly marksDue?: boolean;
}

const AWAITS_MEDIA = { code: 903, ...sayOfWaiting('waits.file') } as const satisfies Reason;
const AWAITS_ADDRESS = { code: 903, ...sayOfWaiting('waits.address') } as const satisfies Reason;
const MOST_ROWS = 20;
const MOST_MS = 10_000;
/** Left with each heartbeat; see `wasReset`. */
const TRIED = 'tried';
/** A hold or wait longer than this shows as parked instead of as a quick retry. */
const LONGEST_QUICK_WAIT_MS = 30_000;
/** A source without an instruction how long to wait is tried again after this. */
const HOLD_MS = 60_000;
const RECORD_TRIES = 20;
const RECORD_AGAIN_MS = 1_000;

/**
 * Takes a lane, then claims, carries and records rows in order until the lane is empty, a row has to wait, or the
 * activity has done its share (design §3, Two lanes). A burst costs one activity, not one for each message.
 */
export async function drainLane(
  deps: Dependencies,
  lane: Lane,
  input: LaneInput,
  carrierFor: (held: HeldLane) => Carrier,
): Promise<LaneResult> {
  const context = Context.current();
  const reset = wasReset(context);
  const beat = (): void => {
    context.heartbeat(TRIED);
  };
  const drain = async (): Promise<LaneResult> => {
    const held = await takeLane(deps.db, input.chatId, lane);
    if (reset) await retryAfterReset(deps.db, input.chatId, lane);
    if (held === undefined) return { kind: 'idle', windowClosesAt: null, receiptsDue: false };
    return new Drain(deps, { ...held, lane }, input, carrierFor(held), reset || mayOwe(context, lane)).run();
  };
  try {
    return await withHeartbeat(drain, beat);
  } catch (error) {
    beat();
    if (!(error instanceof LaneLost)) throw error;
    log.warn('The lane was taken by another worker', { chatId: input.chatId, lane });
    throw plannedWait(error.message, 1_000, 'LaneLost');
  }
}

class Drain {
  readonly #lease = new Lease();
  readonly #startedAt = performance.now();
  #rows = 0;
  #receiptsDue = false;
  #awaitsMedia = false;
  #awaitsAddress = false;
  #awaitsTurn = false;

  constructor(
    private readonly deps: Dependencies,
    private readonly held: HeldLane & { readonly lane: Lane },
    private readonly input: LaneInput,
    private readonly carrier: Carrier,
    private readonly owes: boolean,
  ) {}

  /**
   * A failed attempt tells the workflow nothing, and its retries may go on for an hour. So where states of messages are
   * due, the lane is given back for them first; the activity after this one finds the time to wait in the ledger. Messages
   * that only wait for their turns are one burst, whose states may come together: the next attempt owes them (`mayOwe`).
   */
  async run(): Promise<LaneResult> {
    try {
      return await this.#drain();
    } catch (error) {
      if (this.#receiptsDue && error instanceof ApplicationFailure && !(this.#awaitsTurn && isYoung())) {
        return this.#result('more');
      }
      throw error;
    }
  }

  async #drain(): Promise<LaneResult> {
    let settlement: Settlement | undefined;
    for (;;) {
      const share = this.#rows >= MOST_ROWS || performance.now() - this.#startedAt > MOST_MS || isStopping();
      const claim = await this.#claim(settlement, share ? 'leave' : 'claim');
      if (claim.kind === 'empty') return this.#result('idle');
      if (claim.kind === 'left') return this.#result('more');
      if (claim.kind === 'wait' && this.#awaitsTurn && claim.ms <= SOON_MS) {
        settlement = undefined;
        await setTimeout(Math.max(claim.ms, 1));
        continue;
      }
      if (claim.kind !== 'claimed') return this.#wait(claim);
      settlement = await this.#carry(claim.delivery);
      // What was written here and not in Kommo is known there from now on, and its states can be told.
      if (claim.delivery.kind === 'echo' && settlement?.kommoId !== undefined) this.#receiptsDue = true;
      if (this.#awaitsMedia) return this.#result('await-media');
      if (this.#awaitsAddress) return { ...this.#result('idle'), awaits: 'address' };
      if (!this.#awaitsTurn) this.#rows += 1;
      if (settlement !== undefined) this.#note(settlement);
    }
  }

  async #claim(settlement: Settlement | undefined, next: 'claim' | 'leave'): Promise<Claim> {
    try {
      const claim = await this.#record(settlement, next);
      if (settlement?.remoteId !== undefined && this.carrier.awaitsReceipts) {
        const early = await matchReceipts(this.deps.db, this.held.chat.source.id, [settlement.remoteId]);
        const reached = await reachWatermark(this.deps.db, this.held.chat.chatId);
        if (early.length > 0 || reached) this.#receiptsDue = true;
      }
      return claim;
    } catch (error) {
      // The send had an answer, but its record comes too late: the successor would call it unknown.
      if (error instanceof LaneLost && settlement?.outcome.kind === 'sent') {
        await recordLateProof(this.deps.db, settlement);
      }
      throw error;
    }
  }

  /** What was sent is sent: a database that is away for a moment must not turn it into something unknown. */
  async #record(settlement: Settlement | undefined, next: 'claim' | 'leave'): Promise<Claim> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.#lease.confirm(() => settleAndClaim(this.deps.db, this.held, settlement, next));
      } catch (error) {
        if (error instanceof LaneLost || settlement === undefined || tries >= RECORD_TRIES) throw error;
        log.warn('A delivery could not be recorded yet', { error, deliveryId: settlement.deliveryId, tries });
        // Not the engine's sleep, which ends when the activity is cancelled: what was sent has to be recorded even so.
        await setTimeout(RECORD_AGAIN_MS);
      }
    }
  }

  /** @returns how the delivery ended, or undefined when it was put back. @throws to be tried later. */
  async #carry(delivery: ClaimedDelivery): Promise<Settlement | undefined> {
    this.#awaitsTurn = false;
    if (delivery.expired && delivery.state === 'claimed') {
      return { deliveryId: delivery.id, ...expired(this.held.lane, delivery) };
    }
    const carried = await this.carrier.carry(delivery, this.#lease);
    switch (carried.kind) {
      case 'settled':
        for (const each of carried.also ?? []) {
          await this.#claim(each, 'leave');
          this.#note(each);
        }
        return { deliveryId: delivery.id, ...carried.settlement };
      case 'await-media':
        this.#awaitsMedia = true;
        return this.#putOff(delivery, {
          kind: 'put-off',
          reason: AWAITS_MEDIA,
          blameless: true,
          untouched: true,
          waitsFor: 'file',
        });
      case 'await-address':
        this.#awaitsAddress = true;
        return this.#putOff(delivery, {
          kind: 'put-off',
          reason: AWAITS_ADDRESS,
          blameless: true,
          untouched: true,
          waitsFor: 'address',
        });
      case 'put-off':
        return this.#putOff(delivery, carried);
      case 'uncertain':
        for (const id of [delivery.id, ...(carried.also ?? [])]) {
          await markUncertain(this.deps.db, this.held, id, wordsOf(carried), carried.recheckMs);
        }
        throw plannedWait(carried.text, carried.recheckMs, 'Uncertain');
      case 'absent':
      case 'again': {
        await this.#lease.confirm(() => clearUncertain(this.deps.db, this.held, delivery.id, carried.kind));
        const inDoubt = delivery.inDoubt || carried.kind === 'again';
        return this.#carry({ ...delivery, state: 'claimed', uncertainForMs: null, inDoubt });
      }
    }
  }

  async #putOff(delivery: ClaimedDelivery, carried: Extract<Carried, { kind: 'put-off' }>): Promise<undefined> {
    const { reason, retryAfterMs } = carried;
    this.#awaitsTurn = carried.forTurn === true;
    const counts = carried.holdSource !== true && carried.blameless !== true;
    const forMs = carried.blameless === true ? (retryAfterMs ?? 0) : waitAfter(delivery.attempts + 1, retryAfterMs);
    if (carried.holdSource === true) {
      await holdSource(this.deps.db, this.held.chat.source.id, retryAfterMs ?? HOLD_MS, wordsOf(reason));
    }
    const also = carried.also ?? [];
    const attempts = await putOff(this.deps.db, this.held, delivery.id, reason, {
      forMs,
      counts,
      also,
      untouched: carried.untouched === true,
      inDoubt: carried.inDoubt === true || delivery.state === 'uncertain',
      ...(carried.part === undefined ? {} : { part: carried.part }),
      ...(carried.waitsFor === undefined ? {} : { waitsFor: carried.waitsFor }),
    });
    if (carried.alone === true) await dissolveAlbum(this.deps.db, [delivery.id, ...also]);
    // A burst waits for many turns, which is no news.
    if (carried.forTurn !== true) {
      log.info('Delivery put off', { deliveryId: delivery.id, attempts, code: reason.code, forMs });
    }
  }

  async #wait(claim: Extract<Claim, { kind: 'wait' | 'held' }>): Promise<LaneResult> {
    if (claim.kind === 'wait' && this.#awaitsTurn) throw plannedWait(claim.why, Math.max(claim.ms, 50), 'Turn');
    const patient =
      claim.kind === 'held'
        ? claim.ms <= LONGEST_QUICK_WAIT_MS
        : claim.attempts < QUICK_ATTEMPTS && claim.ms <= LONGEST_QUICK_WAIT_MS;
    if (claim.kind === 'held') await markWaiting(this.deps.db, claim.deliveryId, `${claim.by}-hold`);
    if (!patient && claim.kind === 'held') await this.#tellManager(claim);
    if (!patient && !this.input.parked) {
      await markParked(this.deps.db, claim.deliveryId);
      return this.#result('park', claim.why);
    }
    throw plannedWait(claim.why, Math.max(claim.ms, 50), claim.kind === 'held' ? 'Held' : 'TryLater');
  }

  /** Kommo shows a message that waits as sent; the manager has to know that it goes nowhere for now. */
  async #tellManager({ by, deliveryId, why }: Extract<Claim, { kind: 'held' }>): Promise<void> {
    if (by !== 'source') return;
    await writeNote(this.deps.db, {
      chat: { id: this.held.chat.chatId },
      dedupeKey: `${deliveryId}/waits`,
      ...together([say('note.waits'), say('verbatim', { text: asSentence(why) })]),
      at: this.deps.clock.now(),
    });
  }

  #note(settlement: Settlement): void {
    const { outcome } = settlement;
    if (settlement.tick !== undefined && settlement.tick !== 'sent') this.#receiptsDue = true;
    deliveriesDone.inc({ lane: this.held.lane, messenger: this.held.chat.connection.messenger, outcome: outcome.kind });
    if (outcome.kind === 'failed') {
      log.warn('Delivery failed', { deliveryId: settlement.deliveryId, code: outcome.failure.code });
    } else if (outcome.kind === 'unknown') {
      log.warn('Delivery may have arrived, no proof', { deliveryId: settlement.deliveryId });
    }
  }

  #result(kind: LaneResult['kind'], why?: string): LaneResult {
    return {
      kind,
      windowClosesAt: this.held.chat.windowClosesAt,
      // Only after what the customer said last is in Kommo.
      ...(kind === 'idle' && this.held.lane === 'to-kommo' && this.held.chat.closesTalk ? { closesTalk: true } : {}),
      receiptsDue: this.#receiptsDue || this.owes,
      ...(this.carrier.contactDue === true ? { contactDue: true } : {}),
      ...(this.carrier.marksDue === true ? { marksDue: true } : {}),
      ...(why === undefined ? {} : { why }),
    };
  }
}

function expired(lane: Lane, delivery: ClaimedDelivery): Omit<Settlement, 'deliveryId'> {
  const isInDoubt = lane === 'to-messenger' && delivery.inDoubt;
  const because = delivery.lastText === null ? [] : [say('verbatim', { text: asSentence(delivery.lastText) })];
  const words = together([say(isInDoubt ? 'in-doubt.expired' : 'not-sent.expired'), ...because]);
  return {
    outcome: isInDoubt ? { kind: 'unknown', ...words } : { kind: 'failed', failure: { code: 903, ...words } },
    ...(lane === 'to-messenger' && delivery.kind === 'message' ? { tick: 'failed' as const } : {}),
  };
}

/**
 * Whether somebody has reset the activity in Temporal: the attempts count from one again, but what an earlier one has
 * left with its heartbeat is still there. An activity that is new, also after continue-as-new, has nothing.
 */
function wasReset({ info }: Context): boolean {
  return info.attempt === 1 && info.heartbeatDetails === TRIED;
}

/** An attempt before this one may have died between sending and saying that there is a state to report. */
function mayOwe({ info }: Context, lane: Lane): boolean {
  return info.attempt > 1 && lane === 'to-messenger';
}

/** By the engine's clock, over all attempts. */
function isYoung(): boolean {
  const { scheduledTimestampMs, currentAttemptScheduledTimestampMs } = Context.current().info;
  return currentAttemptScheduledTimestampMs - scheduledTimestampMs < MOST_MS;
}

/** The worker is shutting down: finish the row in hand and leave the rest to another. */
function isStopping(): boolean {
  return Context.current().cancellationSignal.aborted;
}

function asSentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
