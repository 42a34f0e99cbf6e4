import { Skeleton } from './Skeleton';

/** The overview in grey. */
export function SkeletonOverview() {
  return (
    <div className="tab-page">
      <div className="headline skeleton-headline" aria-hidden="true">
        <span className="bone bone-flow" />
        <span className="skeleton-lines">
          <span className="bone bone-title" />
          <span className="bone bone-address" />
        </span>
      </div>
      <div>
        <div className="section-head" aria-hidden="true">
          <span className="bone bone-name" />
        </div>
        <Skeleton rows={2} />
      </div>
    </div>
  );
}
