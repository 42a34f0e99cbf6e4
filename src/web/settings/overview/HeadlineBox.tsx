import type { ReactNode } from 'react';
import type { Overview } from '../../../api/settings/contract';
import { useWords } from '../lib/language';
import { useNow } from '../lib/useNow';
import { FlowPicture } from '../parts/FlowPicture';
import { headlineWords } from './headlineWords';

interface HeadlineBoxProps {
  readonly overview: Overview;
  readonly action: ReactNode;
}

/** The overview in one sentence, and the one thing to do. */
export function HeadlineBox({ overview, action }: HeadlineBoxProps) {
  const { t, language } = useWords();
  const now = useNow();
  const { tone, title, text } = headlineWords(overview, now, t, language);
  return (
    <section className="headline" data-tone={tone} aria-labelledby="headline">
      <FlowPicture tone={tone} empty={overview.headline.kind === 'no-sources'} />
      <div className="headline-words">
        <h2 id="headline">{title}</h2>
        <p>{text}</p>
      </div>
      {action === null ? null : <div className="headline-action">{action}</div>}
      {/* The sentence ticks; it is read out only when it becomes another one. */}
      <p className="hidden" role="status">
        {t.headline.spoken[tone]}
      </p>
    </section>
  );
}
