import { useWords } from '../lib/language';

/** Lines where the rows of a list will be. */
export function Loading({ rows = 3 }: { readonly rows?: number }) {
  const { t } = useWords();
  return (
    <div role="status" className="loading">
      <span className="hidden">{t.loading}</span>
      {Array.from({ length: rows }, (_, row) => (
        <span key={row} className="bone loading-row" aria-hidden="true" />
      ))}
    </div>
  );
}
