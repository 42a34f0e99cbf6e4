import { useId } from 'react';
import { useLanguage } from '../lib/language';

interface Props {
  readonly label: string;
  readonly value: string;
  readonly change: (value: string) => void;
  readonly required?: boolean;
  readonly type?: 'text' | 'tel' | 'number';
  /** More than one line. */
  readonly rows?: number;
}

export function Field({ label, value, change, required = false, type = 'text', rows }: Props) {
  const { t } = useLanguage();
  const id = useId();
  const shared = { id, value, required, autoComplete: 'off' };
  return (
    <div className="field">
      <label htmlFor={id}>
        {label}
        {required ? null : <small> {t.phone.optional}</small>}
      </label>
      {rows === undefined ? (
        <input
          {...shared}
          type={type}
          {...(type === 'number' ? { step: 'any' } : {})}
          onChange={(event) => change(event.target.value)}
        />
      ) : (
        <textarea {...shared} rows={rows} onChange={(event) => change(event.target.value)} />
      )}
    </div>
  );
}

interface TickProps {
  readonly label: string;
  readonly hint?: string;
  readonly value: boolean;
  readonly change: (value: boolean) => void;
}

export function TickField({ label, hint, value, change }: TickProps) {
  return (
    <label className="tick-field">
      <input type="checkbox" checked={value} onChange={(event) => change(event.target.checked)} />
      <span>
        {label}
        {hint === undefined ? null : <small>{hint}</small>}
      </span>
    </label>
  );
}
