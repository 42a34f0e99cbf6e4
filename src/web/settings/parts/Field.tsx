import { type ReactNode, useId } from 'react';
import { Icon } from '../../parts/Icon';
import { useWords } from '../lib/language';

/** What ties a control to its label, its help and what is wrong with it. */
export interface Ties {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': boolean | undefined;
  readonly 'aria-required': boolean | undefined;
}

interface FieldProps {
  readonly label: string;
  readonly help?: ReactNode;
  readonly fault?: string | null;
  readonly optional?: boolean;
  readonly required?: boolean;
  readonly children: (ties: Ties) => ReactNode;
}

export function Field({ label, help, fault = null, optional = false, required = false, children }: FieldProps) {
  const { t } = useWords();
  const id = useId();
  const hasHelp = help !== undefined && help !== null;
  const described = [hasHelp ? `${id}-help` : '', fault === null ? '' : `${id}-fault`].filter(Boolean).join(' ');
  return (
    <div className="field" data-faulty={fault !== null || undefined}>
      <label className="field-label" htmlFor={id}>
        {label}
        {optional ? <span className="field-optional"> {t.optional}</span> : null}
      </label>
      {children({
        id,
        'aria-describedby': described || undefined,
        'aria-invalid': fault !== null || undefined,
        'aria-required': required || undefined,
      })}
      {fault === null ? null : (
        <p className="field-fault" id={`${id}-fault`}>
          <Icon name="alert" size={15} />
          <span>{fault}</span>
        </p>
      )}
      {hasHelp ? (
        <div className="field-help" id={`${id}-help`}>
          {help}
        </div>
      ) : null}
    </div>
  );
}
