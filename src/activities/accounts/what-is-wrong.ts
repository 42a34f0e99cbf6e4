import { readStanding, type GrantKey } from '../../ledger/grants';
import { sourcesOf, type KeptSource, type SourceFault } from '../../ledger/kept-sources';
import { gapTrouble } from '../../ledger/reconciliation-views';
import { messengerOf } from '../../messengers/registry';
import type { SourceId } from '../../model/ids';
import type { MessengerKind } from '../../model/messenger-kind';
import { tokenWarning } from '../../model/token-end';
import type { Words } from '../../model/words';
import type { AccountDependencies } from './dependencies';

/** What an administrator has to know without looking. `since`: milliseconds since 1970. */
export type Alert =
  | {
      readonly kind: 'source-broken';
      readonly source: {
        readonly id: SourceId;
        readonly name: string;
        readonly messenger: MessengerKind;
        readonly messengerTitle: string;
      };
      readonly fault: SourceFault;
      /** What is wrong, in words for people. */
      readonly why: Words;
      readonly since: number;
    }
  /** Kommo takes the tokens no more. */
  | { readonly kind: 'authorise'; readonly since: number }
  /** A long-lived token ends soon, and nothing renews it. Each warning is told of: `since`: when the last one fell due. */
  | { readonly kind: 'token-ends'; readonly at: number; readonly since: number }
  /** Messages are missing on one side: for `asks` of them a decision is waited for, `overdue` are on their way for long. */
  | { readonly kind: 'messages-missing'; readonly asks: number; readonly overdue: number; readonly since: number };

/** A messenger that gives no answer for so long is told of; the rest cannot mend itself, and is told of at once. */
const UNREACHABLE_FOR_MS = 15 * 60_000;
/** What goes out late by itself has done so by then. */
const MISSING_FOR_MS = 15 * 60_000;

export async function whatIsWrong(deps: AccountDependencies, key: GrantKey): Promise<readonly Alert[]> {
  const now = deps.clock.now();
  const broken = (await sourcesOf(deps.db, key)).flatMap((source) => brokenSource(source, now));
  const missing = await gapTrouble(deps.db, key, MISSING_FOR_MS);
  const sources: Alert[] = [
    ...broken,
    ...(missing === undefined ? [] : [{ kind: 'messages-missing', ...missing } as const]),
  ];
  const standing = await readStanding(deps.db, key);
  if (standing?.refusedSince != null) return [...sources, { kind: 'authorise', since: standing.refusedSince }];
  const warning = standing?.kind === 'long-lived' ? tokenWarning(standing.expiresAt, now) : undefined;
  if (standing === undefined || warning === undefined) return sources;
  return [...sources, { kind: 'token-ends', at: standing.expiresAt, since: warning.since }];
}

function brokenSource({ id, ours, messenger, isRemoved, ...health }: KeptSource, now: number): Alert[] {
  const { fault, faultText: text, faultSaid: said, faultSince } = health;
  if (fault === null || isRemoved) return [];
  const since = faultSince ?? now;
  if (fault === 'unreachable' && now - since < UNREACHABLE_FOR_MS) return [];
  const messengerTitle = messengerOf(messenger)?.title ?? messenger;
  const source = { id, name: ours.name, messenger, messengerTitle };
  const why = { text: text ?? '', ...(said === null ? {} : { said }) };
  return [{ kind: 'source-broken', source, fault, why, since }];
}
