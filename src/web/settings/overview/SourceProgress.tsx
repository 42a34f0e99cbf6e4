import type { SourceCard } from '../../../api/settings/contract';
import type { SourceStep } from '../../../model/steps';
import { Button } from '../../parts/Button';
import { useWords } from '../lib/language';
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
    const enter = (
      <Button look="primary" busy={busy} onClick={(event) => enterCredentials(event.currentTarget)}>
        {t.fixes.credentials}
      </Button>
    );
    if (step === 'check-credentials') return enter;
    // Others, or the same after what is not right was mended at the messenger.
    const ofCredentials = source.state.kind === 'broken' && source.state.fault === 'credentials';
    return (
      <>
        {ofCredentials ? enter : null}
        <Button look={ofCredentials ? 'plain' : 'primary'} icon="repair" busy={busy} onClick={repair}>
          {step === 'point-webhook' && isTaken(source) ? t.fixes.takeOver : t.fixes.repair}
        </Button>
      </>
    );
  }

  return (
    <StepList
      label={t.connecting(source.name)}
      steps={source.steps.map((step) => {
        const isBelow = step.text !== null && source.checks.some(({ text }) => text === step.text);
        return isBelow ? { ...step, text: t.checks.below } : step;
      })}
      words={t.sourceSteps(source.messengerTitle)}
      fix={fix}
    />
  );
}
