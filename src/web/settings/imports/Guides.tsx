import { useWords } from '../lib/language';

/** How an export is made, of each kind. */
export function Guides() {
  const { t } = useWords();
  return (
    <details className="more import-guides">
      <summary>{t.imports.file.how}</summary>
      <dl className="more-fields">
        {t.imports.file.guides.map(({ name, text }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
