import type { ReactNode } from 'react';
import { Button } from '../../parts/Button';
import { useFocusOnChange } from '../lib/focus';
import { useWords } from '../lib/language';
import { Stepper } from '../parts/Stepper';
import { WIZARD_STEPS, type WizardStep } from './steps';

interface WizardFrameProps {
  readonly step: WizardStep;
  readonly title: string;
  readonly text: string;
  readonly leave: () => void;
  readonly children: ReactNode;
}

export function WizardFrame({ step, title, text, leave, children }: WizardFrameProps) {
  const { t } = useWords();
  const heading = useFocusOnChange<HTMLHeadingElement>(step);
  return (
    <div className="wizard">
      <div className="wizard-top">
        <p className="wizard-name">{t.wizard.title}</p>
        <Button look="quiet" icon="close" onClick={leave}>
          {t.wizard.leave}
        </Button>
      </div>
      <Stepper label={t.wizard.steps} steps={WIZARD_STEPS} names={t.wizard.names} current={step} />
      <section className="card wizard-card">
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        <p className="wizard-text">{text}</p>
        {children}
      </section>
    </div>
  );
}
