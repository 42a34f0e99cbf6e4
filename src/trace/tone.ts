import type { Happening, Trace } from './trace';

/** How a step bears on the message: as it should be, in the way of it, the end of it, or neither. */
export type Tone = 'plain' | 'good' | 'warn' | 'bad';

export function toneOf(step: Happening): Tone {
  switch (step.kind) {
    case 'received':
    case 'verified':
    case 'woken':
    case 'part':
    case 'command':
      return 'plain';
    case 'accepted':
      return step.how === 'drained' ? 'warn' : 'plain';
    case 'spooled':
    case 'repeated':
    case 'waited':
    case 'parked':
      return 'warn';
    case 'file':
      return step.state === 'refused' ? 'bad' : 'plain';
    case 'attempt':
      return { sent: 'good', refused: 'bad', later: 'warn', unknown: 'warn' }[step.result] as Tone;
    case 'evidence':
      return step.found === 'arrived' ? 'good' : 'warn';
    case 'ended':
      return toneOfOutcome(step.outcome);
    case 'receipt':
    case 'reached':
      return step.state === 'failed' ? 'bad' : 'good';
    case 'told':
      return !step.taken ? 'warn' : step.tick === 'failed' ? 'bad' : 'good';
    case 'followed':
      return step.outcome === 'failed' ? 'bad' : 'plain';
  }
}

export function toneOfOutcome(outcome: Trace['outcome']): Tone {
  switch (outcome) {
    case 'sent':
      return 'good';
    case 'failed':
      return 'bad';
    case 'unknown':
      return 'warn';
    case 'ignored':
    case null:
      return 'plain';
  }
}
