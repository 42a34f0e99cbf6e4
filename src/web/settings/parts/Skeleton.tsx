import { useWords } from '../lib/language';

/** As high as what will stand there, so that nothing jumps. */
export function Skeleton({ rows = 2 }: { readonly rows?: number }) {
  const { t } = useWords();
  return (
    <div role="status" className="skeletons">
      <span className="hidden">{t.loading}</span>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="card skeleton-card" aria-hidden="true">
          <div className="skeleton-head">
            <span className="bone bone-mark" />
            <span className="skeleton-lines">
              <span className="bone bone-name" />
              <span className="bone bone-address" />
            </span>
            <span className="bone bone-pill" />
          </div>
          <div className="skeleton-facts">
            <span className="bone bone-fact" />
            <span className="bone bone-fact" />
            <span className="bone bone-fact" />
          </div>
        </div>
      ))}
    </div>
  );
}
