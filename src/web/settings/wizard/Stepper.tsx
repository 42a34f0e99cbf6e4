import { useWords } from '../lib/language';
import { Icon } from '../parts/Icon';

export const WIZARD_STEPS = ['messenger', 'credentials', 'place', 'checks', 'test'] as const;
export type WizardStep = (typeof WIZARD_STEPS)[number];

/** Where one is. On a narrow page the words of the other steps give way. */
export function Stepper({ current }: { readonly current: WizardStep }) {
  const { t } = useWords();
  const at = WIZARD_STEPS.indexOf(current);
  return (
    <ol className="stepper" aria-label={t.wizard.steps}>
      {WIZARD_STEPS.map((step, index) => (
        <li
          key={step}
          className="stepper-step"
          data-state={index < at ? 'done' : index === at ? 'current' : 'ahead'}
          aria-current={index === at ? 'step' : undefined}
        >
          <span className="stepper-sign">{index < at ? <Icon name="check" size={14} /> : index + 1}</span>
          <span className="stepper-word">{t.wizard.names[step]}</span>
        </li>
      ))}
    </ol>
  );
}
