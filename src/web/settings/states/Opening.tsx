import { useWords } from '../lib/language';
import { SkeletonOverview } from '../parts/SkeletonOverview';

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
        <SkeletonOverview />
      </div>
    </main>
  );
}
