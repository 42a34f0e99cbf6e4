import type { ReactNode } from 'react';
import type { Progress } from '../../../model/steps';
import { Icon } from '../../parts/Icon';
import { Spinner } from '../../parts/Spinner';
import { useWords } from '../lib/language';

export interface StepWords {
  readonly title: string;
  /** What happens in it. */
  readonly text: string;
}

interface StepListProps<Step extends string> {
  readonly label: string;
  readonly steps: readonly Progress<Step>[];
  readonly words: Readonly<Record<Step, StepWords>>;
  /** In the row of a failed step: what mends it. */
  readonly fix?: (step: Step) => ReactNode;
}

export function StepList<Step extends string>({ label, steps, words, fix }: StepListProps<Step>) {
  const { t } = useWords();
  const done = steps.filter(({ state }) => state === 'done' || state === 'skipped').length;
  const current = steps.find(({ state }) => state === 'running' || state === 'failed');
  return (
    <>
      <ol className="steps" aria-label={label}>
        {steps.map(({ step, state, text }) => (
          <li key={step} className="step" data-state={state}>
            <span className="step-sign">
              <StepSign state={state} />
            </span>
            <div className="step-words">
              <p className="step-title">
                {words[step].title}
                <span className="hidden">: {t.stepStates[state]}</span>
              </p>
              {state === 'done' ? null : <p className="step-text">{text ?? words[step].text}</p>}
            </div>
            {state === 'failed' && fix !== undefined ? <div className="step-fix">{fix(step)}</div> : null}
          </li>
        ))}
      </ol>
      <p className="hidden" role="status">
        {current === undefined
          ? t.stepsDone(done, steps.length)
          : `${words[current.step].title}: ${t.stepStates[current.state]}`}
      </p>
    </>
  );
}

function StepSign({ state }: { readonly state: Progress<string>['state'] }) {
  switch (state) {
    case 'waiting':
      return null;
    case 'running':
      return <Spinner />;
    case 'done':
      return <Icon name="check" size={14} />;
    case 'skipped':
      return <Icon name="next" size={14} />;
    case 'failed':
      return <Icon name="close" size={14} />;
  }
}
