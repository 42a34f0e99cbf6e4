import { useId } from 'react';
import { Icon } from './Icon';

interface Props<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly (readonly [value: Value, text: string])[];
  /** The label is read but not shown. */
  readonly bare?: boolean;
  readonly choose: (value: Value) => void;
}

/** The browser's own select, dressed: it is the one that works everywhere. */
export function Select<Value extends string>({ label, value, options, bare = false, choose }: Props<Value>) {
  const id = useId();
  return (
    <span className="select">
      <label htmlFor={id} className={bare ? 'hidden' : 'select-label'}>
        {label}
      </label>
      <span className="select-box">
        <select
          id={id}
          value={value}
          onChange={(event) => {
            const chosen = options.find(([option]) => option === event.target.value);
            if (chosen) choose(chosen[0]);
          }}
        >
          {options.map(([option, text]) => (
            <option key={option} value={option}>
              {text}
            </option>
          ))}
        </select>
        <Icon name="chevron" size={14} />
      </span>
    </span>
  );
}
