import { useState } from 'react';
import type { ImportList, SourceCard } from '../../../api/settings/contract';
import { Callout } from '../../parts/Callout';
import { usePolled } from '../data/usePolled';
import { useFocusOnChange } from '../lib/focus';
import { useWords } from '../lib/language';
import { useMe } from '../session/context';
import { Shown } from '../states/Shown';
import { AllImports } from './AllImports';
import { NewImport } from './NewImport';
import { OneImport } from './OneImport';

const EVERY_MS = 5_000;

type View = { readonly kind: 'all' } | { readonly kind: 'new' } | { readonly kind: 'one'; readonly id: string };

interface ImportsPageProps {
  /** null: not known yet. */
  readonly sources: readonly SourceCard[] | null;
  /** It stays while another page is looked at, and asks for nothing then. */
  readonly isSeen: boolean;
}

/** Old conversations: those that were handed in, and handing in one more. */
export function ImportsPage(props: ImportsPageProps) {
  const { t } = useWords();
  const { isAdmin } = useMe();
  if (isAdmin) return <Inside {...props} />;
  return (
    <section className="card form-card">
      <h2>{t.imports.title}</h2>
      <Callout tone="calm" icon="lock" title={t.imports.adminsOnly.title}>
        <p>{t.imports.adminsOnly.text}</p>
      </Callout>
    </section>
  );
}

function Inside({ sources, isSeen }: ImportsPageProps) {
  const [view, setView] = useState<View>({ kind: 'all' });
  const imports = usePolled<ImportList>('imports', isSeen && view.kind === 'all' ? EVERY_MS : null);
  const place = useFocusOnChange<HTMLDivElement>(view.kind === 'one' ? view.id : view.kind);

  function back(): void {
    imports.reload();
    setView({ kind: 'all' });
  }

  return (
    <Shown watched={imports}>
      {(data) => (
        <div className="imports" ref={place} tabIndex={-1}>
          {view.kind === 'all' ? (
            <AllImports
              imports={data.imports}
              sources={sources}
              begin={() => setView({ kind: 'new' })}
              open={(id) => setView({ kind: 'one', id })}
            />
          ) : view.kind === 'new' ? (
            <NewImport sources={sources ?? []} back={back} begun={(id) => setView({ kind: 'one', id })} />
          ) : (
            <OneImport
              key={view.id}
              id={view.id}
              first={data.imports.find(({ id }) => id === view.id) ?? null}
              isSeen={isSeen}
              back={back}
              another={() => setView({ kind: 'new' })}
            />
          )}
        </div>
      )}
    </Shown>
  );
}
