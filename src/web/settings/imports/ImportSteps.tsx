import { useWords } from '../lib/language';
import { Stepper } from '../parts/Stepper';

const STEPS = ['file', 'look', 'end'] as const;
export type ImportStep = (typeof STEPS)[number];

/** Where one is on the way from a file to Kommo. */
export function ImportSteps({ current }: { readonly current: ImportStep | 'over' }) {
  const { t } = useWords();
  const { steps, stepNames } = t.imports;
  return <Stepper label={steps} steps={STEPS} names={stepNames} current={current === 'over' ? null : current} />;
}
