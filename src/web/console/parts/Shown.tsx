import type { ReactNode } from 'react';
import { Icon } from '../../parts/Icon';
import type { Asked } from '../data/useAsked';
import { useWords } from '../lib/language';
import { FaultNote } from './FaultNote';
import { Loading } from './Loading';

interface ShownProps<T> {
  readonly asked: Asked<T>;
  readonly rows?: number;
  readonly children: (data: T) => ReactNode;
}

/** What was asked for: being loaded, not to be had, or there; what is there stays while the api is away, and says so. */
export function Shown<T>({ asked: { data, fault, again }, rows = 3, children }: ShownProps<T>) {
  const { t } = useWords();
  if (data === null) return fault === null ? <Loading rows={rows} /> : <FaultNote fault={fault} again={again} />;
  return (
    <>
      {fault === null ? null : (
        <p className="old" role="status">
          <Icon name="offline" size={16} />
          {t.faults.old}
        </p>
      )}
      {children(data)}
    </>
  );
}
