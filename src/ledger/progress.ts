import type { Progress } from '../model/steps';

/** How far a step came, as the ledger keeps it: `{step: {state, text, at}}`. */
export type KeptSteps = Readonly<Record<string, Partial<Omit<Progress<string>, 'step'>> | undefined>>;

/** As programs read it: the time is ISO 8601. */
export type ShownProgress<Step extends string> = Omit<Progress<Step>, 'at'> & { readonly at: string | null };

/** All steps in their order; what is not written down has not begun. */
export function progressOf<Step extends string>(order: readonly Step[], kept: KeptSteps): ShownProgress<Step>[] {
  return order.map((step) => {
    const { state = 'waiting', text = null, at = null } = kept[step] ?? {};
    return { step, state, text, at: at === null ? null : new Date(at).toISOString() };
  });
}
