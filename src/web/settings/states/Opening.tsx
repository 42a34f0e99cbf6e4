import { useWords } from '../lib/language';
import { Skeleton } from '../parts/Skeleton';

/** What will stand there, in grey. */
export function Opening() {
  const { t } = useWords();
  return (
    <main className="window">
      <h1 className="hidden">{t.title}</h1>
      <div className="bar" aria-hidden="true">
        <span className="bone bone-mark-small" />
        <span className="bone bone-tabs" />
      </div>
      <div className="page">
        <div className="headline skeleton-headline" aria-hidden="true">
          <span className="bone bone-flow" />
          <span className="skeleton-lines">
            <span className="bone bone-title" />
            <span className="bone bone-address" />
          </span>
        </div>
        <Skeleton rows={2} />
      </div>
    </main>
  );
}
