import type { HistoryMessage } from '../../kommo/types';
import type { TakenByKommo } from '../../ledger/missing';
import type { Outage } from '../../ledger/reconciliations';
import { WEBHOOK_MAY_COME_MS } from '../../model/webhook-may-come';

/** What is older than this when it is found goes out only if an administrator says so. */
const GOES_BY_ITSELF_FOR_MS = 30 * 60_000;
/** Kommo's clock and ours differ by less. */
export const CLOCKS_DIFFER_MS = 5_000;

/** What both sides have of one chat. */
export interface BothSides {
  /** Kommo's history as far as it was read, in any order. */
  readonly history: readonly HistoryMessage[];
  /** From when on the history has everything, milliseconds since 1970. */
  readonly completeFrom: number;
  /** amojo's ids of what we have accepted before, of those in the history. */
  readonly accepted: ReadonlySet<string>;
  /** What Kommo has taken, by our ledger. */
  readonly taken: readonly TakenByKommo[];
}

/** What is compared, and when. Milliseconds since 1970. */
export interface Span {
  readonly from: number;
  readonly now: number;
  readonly outages: readonly Outage[];
}

export interface Difference {
  /** Managers' messages that no webhook brought, in the order in which they were written. */
  readonly missing: readonly { readonly message: HistoryMessage; readonly late: 'going' | 'asks' }[];
  /** More of them, whose webhook may still come. */
  readonly awaited: number;
  /** Deliveries whose message Kommo does not show: to be sent again, and those that were. */
  readonly sendAgain: readonly string[];
  readonly stays: readonly string[];
  /** Deliveries that were missing twice, and are there by now. */
  readonly shown: readonly string[];
}

/** Compares a chat as Kommo shows it with what the ledger says of it. */
export function compareChat(sides: BothSides, span: Span): Difference {
  const candidates = sides.history.filter((message) => isManagers(message, sides) && message.at >= span.from);
  const awaited = candidates.filter((message) => mayStillCome(message, span));
  return {
    missing: candidates
      .filter((message) => !awaited.includes(message))
      .sort((one, other) => one.at - other.at)
      .map((message) => ({ message, late: span.now - message.at > GOES_BY_ITSELF_FOR_MS ? 'asks' : 'going' })),
    awaited: awaited.length,
    ...unshown(sides, span),
  };
}

/**
 * A person or bot of Kommo wrote it, and we do not know it. What has an id of an integration's own was put there by us: what a
 * customer said, what was said at the messenger, a note, in whose name ever (kommo-chat-api.md §9.1, §10.2).
 */
function isManagers({ outgoing, msgid, id }: HistoryMessage, { accepted }: BothSides): boolean {
  return outgoing && msgid === undefined && !accepted.has(id);
}

function mayStillCome({ at }: HistoryMessage, { now, outages }: Span): boolean {
  const wasAway = outages.some(({ began, ended }) => at >= began - CLOCKS_DIFFER_MS && at <= ended + CLOCKS_DIFFER_MS);
  return !wasAway && now - at < WEBHOOK_MAY_COME_MS;
}

/** A history that shows nothing at all is none: the chat may be another by now (kommo-chat-api.md §10.2, 204). */
function unshown(
  { history, taken, completeFrom }: BothSides,
  { from }: Span,
): Pick<Difference, 'sendAgain' | 'stays' | 'shown'> {
  const within = history.length === 0 ? [] : taken.filter(({ at }) => at >= Math.max(from, completeFrom));
  const msgids = new Set(history.map(({ msgid }) => msgid));
  const kommoIds = new Set<string>(history.map(({ id }) => id));
  const isShown = ({ msgid, kommoId }: TakenByKommo): boolean =>
    msgids.has(msgid) || (kommoId !== null && kommoIds.has(kommoId));
  const absent = within.filter((each) => !isShown(each));
  const idsOf = (which: readonly TakenByKommo[]): string[] => which.map(({ deliveryId }) => deliveryId);
  return {
    sendAgain: idsOf(absent.filter(({ gap }) => gap === null)),
    stays: idsOf(absent.filter(({ gap }) => gap === 'going')),
    shown: idsOf(within.filter((each) => each.gap === 'stays' && isShown(each))),
  };
}
