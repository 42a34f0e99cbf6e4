import type { SourceCard } from '../../../api/settings/contract';
import type { SourceStep } from '../../../model/steps';
import { useWords } from '../lib/language';
import { Button } from '../parts/Button';
import { StepList } from '../parts/StepList';
import { useMayChange } from '../session/context';
import { isTaken } from './sourceWords';

interface SourceProgressProps {
  readonly source: SourceCard;
  readonly busy: boolean;
  readonly repair: () => void;
  readonly enterCredentials: (from: HTMLElement) => void;
}

/** The steps of connecting, turning green one after another, with a repair in the row of the one that failed. */
export function SourceProgress({ source, busy, repair, enterCredentials }: SourceProgressProps) {
  const { t } = useWords();
  const mayChange = useMayChange();

  function fix(step: SourceStep) {
    if (!mayChange) return null;
    return step === 'check-credentials' ? (
      <Button look="primary" busy={busy} onClick={(event) => enterCredentials(event.currentTarget)}>
        {t.fixes.credentials}
      </Button>
    ) : (
      <Button look="primary" icon="repair" busy={busy} onClick={repair}>
        {step === 'point-webhook' && isTaken(source) ? t.fixes.takeOver : t.fixes.repair}
      </Button>
    );
  }

  return (
    <StepList
      label={t.connecting(source.name)}
      steps={source.steps}
      words={t.sourceSteps(source.messengerTitle)}
      fix={fix}
    />
  );
}
