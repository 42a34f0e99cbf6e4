import { Callout } from '../../parts/Callout';
import { counted } from '../lib/format';
import { useWords } from '../lib/language';
import { CancelImport } from './CancelImport';
import type { OfImport } from './of-import';

/** The dry run is under way; before it, where there is no file, the messenger is asked. */
export function Looking(of: OfImport) {
  const { t, language } = useWords();
  const { look } = t.imports;
  const { state, source, fetched, trouble } = of.card;
  const isAsking = state === 'fetching';
  const title = isAsking ? look.fetching(source.messengerTitle) : look.looking;
  return (
    <>
      <div className="import-progress" role="status">
        <p className="import-progress-title">{title}</p>
        <progress aria-label={title} />
        <p className="quiet">
          {isAsking ? look.fetchingText : look.lookingText}
          {isAsking && fetched !== null && fetched > 0 ? ` ${look.fetched(counted(fetched, language))}.` : null}
        </p>
      </div>
      {trouble === null ? null : <Callout tone="warn" icon="alert" title={trouble} role="status" />}
      <div className="save-bar">
        <CancelImport {...of} />
      </div>
    </>
  );
}
