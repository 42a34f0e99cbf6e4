import { useRef, useState } from 'react';
import type { Overview, SourceCard } from '../../../api/settings/contract';
import { Button } from '../../parts/Button';
import { useWords } from '../lib/language';
import { useMayChange, useSession } from '../session/context';
import { focusAgain } from '../lib/focus';
import { CompletenessLine } from './CompletenessLine';
import { Empty } from './Empty';
import { HeadlineAction } from './HeadlineAction';
import { HeadlineBox } from './HeadlineBox';
import { InstallSteps } from './InstallSteps';
import { SourceItem } from './SourceItem';

interface OverviewPageProps {
  readonly overview: Overview;
  readonly reload: () => void;
  readonly update: (change: (overview: Overview) => Overview) => void;
  readonly addSource: () => void;
}

export function OverviewPage({ overview, reload, update, addSource }: OverviewPageProps) {
  const { t } = useWords();
  const { open } = useSession();
  /** Of the tile in Kommo that was clicked (kommo-platform.md §11.4); the others are one click away. */
  const [only, setOnly] = useState(open.source);
  const mayChange = useMayChange();
  const heading = useRef<HTMLHeadingElement>(null);
  /** A button elsewhere asks a card to open one of its dialogs. */
  const [wanted, setWanted] = useState<string | null>(null);
  const { installation, sources } = overview;
  const single = sources.find(({ id }) => id === only);
  const shown = single === undefined ? sources : [single];
  const installing = installation.state === 'installing' || installation.state === 'waiting';

  function put(card: SourceCard): void {
    update((data) => ({
      ...data,
      sources: data.sources.map((source) => {
        if (source.id === card.id) return card;
        // There is one default among them.
        return card.isDefault && source.isDefault ? { ...source, isDefault: false } : source;
      }),
    }));
    reload();
  }

  return (
    <>
      <HeadlineBox
        overview={overview}
        action={
          <HeadlineAction
            overview={overview}
            put={put}
            mend={(id) => {
              setOnly(null);
              setWanted(id);
            }}
          />
        }
      />
      {installing ? <InstallSteps installation={installation} mayMend={mayChange} reload={reload} /> : null}
      {installing && sources.length === 0 ? null : (
        <section className="sources" aria-label={t.sources.title}>
          {sources.length === 0 ? null : sectionHead()}
          {sources.length === 0 ? (
            <Empty addSource={addSource} mayChange={mayChange} />
          ) : (
            <ul className="cards">
              {shown.map((source) => (
                <SourceItem
                  key={source.id}
                  source={source}
                  alone={sources.length === 1}
                  held={installation.state === 'needs-authorisation'}
                  wanted={wanted === source.id}
                  wantedDone={() => setWanted(null)}
                  put={put}
                  removed={() => {
                    update((data) => ({
                      ...data,
                      sources: data.sources.map((other) =>
                        other.id === source.id ? { ...other, state: { kind: 'removing' } } : other,
                      ),
                    }));
                    reload();
                    focusAgain(heading.current);
                  }}
                />
              ))}
            </ul>
          )}
        </section>
      )}
      <CompletenessLine completeness={overview.completeness} />
      {mayChange ? null : <p className="footnote">{t.lookOnly(overview.administrators)}</p>}
    </>
  );

  function sectionHead() {
    return (
      <div className="section-head">
        <h2 ref={heading} tabIndex={-1}>
          {t.sources.title}
          {sources.length > 1 && single === undefined ? <span className="count">{sources.length}</span> : null}
        </h2>
        {single !== undefined && sources.length > 1 ? (
          <Button look="quiet" icon="back" onClick={() => setOnly(null)}>
            {t.sources.all(sources.length)}
          </Button>
        ) : mayChange && sources.length > 0 ? (
          <Button icon="plus" onClick={addSource}>
            {t.sources.add}
          </Button>
        ) : null}
      </div>
    );
  }
}
