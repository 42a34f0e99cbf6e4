import type { MessengerChoice } from '../../../api/settings/contract';
import { useWords } from '../lib/language';
import { CredentialInput } from './CredentialInput';
import { Guide } from './Guide';
import type { Credentials } from './useCredentials';

interface CredentialFieldsProps {
  readonly messenger: MessengerChoice;
  readonly credentials: Credentials;
}

/** For one who comes for the first time: each field in the step of the guide that tells where it is found. */
export function GuidedFields({ messenger, credentials }: CredentialFieldsProps) {
  const { usual, rare } = sortedFields(messenger);
  const ofNoStep = usual.filter(({ name }) => !messenger.guide.some(({ fields }) => fields.includes(name)));
  return (
    <>
      <Guide
        steps={messenger.guide}
        fields={(step) => (
          <Fields fields={usual.filter(({ name }) => step.fields.includes(name))} {...{ credentials }} />
        )}
      />
      <Fields fields={ofNoStep} credentials={credentials} />
      <Advanced fields={rare} credentials={credentials} />
    </>
  );
}

/** For one who has been there: the fields, and the guide folded away. */
export function CredentialFields({ messenger, credentials }: CredentialFieldsProps) {
  const { t } = useWords();
  const { usual, rare } = sortedFields(messenger);
  return (
    <>
      {messenger.guide.length === 0 ? null : (
        <details className="more">
          <summary>{t.whereFrom}</summary>
          <Guide steps={messenger.guide} />
        </details>
      )}
      <Fields fields={usual} credentials={credentials} />
      <Advanced fields={rare} credentials={credentials} />
    </>
  );
}

type FieldsProps = Pick<CredentialFieldsProps, 'credentials'> & { readonly fields: MessengerChoice['fields'] };

function Fields({ fields, credentials }: FieldsProps) {
  return fields.map((field) => <CredentialInput key={field.name} field={field} credentials={credentials} />);
}

function Advanced({ fields, credentials }: FieldsProps) {
  const { t } = useWords();
  if (fields.length === 0) return null;
  const faulty = fields.some(({ name }) => name in credentials.faults);
  return (
    <details className="more" open={faulty || undefined}>
      <summary>{t.advanced}</summary>
      <div className="more-fields">
        <Fields fields={fields} credentials={credentials} />
      </div>
    </details>
  );
}

/** What no step asks for and nobody has to enter is for few. */
function sortedFields({ guide, fields }: MessengerChoice) {
  const asked = guide.flatMap((step) => step.fields);
  const isUsual = ({ name, required, secret }: MessengerChoice['fields'][number]) =>
    required || secret || asked.includes(name);
  return { usual: fields.filter(isUsual), rare: fields.filter((field) => !isUsual(field)) };
}
