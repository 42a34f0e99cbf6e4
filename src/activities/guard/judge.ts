import type { Away } from '../../model/away';
import type { MessageContent } from '../../model/content';
import { forbids, type Restriction } from '../../model/restriction';
import type { SendsLeft } from '../allowance';
import { planMessage, type Plan, type Surrounding } from '../plan-message';
import type { Passes, Reason } from './reasons';

/**
 * The reply window of a chat, by the messenger's own rule. `never`: the customer has not written since we began the chat ·
 * `unknown`: they may have, before we were told of anything; the messenger knows. Times in milliseconds.
 */
export type ReplyWindow =
  | { readonly kind: 'none' | 'open' | 'never' | 'unknown' }
  | { readonly kind: 'shut'; readonly agoMs: number; readonly windowMs: number };

/** What is known of a chat and its messenger before a message leaves. */
export interface Facts extends Surrounding {
  /** Why the chat has no way out any more. */
  readonly gone: 'switched-off' | 'removed' | null;
  readonly away: Away | null;
  /** What the messenger forbids the source now. */
  readonly restriction?: Restriction | undefined;
  readonly window: ReplyWindow;
  /** Where the messenger counts what is sent until the customer answers. */
  readonly left?: SendsLeft | undefined;
  /** The message was begun before: what was, is finished, and not judged anew. */
  readonly begun?: boolean;
}

export type Verdict = Exclude<Plan, { kind: 'refused' }> | { readonly kind: 'refused'; readonly reason: Reason };

/**
 * Decides whether a message may leave, and in which pieces (promise P11): whether the chat is there, the customer listens, the
 * window is open, the messenger has such a thing, and takes as many. What only the messenger knows, it is asked by sending.
 */
export function judge(content: MessageContent, facts: Facts): Verdict {
  const outside = facts.begun === true ? undefined : fromOutside(content, facts);
  if (outside !== undefined) return { kind: 'refused', reason: outside };
  const plan = planMessage(content, facts);
  if (plan.kind === 'refused' || plan.kind === 'waiting' || facts.begun === true) return plan;
  const short = passesWindow(content, facts) ? undefined : tooMany(plan, facts.left);
  return short === undefined ? plan : { kind: 'refused', reason: short };
}

/** What goes out also after the window. */
export function passesWindow({ template }: MessageContent, { hasTemplates }: Pick<Facts, 'hasTemplates'>): boolean {
  return hasTemplates && template?.externalId !== undefined;
}

/** As messengers forbid them: what passes a shut window is theirs who write of their own accord, also while it is open. */
export function sortOf(content: MessageContent, facts: Pick<Facts, 'hasTemplates'>): 'starting' | 'answering' {
  return passesWindow(content, facts) ? 'starting' : 'answering';
}

/** Why nothing of the kind may leave now, whatever it says. */
function fromOutside(content: MessageContent, facts: Facts): Reason | undefined {
  const { gone, away, restriction, window, left } = facts;
  if (gone !== null) return { kind: gone };
  if (restriction !== undefined && forbids(restriction, sortOf(content, facts))) {
    return { kind: 'restricted', ...restriction };
  }
  if (away !== null) return { kind: 'away', how: away };
  if (passesWindow(content, facts) || left?.byAct === true) return undefined;
  const hasWay = facts.capabilities.outbound.template === 'full' && !forbids(restriction, 'starting');
  const passes: Passes = hasWay ? { kind: 'templates', names: [] } : { kind: 'nothing' };
  switch (window.kind) {
    case 'none':
    case 'open':
    case 'unknown':
      return undefined;
    case 'never':
      return { kind: 'never-wrote', passes };
    case 'shut':
      return { kind: 'window', agoMs: window.agoMs, windowMs: window.windowMs, passes };
  }
}

/** Half of it would arrive, or nothing: it is not begun. */
function tooMany(
  plan: Exclude<Plan, { kind: 'refused' | 'waiting' }>,
  left: SendsLeft | undefined,
): Reason | undefined {
  const sends = plan.kind === 'pieces' ? plan.pieces.length : 1;
  if (left === undefined || sends <= left.left) return undefined;
  return left.left === 0 ? { kind: 'quota-used', most: left.most } : { kind: 'quota-short', sends, left: left.left };
}
