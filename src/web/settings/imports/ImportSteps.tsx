import { useWords } from '../lib/language';
import { Icon } from '../parts/Icon';

const STEPS = ['file', 'look', 'end'] as const;
export type ImportStep = (typeof STEPS)[number];

/** Where one is on the way from a file to Kommo. */
export function ImportSteps({ current }: { readonly current: ImportStep | 'over' }) {
  const { t } = useWords();
  const at = current === 'over' ? STEPS.length : STEPS.indexOf(current);
  return (
    <ol className="stepper" aria-label={t.imports.steps}>
      {STEPS.map((step, index) => (
        <li
          key={step}
          className="stepper-step"
          data-state={index < at ? 'done' : index === at ? 'current' : 'ahead'}
          aria-current={index === at ? 'step' : undefined}
        >
          <span className="stepper-sign">{index < at ? <Icon name="check" size={14} /> : index + 1}</span>
          <span className="stepper-word">{t.imports.stepNames[step]}</span>
        </li>
      ))}
    </ol>
  );
}
