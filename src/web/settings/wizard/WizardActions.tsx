import { Button } from '../../parts/Button';
import { useWords } from '../lib/language';

interface WizardActionsProps {
  readonly back?: () => void;
  readonly next: string;
  readonly go?: () => void;
  readonly busy?: boolean;
  readonly off?: boolean;
}

/** Without `go` the button sends the form around it. */
export function WizardActions({ back, next, go, busy = false, off = false }: WizardActionsProps) {
  const { t } = useWords();
  return (
    <div className="wizard-actions">
      {back === undefined ? null : (
        <Button look="quiet" icon="back" onClick={back}>
          {t.back}
        </Button>
      )}
      <Button
        look="primary"
        type={go === undefined ? 'submit' : 'button'}
        busy={busy}
        off={off}
        iconAfter="next"
        {...(go === undefined ? {} : { onClick: go })}
      >
        {next}
      </Button>
    </div>
  );
}
