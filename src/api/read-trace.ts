import type { Database } from '../ledger/database';
import { traceFacts } from '../ledger/trace-facts';
import { findNamed, type Candidate, type Named } from '../ledger/trace-target';
import type { AccountId } from '../model/ids';
import type { Language } from '../model/words';
import { traceFrom } from '../trace/tell';
import type { Trace, TraceStep } from '../trace/trace';
import { tellIn, type StepWords } from '../trace/words';

/** @returns several where the name fits more than one; undefined where it fits none. */
export async function readTrace(
  db: Database,
  named: Named,
  only: AccountId | null,
): Promise<Trace | readonly Candidate[] | undefined> {
  const found = await findNamed(db, named, only);
  switch (found.kind) {
    case 'nothing':
      return undefined;
    case 'several':
      return found.candidates;
    case 'found': {
      const facts = await traceFacts(db, found.deliveryId, only);
      return facts && traceFrom(facts);
    }
  }
}

/** A trace as programs are given it: what a step is, and beside it the words for people. */
export interface SaidTrace extends Trace {
  readonly steps: readonly (TraceStep & { readonly text: StepWords })[];
}

export function withWords(trace: Trace, language: Language): SaidTrace {
  const telling = tellIn(language, trace);
  return { ...trace, steps: trace.steps.map((step) => ({ ...step, text: telling.step(step) })) };
}
