import type { SourceCard } from '../../../api/settings/contract';
import { Button } from '../../parts/Button';
import { Callout } from '../../parts/Callout';
import { useWords } from '../lib/language';
import { useNow } from '../lib/useNow';
import { useMayChange } from '../session/context';
import { fixOf, stateWords } from './sourceWords';

interface SourceNoticeProps {
  readonly source: SourceCard;
  readonly busy: boolean;
  readonly mend: (from: HTMLElement) => void;
}

/** What is wrong with a source, why, and the button that mends it. */
export function SourceNotice({ source, busy, mend }: SourceNoticeProps) {
  const { t, language } = useWords();
  const mayChange = useMayChange();
  const now = useNow();
  const words = stateWords(source, now, t, language);
  if (words === null) return null;
  const { tone, icon, title, text, detail } = words;
  return (
    <Callout tone={tone} icon={icon} title={title} actions={mayChange ? action() : null}>
      <p>{text}</p>
      {detail === null ? null : <p className="quiet">{detail}</p>}
    </Callout>
  );

  function action() {
    const { state } = source;
    if (state.kind === 'paused') {
      return (
        <Button icon="play" busy={busy} onClick={(event) => mend(event.currentTarget)}>
          {t.resume}
        </Button>
      );
    }
    const fix = fixOf(source);
    if (fix === null) return null;
    return (
      <Button look="primary" busy={busy} onClick={(event) => mend(event.currentTarget)}>
        {t.fixes[fix]}
      </Button>
    );
  }
}
