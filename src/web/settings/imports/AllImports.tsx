import type { ImportCard, SourceCard } from '../../../api/settings/contract';
import { Button } from '../../parts/Button';
import { Callout } from '../../parts/Callout';
import { Icon } from '../../parts/Icon';
import { MessengerMark } from '../../parts/MessengerMark';
import { Pill } from '../../parts/Pill';
import { ago, counted, percent } from '../lib/format';
import { useWords } from '../lib/language';
import { useNow } from '../lib/useNow';
import { Guides } from './Guides';
import { progressOf, stateOf } from './importState';

interface AllImportsProps {
  readonly imports: readonly ImportCard[];
  /** null: not known yet. */
  readonly sources: readonly SourceCard[] | null;
  readonly begin: () => void;
  readonly open: (id: string) => void;
}

/** Earlier imports, the newest first; without any, what there is to import. */
export function AllImports({ imports, sources, begin, open }: AllImportsProps) {
  const { t } = useWords();
  const hasSources = sources === null || sources.length > 0;
  const button = hasSources ? (
    <Button look="primary" icon="upload" onClick={begin}>
      {t.imports.begin}
    </Button>
  ) : null;
  const connectFirst = hasSources ? null : (
    <Callout tone="calm" icon="info" title={t.imports.noSources.title}>
      <p>{t.imports.noSources.text}</p>
    </Callout>
  );
  if (imports.length === 0) {
    return (
      <section className="card form-card">
        <h2 className="hidden">{t.imports.title}</h2>
        <div className="imports-empty">
          <span className="standalone-icon">
            <Icon name="archive" size={30} />
          </span>
          <h3>{t.imports.empty.title}</h3>
          <p>{t.imports.empty.text}</p>
          <p className="quiet">{t.imports.empty.card}</p>
          {button}
          {connectFirst}
        </div>
        {hasSources ? <Guides /> : null}
      </section>
    );
  }
  return (
    <section className="card form-card">
      <div className="templates-head">
        <h2>{t.imports.title}</h2>
        {button}
      </div>
      <p className="lead">{t.imports.text}</p>
      {connectFirst}
      <ul className="import-list">
        {imports.map((one) => (
          <li key={one.id}>
            <ImportRow card={one} open={() => open(one.id)} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function ImportRow({ card, open }: { readonly card: ImportCard; readonly open: () => void }) {
  const { t, language } = useWords();
  const now = useNow();
  const { tone, word } = stateOf(card, t);
  const progress = progressOf(card);
  const { survey } = card;
  return (
    <button type="button" className="import-row" onClick={open}>
      <MessengerMark kind={card.source.messenger} size={36} />
      <span className="import-row-words">
        <span className="import-name">{card.fileName}</span>
        <span className="quiet">
          {card.source.name} · {t.imports.begunBy(card.createdBy, ago(card.createdAt, now, t, language))}
        </span>
        {survey === null || survey.messages === 0 ? null : (
          <span className="quiet">
            {t.imports.listed(counted(survey.messages, language), counted(survey.chats, language))}
          </span>
        )}
      </span>
      <span className="import-row-state">
        <Pill tone={tone}>{word}</Pill>
        {progress === null ? null : <span className="quiet">{t.imports.percent(percent(progress, language))}</span>}
      </span>
      <Icon name="next" size={16} />
    </button>
  );
}
