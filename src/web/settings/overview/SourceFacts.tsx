import type { SourceCard } from '../../../api/settings/contract';
import { ago, duration } from '../lib/format';
import { useWords } from '../lib/language';
import { useNow } from '../lib/useNow';

export function SourceFacts({ source }: { readonly source: SourceCard }) {
  const { t, language } = useWords();
  const now = useNow();
  const { pipeline, lastMessageAt, windowMs } = source;
  return (
    <dl className="facts">
      <div>
        <dt>{t.facts.pipeline}</dt>
        <dd>
          {pipeline === null ? t.facts.mainPipeline : (pipeline.name ?? t.facts.pipelineNumber(pipeline.id))}
          {pipeline?.archived === true ? <span className="tag tag-bad">{t.facts.archived}</span> : null}
        </dd>
      </div>
      <div>
        <dt>{t.facts.lastMessage}</dt>
        <dd>{lastMessageAt === null ? t.facts.none : ago(lastMessageAt, now, t, language)}</dd>
      </div>
      <div>
        <dt>{t.facts.window}</dt>
        <dd>{windowMs === null ? t.facts.noWindow : t.facts.withinWindow(duration(windowMs, language))}</dd>
      </div>
    </dl>
  );
}
