import type { Attempt, Happening, NotKept, Place, Trace } from '../trace';

/** What a step is called, and what is added to it in a smaller voice. */
export interface StepWords {
  readonly title: string;
  readonly detail: string;
}

/** The part of a step that words are made of, in one language. Names of messengers are put in. */
export interface TraceTexts {
  readonly places: Readonly<Record<Exclude<Place, 'messenger'>, string>>;
  readonly heading: (way: { readonly from: string; readonly to: string; readonly kind: Trace['kind'] }) => string;
  /** For those who hear the picture. */
  readonly described: (steps: number, took: string, outcome: Trace['outcome']) => string;
  readonly outcome: (outcome: Trace['outcome']) => string;
  readonly notKept: Readonly<Record<NotKept, string>>;
  readonly notKeptWhy: string;
  readonly tick: (tick: string) => string;
  readonly fileWords: Readonly<Record<'stored' | 'refused' | 'read', string>>;
  readonly waited: (waitsFor: string) => string;
  readonly times: (times: number) => string;
  readonly rule: (rule: string) => string;
  readonly attempt: (attempt: Pick<Attempt, 'result' | 'part'>, to: string) => string;
  readonly kind: (kind: Trace['kind']) => string;
  readonly received: (from: string) => string;
  readonly verified: string;
  readonly spooled: string;
  readonly spooledBecause: Readonly<Record<'ledger' | 'keys', string>>;
  readonly accepted: Readonly<Record<'committed' | 'drained' | 'begun', string>>;
  readonly repeated: string;
  readonly woken: string;
  readonly part: (index: number, to: string) => string;
  readonly evidence: Readonly<Record<'arrived' | 'absent', string>>;
  readonly parked: string;
  readonly command: (command: string, by: string) => string;
  readonly refusedCommand: string;
  readonly receipt: (state: string, from: string) => string;
  readonly theirClock: (time: string) => string;
  readonly reached: (state: string, from: string) => string;
  readonly told: (tick: string) => string;
  readonly notTaken: (tick: string) => string;
  readonly followed: (what: Happening & { readonly kind: 'followed' }, from: string) => string;
  readonly stillUnderWay: string;
  readonly again: (at: string) => string;
}
