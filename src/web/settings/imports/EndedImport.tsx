import type { ImportCard } from '../../../api/settings/contract';
import { Button } from '../../parts/Button';
import { Callout } from '../../parts/Callout';
import { Icon } from '../../parts/Icon';
import { count } from '../../parts/locale';
import { useWords } from '../lib/language';
import { FaultNote } from '../parts/FaultNote';
import type { OfImport } from './of-import';
import { useWord } from './useWord';

/** What came of it: both sides counted, and every difference with its reason. */
export function EndedImport({ another, ...of }: OfImport & { readonly another: () => void }) {
  const { card } = of;
  const { t } = useWords();
  const { end } = t.imports;
  const { doing, say } = useWord(of);
  const { state, counts, result, trouble } = card;
  const mayRetry = state === 'done' && counts.failed + counts.unknown > 0;
  return (
    <>
      {headline()}
      {trouble === null ? null : <Callout tone="warn" icon="alert" title={trouble} />}
      {result === null || counts.told === 0 ? null : <BothSides card={card} result={result} />}
      {doing.kind === 'failed' ? <FaultNote fault={doing.fault} /> : null}
      <div className="save-bar">
        {mayRetry ? (
          <Button icon="refresh" busy={doing.kind === 'saving'} onClick={() => void say('retry')}>
            {t.imports.running.retry}
          </Button>
        ) : null}
        <Button look={mayRetry ? 'plain' : 'primary'} icon="upload" onClick={another}>
          {end.another}
        </Button>
      </div>
    </>
  );

  function headline() {
    if (state === 'cancelled') {
      return (
        <Callout tone="calm" icon="info" title={end.cancelled} role="status">
          <p>{counts.told === 0 ? end.cancelledEmpty : end.cancelledText}</p>
        </Callout>
      );
    }
    const isWhole =
      result !== null && counts.failed + counts.unknown + counts.ignored === 0 && result.kommo.missing === 0;
    return (
      <Callout
        tone={isWhole ? 'good' : 'warn'}
        icon={isWhole ? 'check' : 'info'}
        title={isWhole ? end.allThere : end.notAll}
        role="status"
      >
        <p>{t.imports.empty.card}</p>
      </Callout>
    );
  }
}

interface BothSidesProps {
  readonly card: ImportCard;
  readonly result: NonNullable<ImportCard['result']>;
}

function BothSides({ card: { counts }, result: { kommo, differences } }: BothSidesProps) {
  const { t, language } = useWords();
  const { end } = t.imports;
  const written = (value: number): string => count(value, language);
  const isSame = kommo.sent === kommo.found;
  return (
    <>
      <h3 className="hidden">{end.sides}</h3>
      <div className="import-sides" data-same={isSame || undefined}>
        <span className="import-sides-sign">
          <Icon name={isSame ? 'check' : 'alert'} size={20} />
        </span>
        <dl>
          <div>
            <dt>{end.sent}</dt>
            <dd>{written(kommo.sent)}</dd>
          </div>
          <div>
            <dt>{end.found}</dt>
            <dd>{written(kommo.found)}</dd>
          </div>
          {counts.known === 0 ? null : (
            <div>
              <dt>{end.known}</dt>
              <dd>{written(counts.known)}</dd>
            </div>
          )}
        </dl>
      </div>
      {differences.length === 0 ? null : (
        <div className="survey-gaps">
          <h4>{end.differences}</h4>
          <ul>
            {differences.map(({ why, count: many }) => (
              <li key={why}>
                <span className="survey-gap-count">{written(many)}</span>
                <span className="survey-gap-words">{why}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}
