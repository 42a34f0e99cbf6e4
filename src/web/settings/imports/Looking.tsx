import { useWords } from '../lib/language';
import { Callout } from '../parts/Callout';
import { CancelImport } from './CancelImport';
import type { OfImport } from './of-import';

/** The dry run is under way. */
export function Looking(of: OfImport) {
  const { t } = useWords();
  const { trouble } = of.card;
  return (
    <>
      <div className="import-progress" role="status">
        <p className="import-progress-title">{t.imports.look.looking}</p>
        <progress aria-label={t.imports.look.looking} />
        <p className="quiet">{t.imports.look.lookingText}</p>
      </div>
      {trouble === null ? null : <Callout tone="warn" icon="alert" title={trouble} role="status" />}
      <div className="save-bar">
        <CancelImport {...of} />
      </div>
    </>
  );
}
