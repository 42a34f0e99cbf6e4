import { useId } from 'react';

interface TickFieldProps {
  readonly label: string;
  /** In one line, what it does. */
  readonly help: string;
  readonly checked: boolean;
  readonly disabled?: boolean;
  readonly change: (checked: boolean) => void;
}

/** Something that is done or not, with what it means. */
export function TickField({ label, help, checked, disabled = false, change }: TickFieldProps) {
  const id = useId();
  return (
    <div className="field" data-off={disabled || undefined}>
      <label className="tick-box">
        <input
          type="checkbox"
          checked={checked}
          disabled={disabled}
          aria-describedby={`${id}-help`}
          onChange={(event) => change(event.target.checked)}
        />
        {label}
      </label>
      <div className="field-help" id={`${id}-help`}>
        {help}
      </div>
    </div>
  );
}
