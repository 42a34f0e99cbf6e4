import { type ReactNode, useId } from 'react';
import type { GuideStep } from '../../../api/settings/contract';
import { Marked } from '../parts/Marked';
import { OutLink } from '../parts/OutLink';

interface GuideProps {
  readonly steps: readonly GuideStep[];
  /** What is entered in a step. */
  readonly fields?: (step: GuideStep) => ReactNode;
}

/** How an administrator gets there, one step after the other. */
export function Guide({ steps, fields }: GuideProps) {
  const id = useId();
  return (
    <ol className="guide">
      {steps.map((step, index) => (
        <li key={step.title} className="guide-step">
          <p className="guide-title" id={`${id}-${index}`}>
            {step.title}
          </p>
          <p className="guide-text">
            <Marked text={step.text} />
          </p>
          {step.link === null ? null : (
            <OutLink look="text" href={step.link.href}>
              {step.link.text}
            </OutLink>
          )}
          {fields === undefined || step.fields.length === 0 ? null : (
            <div className="guide-fields" role="group" aria-labelledby={`${id}-${index}`}>
              {fields(step)}
            </div>
          )}
        </li>
      ))}
    </ol>
  );
}
