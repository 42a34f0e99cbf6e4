import type { CredentialField, MessengerChoice } from '../../../api/settings/contract';
import { useWords } from '../lib/language';
import { Field } from '../parts/Field';
import { SecretInput } from '../parts/SecretInput';
import type { Credentials } from './useCredentials';

interface CredentialFieldsProps {
  readonly messenger: MessengerChoice;
  readonly credentials: Credentials;
}

/** Drawn from what the driver asks for. What hardly anybody needs is folded away. */
export function CredentialFields({ messenger, credentials }: CredentialFieldsProps) {
  const { t } = useWords();
  const usual = messenger.fields.filter(({ required, secret }) => required || secret);
  const rare = messenger.fields.filter((field) => !usual.includes(field));
  const faulty = rare.some(({ name }) => name in credentials.faults);
  const fields = (list: readonly CredentialField[]) =>
    list.map((field) => (
      <CredentialInput key={field.name} messenger={messenger} field={field} credentials={credentials} />
    ));
  return (
    <>
      {fields(usual)}
      {rare.length === 0 ? null : (
        <details className="more" open={faulty || undefined}>
          <summary>{t.moreSettings}</summary>
          <div className="more-fields">{fields(rare)}</div>
        </details>
      )}
    </>
  );
}

interface CredentialInputProps extends CredentialFieldsProps {
  readonly field: CredentialField;
}

function CredentialInput({ messenger, field, credentials }: CredentialInputProps) {
  const { t } = useWords();
  const { name, secret, required, maxLength } = field;
  // The driver's words for its fields are English; ours come first where we have them.
  const words = t.messengers[messenger.kind]?.fields[name] ?? field;
  const value = credentials.values[name] ?? '';
  return (
    <Field
      label={words.label}
      help={words.help}
      fault={credentials.faults[name] ?? null}
      optional={!required}
      required={required}
    >
      {(ties) =>
        secret ? (
          <SecretInput
            ties={ties}
            name={name}
            value={value}
            maxLength={maxLength}
            change={(next) => credentials.set(name, next)}
          />
        ) : (
          <input
            {...ties}
            className="input"
            name={name}
            value={value}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            {...(maxLength === null ? {} : { maxLength })}
            onChange={(event) => credentials.set(name, event.target.value)}
          />
        )
      }
    </Field>
  );
}
