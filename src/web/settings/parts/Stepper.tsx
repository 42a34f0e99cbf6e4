import { Icon } from '../../parts/Icon';

interface StepperProps<Step extends string> {
  readonly label: string;
  readonly steps: readonly Step[];
  readonly names: Readonly<Record<Step, string>>;
  /** null: all of them are behind. */
  readonly current: Step | null;
}

/** Where one is. On a narrow page the words of the other steps give way. */
export function Stepper<Step extends string>({ label, steps, names, current }: StepperProps<Step>) {
  const at = current === null ? steps.length : steps.indexOf(current);
  return (
    <ol className="stepper" aria-label={label}>
      {steps.map((step, index) => (
        <li
          key={step}
          className="stepper-step"
          data-state={index < at ? 'done' : index === at ? 'current' : 'ahead'}
          aria-current={index === at ? 'step' : undefined}
        >
          <span className="stepper-sign">{index < at ? <Icon name="check" size={14} /> : index + 1}</span>
          <span className="stepper-word">{names[step]}</span>
        </li>
      ))}
    </ol>
  );
}
