import type { MessengerChoice } from '../../../api/settings/contract';
import { Icon } from '../../parts/Icon';
import { GuidedFields } from '../credentials/CredentialFields';
import type { Credentials } from '../credentials/useCredentials';
import { useWords } from '../lib/language';
import { FaultNote } from '../parts/FaultNote';
import type { Fault } from '../session/fault';
import { WizardActions } from './WizardActions';

interface EnterCredentialsProps {
  readonly messenger: MessengerChoice;
  readonly credentials: Credentials;
  readonly fault: Fault | null;
  readonly back: () => void;
  readonly next: () => void;
}

export function EnterCredentials({ messenger, credentials, fault, back, next }: EnterCredentialsProps) {
  const { t } = useWords();
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (credentials.check() !== null) next();
      }}
    >
      <GuidedFields messenger={messenger} credentials={credentials} />
      <p className="promise">
        <Icon name="lock" size={16} />
        {t.wizard.secretsKept}
      </p>
      {fault === null ? null : <FaultNote fault={fault} />}
      <WizardActions back={back} next={t.continue} />
    </form>
  );
}
