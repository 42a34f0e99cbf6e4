import { setTimeout } from 'node:timers/promises';
import { ApplicationFailure, Context, heartbeat, log } from '@temporalio/activity';
import { clearUncertain, markUncertain, putOff, recordLateProof } from '../../ledger/attempt';
import { settleAndClaim, type Claim, type Settlement } from '../../ledger/claim';
import type { ClaimedDelivery } from '../../ledger/claimed';
import { leaveImportLane, stayBusy, takeImportLane } from '../../ledger/import-lane';
import { restImports, takeImportTurn } from '../../ledger/import-turns';
import { findImport } from '../../ledger/imports';
import { LaneLost, type HeldLane } from '../../ledger/lane';
import type { ChatId, ImportId } from '../../model/ids';
import { wordsOf } from '../../model/words';
import { deliveriesDone } from '../../metrics';
import type { TellResult } from '../../workflows/import-contract';
import { withHeartbeat } from '../heartbeat';
import { KommoChat } from '../kommo-chat';
import { Lease } from '../lease';
import { waitAfter } from '../pace';
import type { ImportDependencies } from './dependencies';
import { ImportToKommo } from './import-to-kommo';

/** Then the workflow hears how far it is, and an operator's word is obeyed. */
const SHARE_MS = 20_000;
/** A row that has to wait for longer is waited for by the workflow, which says so. */
const LONGEST_WAIT_MS = 15_000;
/** What was sent is recorded before a turn that is so far away. */
const SOON_MS = 250;
/** Where Kommo names no time. */
const REST_MS = 2_000;
const EXPIRED = { code: 903, text: 'The import stood still for too long' } as const;

/**
 * Tells Kommo what an import has of one chat, in order and at the account's pace, for a while. It begins and ends a row as a lane
 * does: claimed before it is sent, recorded after it, and looked for where nobody knows.
 */
export async function importChat(
  deps: ImportDependencies,
  { importId, chatId }: { readonly importId: ImportId; readonly chatId: ChatId },
): Promise<TellResult> {
  const row = await findImport(deps.db, importId);
  if (row === undefined) return { kind: 'told', rows: 0 };
  const held = await takeImportLane(deps.db, chatId, importId);
  if (held === undefined) return { kind: 'told', rows: 0 };
  if (held === 'busy') return { kind: 'busy', rows: 0 };
  const beat = (): void => {
    heartbeat();
    stayBusy(deps.db, chatId, importId).catch((error: unknown) => {
      log.warn('An import could not say that it works on a chat', { error, chatId });
    });
  };
  try {
    return await withHeartbeat(() => new Telling(deps, held, importId, row.options.perSecond).run(), beat);
  } catch (error) {
    if (!(error instanceof LaneLost)) throw error;
    throw ApplicationFailure.create({ type: 'LaneLost', message: error.message, nextRetryDelay: 1_000 });
  } finally {
    await leaveImportLane(deps.db, chatId, importId);
  }
}

class Telling {
  readonly #lease = new Lease();
  readonly #startedAt = performance.now();
  readonly #carrier: ImportToKommo;
  #rows = 0;

  constructor(
    private readonly deps: ImportDependencies,
    private readonly held: HeldLane,
    private readonly importId: ImportId,
    private readonly perSecond: number,
  ) {
    this.#carrier = new ImportToKommo(deps, held, new KommoChat(deps, held), () => this.#turn());
  }

  async run(): Promise<TellResult> {
    let settlement: Settlement | undefined;
    for (;;) {
      if (this.#isOver()) {
        const claim = await this.#claim(settlement, 'leave');
        return { kind: claim.kind === 'empty' ? 'told' : 'more', rows: this.#rows };
      }
      const turn = await takeImportTurn(this.deps.db, this.held.chat.accountId, this.perSecond);
      if (turn > SOON_MS && settlement !== undefined) {
        await this.#claim(settlement, 'leave');
        settlement = undefined;
      }
      if (!(await this.#sleep(turn))) continue;
      const claim = await this.#claim(settlement, 'claim');
      settlement = undefined;
      switch (claim.kind) {
        case 'empty':
          return { kind: 'told', rows: this.#rows };
        case 'left':
          return { kind: 'more', rows: this.#rows };
        case 'held':
          return { kind: 'waits', rows: this.#rows, why: claim.why };
        case 'wait':
          if (claim.ms > LONGEST_WAIT_MS) return { kind: 'waits', rows: this.#rows, why: claim.why };
          await this.#sleep(claim.ms);
          continue;
        case 'claimed':
          settlement = await this.#carry(claim.delivery);
          if (settlement !== undefined) this.#note(settlement);
      }
    }
  }

  #isOver(): boolean {
    return performance.now() - this.#startedAt > SHARE_MS || Context.current().cancellationSignal.aborted;
  }

  /** @returns false where somebody wants it to stop: then the time is not waited for. */
  async #sleep(ms: number): Promise<boolean> {
    const { cancellationSignal: signal } = Context.current();
    if (ms > 0) await setTimeout(ms, undefined, { signal }).catch(() => undefined);
    return !signal.aborted;
  }

  async #turn(): Promise<void> {
    await this.#sleep(await takeImportTurn(this.deps.db, this.held.chat.accountId, this.perSecond));
  }

  async #claim(settlement: Settlement | undefined, next: 'claim' | 'leave'): Promise<Claim> {
    try {
      return await this.#lease.confirm(() => settleAndClaim(this.deps.db, this.held, settlement, next));
    } catch (error) {
      if (error instanceof LaneLost && settlement?.outcome.kind === 'sent') {
        await recordLateProof(this.deps.db, settlement);
      }
      throw error;
    }
  }

  /** @returns how it ended; undefined: it was put back, or is in doubt */
  async #carry(delivery: ClaimedDelivery): Promise<Settlement | undefined> {
    const { db } = this.deps;
    if (delivery.expired && delivery.state === 'claimed') {
      return { deliveryId: delivery.id, outcome: { kind: 'failed', failure: EXPIRED } };
    }
    const carried = await this.#carrier.carry(delivery, this.#lease);
    switch (carried.kind) {
      case 'settled':
        return { deliveryId: delivery.id, ...carried.settlement };
      case 'put-off': {
        const { reason, retryAfterMs } = carried;
        const blameless = carried.blameless === true;
        const forMs = blameless ? (retryAfterMs ?? 0) : waitAfter(delivery.attempts + 1, retryAfterMs);
        // It is Kommo that wants fewer or answers nobody: the other chats of the import need not learn it each.
        if (!blameless) await restImports(db, this.held.chat.accountId, Math.max(retryAfterMs ?? 0, REST_MS));
        await putOff(db, this.held, delivery.id, reason, { forMs, counts: !blameless });
        return undefined;
      }
      case 'uncertain':
        await markUncertain(db, this.held, delivery.id, wordsOf(carried), carried.recheckMs);
        return undefined;
      case 'absent':
      case 'again':
        await this.#lease.confirm(() => clearUncertain(db, this.held, delivery.id, carried.kind));
        return this.#carry({ ...delivery, state: 'claimed', uncertainForMs: null });
      case 'await-media':
      case 'await-address':
        throw new Error(`A row of an import cannot wait: ${carried.kind}`);
    }
  }

  #note({ deliveryId, outcome }: Settlement): void {
    this.#rows += 1;
    deliveriesDone.inc({ lane: 'import', messenger: this.held.chat.connection.messenger, outcome: outcome.kind });
    if (outcome.kind !== 'sent') {
      log.warn('An imported message was not told', { deliveryId, importId: this.importId, outcome: outcome.kind });
    }
  }
}
