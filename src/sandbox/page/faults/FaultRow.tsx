import { useState } from 'react';
import type { Fault, FaultName, NewFault } from '../../control/contract';
import { control } from '../data/control';
import { useLanguage } from '../lib/language';
import { Icon } from '../parts/Icon';
import { hintOf, initial, titleOf } from './catalog';
import { FaultSettings } from './FaultSettings';

interface Props {
  readonly name: FaultName;
  readonly active: readonly Fault[];
  readonly run: (action: () => Promise<unknown>) => void;
}

/** One kind of trouble: a switch, and its few settings when unfolded. A change while it is on applies at once. */
export function FaultRow({ name, active, run }: Props) {
  const { t } = useLanguage();
  const [wish, setWish] = useState<NewFault>(() => initial(name));
  const [unfolded, setUnfolded] = useState(false);
  const title = titleOf(name, t);
  const on = active.length > 0;
  const acted = active.reduce((sum, fault) => sum + fault.acted, 0);

  async function removeAll(): Promise<void> {
    for (const { id } of active) await control.removeFault(id);
  }

  function flip(): void {
    run(() => (on ? removeAll() : control.addFault(wish)));
  }

  function change(next: NewFault): void {
    setWish(next);
    if (!on) return;
    run(async () => {
      await removeAll();
      await control.addFault(next);
    });
  }

  return (
    <li className="fault" data-on={on}>
      <div className="fault-row">
        <button
          type="button"
          className="fault-fold"
          aria-expanded={unfolded}
          aria-label={t.faults.settings(title)}
          title={t.faults.settings(title)}
          onClick={() => setUnfolded(!unfolded)}
        >
          <Icon name="chevron" size={18} />
        </button>
        <button type="button" className="fault-switch" role="switch" aria-checked={on} onClick={flip}>
          <span className="fault-title">
            {title}
            {on ? <small>{t.faults.acted(acted)}</small> : null}
          </span>
          <span className="switch" aria-hidden="true" />
        </button>
      </div>
      {unfolded ? (
        <div className="fault-more">
          <p>{hintOf(name, t)}</p>
          <FaultSettings fault={wish} change={change} />
        </div>
      ) : null}
    </li>
  );
}
