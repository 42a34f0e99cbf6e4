import type { ReactNode } from 'react';
import type { Watched } from '../data/usePolled';
import { FaultNote } from '../parts/FaultNote';
import { Skeleton } from '../parts/Skeleton';

interface ShownProps<T> {
  readonly watched: Pick<Watched<T>, 'data' | 'fault' | 'reload'>;
  /** Of the skeleton. */
  readonly rows?: number;
  readonly children: (data: T) => ReactNode;
}

/** What was asked for: being loaded, not to be had, or there. */
export function Shown<T>({ watched: { data, fault, reload }, rows = 2, children }: ShownProps<T>) {
  if (data !== null) return <>{children(data)}</>;
  return fault === null ? <Skeleton rows={rows} /> : <FaultNote fault={fault} again={reload} />;
}
