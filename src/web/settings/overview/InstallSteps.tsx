import type { Installation } from '../../../api/settings/contract';
import { Button } from '../../parts/Button';
import { useChange } from '../data/useChange';
import { useWords } from '../lib/language';
import { FaultNote } from '../parts/FaultNote';
import { OutLink } from '../parts/OutLink';
import { StepList } from '../parts/StepList';

interface InstallStepsProps {
  readonly installation: Extract<Installation, { readonly state: 'installing' | 'waiting' }>;
  /** May try the step that waits again, or give access once more. */
  readonly mayMend: boolean;
  readonly reload: () => void;
}

/** What happens between "Install" and the first message, one step after the other. */
export function InstallSteps({ installation, mayMend, reload }: InstallStepsProps) {
  const { t } = useWords();
  const { doing, run } = useChange();

  async function tryAgain(): Promise<void> {
    await run('POST', 'installation/retry');
    reload();
  }

  return (
    <section className="card install" aria-labelledby="install">
      <h2 id="install">{t.install.title}</h2>
      <StepList
        label={t.install.title}
        steps={installation.steps}
        words={t.installSteps}
        fix={() =>
          installation.state === 'waiting' && mayMend ? (
            <>
              <Button look="primary" icon="refresh" busy={doing.kind === 'saving'} onClick={() => void tryAgain()}>
                {t.tryAgain}
              </Button>
              <OutLink look="button button-plain" href={installation.consentUrl}>
                {t.authorise}
              </OutLink>
            </>
          ) : null
        }
      />
      {doing.kind === 'failed' ? <FaultNote fault={doing.fault} /> : null}
      {installation.state === 'waiting' ? <p className="quiet install-note">{t.install.waiting}</p> : null}
    </section>
  );
}
