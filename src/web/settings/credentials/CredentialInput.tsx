import type { CredentialField } from '../../../api/settings/contract';
import { Field, type Ties } from '../parts/Field';
import { Marked } from '../parts/Marked';
import { SecretInput } from '../parts/SecretInput';
import { Select } from '../parts/Select';
import type { Credentials } from './useCredentials';

interface CredentialInputProps {
  readonly field: CredentialField;
  readonly credentials: Credentials;
}

/** One of the things that a driver asks for. */
export function CredentialInput({ field, credentials }: CredentialInputProps) {
  const { name, label, help, required, choices } = field;
  return (
    <Field
      label={label}
      help={help === null ? null : <Marked text={help} />}
      fault={credentials.faults[name] ?? null}
      optional={!required && choices === null}
      required={required}
    >
      {(ties) => <Control ties={ties} field={field} credentials={credentials} />}
    </Field>
  );
}

function Control({ ties, field, credentials }: CredentialInputProps & { readonly ties: Ties }) {
  const { name, secret, maxLength, standard, multiline, choices } = field;
  const value = credentials.values[name] ?? '';
  const change = (next: string): void => credentials.set(name, next);
  if (secret) return <SecretInput ties={ties} name={name} value={value} maxLength={maxLength} change={change} />;
  if (choices !== null) {
    return (
      <Select
        {...ties}
        name={name}
        value={value === '' ? (standard ?? choices[0]?.value) : value}
        onChange={(event) => change(event.target.value)}
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </Select>
    );
  }
  const typed = {
    ...ties,
    className: 'input',
    name,
    value,
    autoComplete: 'off',
    ...(standard === null ? {} : { placeholder: standard }),
    ...(maxLength === null ? {} : { maxLength }),
  };
  return multiline ? (
    <textarea {...typed} rows={3} onChange={(event) => change(event.target.value)} />
  ) : (
    <input {...typed} autoCapitalize="none" spellCheck={false} onChange={(event) => change(event.target.value)} />
  );
}
