import type { Delivery } from '../../../api/admin/contract';
import type { Tone } from '../../parts/Pill';
import type { Texts } from '../texts';

/** After so many failed attempts a direction is parked (docs/operating.md, “What is stuck”). */
const PARKED_AFTER = 5;

export interface DeliveryState {
  readonly tone: Tone;
  readonly text: string;
}

/** How a delivery is, in a word. */
export function stateOf(delivery: Delivery, t: Texts): DeliveryState {
  const { deliveries: words } = t;
  if (delivery.outcome !== null) {
    const text = delivery.tick === null ? words.outcomes[delivery.outcome] : words.ticks[delivery.tick];
    switch (delivery.outcome) {
      case 'sent':
        return { tone: delivery.tick === 'failed' ? 'bad' : 'good', text };
      case 'failed':
        return { tone: 'bad', text: words.outcomes.failed };
      case 'unknown':
        return { tone: 'warn', text: words.outcomes.unknown };
      case 'ignored':
        return { tone: 'calm', text: words.outcomes.ignored };
    }
  }
  if (delivery.state === 'uncertain') return { tone: 'warn', text: words.states.uncertain };
  if (delivery.gap === 'asks') return { tone: 'warn', text: words.asks };
  if (delivery.heldBecause !== null) return { tone: 'warn', text: words.held };
  if (delivery.attempts >= PARKED_AFTER) return { tone: 'bad', text: words.parked };
  return delivery.state === 'claimed'
    ? { tone: 'busy', text: words.states.claimed }
    : { tone: 'calm', text: words.states.pending };
}

/** Why it is so, in the api's words; null: there is nothing to say. */
export function reasonOf({ outcome, outcomeText, heldBecause, lastText }: Delivery): string | null {
  return outcome === null ? (heldBecause ?? lastText) : outcomeText;
}
