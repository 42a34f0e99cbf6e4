import type { Fault } from '../../control/contract';
import { control } from '../data/control';
import { useLanguage } from '../lib/language';
import { Icon } from '../parts/Icon';
import { detailsOf, titleOf } from './catalog';

interface Props {
  readonly faults: readonly Fault[];
  readonly run: (action: () => Promise<unknown>) => void;
}

/** What is disturbed now, always in view: nobody should wonder why the sandbox behaves badly. */
export function ActiveFaults({ faults, run }: Props) {
  const { t } = useLanguage();
  if (faults.length === 0) return null;
  return (
    <div className="active-faults" role="region" aria-label={t.faults.active}>
      <Icon name="bolt" size={18} />
      <ul>
        {faults.map((fault) => {
          const title = titleOf(fault.name, t);
          const details = detailsOf(fault, t);
          return (
            <li key={fault.id} className="fault-chip">
              <span>
                {title}
                {details === '' ? null : <small>{details}</small>}
              </span>
              <span className="fault-count" title={t.faults.acted(fault.acted)}>
                <span aria-hidden="true">{fault.acted}×</span>
                <span className="hidden">{t.faults.acted(fault.acted)}</span>
              </span>
              <button
                type="button"
                aria-label={t.faults.remove(title)}
                title={t.faults.remove(title)}
                onClick={() => run(() => control.removeFault(fault.id))}
              >
                <Icon name="close" size={14} />
              </button>
            </li>
          );
        })}
      </ul>
      <button type="button" className="button button-quiet" onClick={() => run(control.clearFaults)}>
        {t.faults.clear}
      </button>
    </div>
  );
}
