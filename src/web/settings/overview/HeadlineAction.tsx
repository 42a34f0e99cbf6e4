import type { Overview, SourceCard } from '../../../api/settings/contract';
import { Button } from '../../parts/Button';
import { useChange } from '../data/useChange';
import { useWords } from '../lib/language';
import { OutLink } from '../parts/OutLink';
import { useMayChange } from '../session/context';
import { fixOf } from './sourceWords';

interface HeadlineActionProps {
  readonly overview: Overview;
  readonly put: (card: SourceCard) => void;
  readonly mend: (sourceId: string) => void;
}

export function HeadlineAction({ overview, put, mend }: HeadlineActionProps) {
  const { t } = useWords();
  const mayChange = useMayChange();
  const { doing, run } = useChange();
  const { headline, installation, sources } = overview;
  if (!mayChange) return null;

  /** One after the other: they are few, and the api is not to be flooded. */
  async function resumeAll(): Promise<void> {
    for (const { id, state } of sources) {
      if (state.kind !== 'paused') continue;
      const answer = await run<SourceCard>('POST', `sources/${id}/resume`);
      if (!answer.ok) return;
      put(answer.value);
    }
  }

  switch (headline.kind) {
    case 'authorise':
      return 'consentUrl' in installation ? (
        <OutLink look="button button-primary" href={installation.consentUrl}>
          {t.authorise}
        </OutLink>
      ) : null;
    case 'source-broken': {
      const broken = sources.find(({ id }) => id === headline.sourceId);
      if (broken?.state.kind !== 'broken') return null;
      const fix = fixOf(broken);
      return fix === null ? null : (
        <Button look="primary" onClick={() => mend(broken.id)}>
          {t.fixes[fix]}
        </Button>
      );
    }
    case 'all-paused':
      return (
        <Button look="primary" icon="play" busy={doing.kind === 'saving'} onClick={() => void resumeAll()}>
          {sources.length > 1 ? t.resumeAll : t.resume}
        </Button>
      );
    case 'no-sources': // The empty list below has the button.
    case 'installing':
    case 'source-connecting':
    case 'token-ends':
    case 'stuck':
    case 'flows':
      return null;
  }
}
