import { useEffect, useRef, useState } from 'react';
import type { SandboxState } from '../../control/contract';
import { useLanguage } from '../lib/language';
import { Icon } from '../parts/Icon';
import { namesOf, SIDE_NAMES, type Side, SIDES } from './catalog';
import { ClockBox } from './ClockBox';
import { FaultRow } from './FaultRow';
import { ResetBox } from './ResetBox';

interface Props {
  readonly state: SandboxState;
  readonly clockOffsetMs: number;
  readonly error: string | null;
  readonly run: (action: () => Promise<unknown>) => void;
  readonly close: () => void;
}

/** A drawer beside the chats: they stay in view and in use while something is disturbed. */
export function FaultPanel({ state, clockOffsetMs, error, run, close }: Props) {
  const { t } = useLanguage();
  const [side, setSide] = useState<Side>('kommo');
  const heading = useRef<HTMLHeadingElement>(null);

  useEffect(() => heading.current?.focus(), []);

  return (
    <aside
      id="fault-panel"
      className="fault-panel"
      data-testid="fault-panel"
      aria-labelledby="fault-heading"
      onKeyDown={(event) => {
        if (event.key === 'Escape') close();
      }}
    >
      <header className="fault-head">
        <h2 id="fault-heading" ref={heading} tabIndex={-1}>
          {t.faults.heading}
        </h2>
        <button type="button" className="icon-button" aria-label={t.close} title={t.close} onClick={close}>
          <Icon name="close" />
        </button>
      </header>
      <div className="fault-body" tabIndex={0} role="region" aria-labelledby="fault-heading">
        <p className="fault-intro">{t.faults.intro}</p>
        <div role="alert">
          {error === null ? null : (
            <p className="composer-error">
              {t.faults.failed} {error}
            </p>
          )}
        </div>
        <div className="segments" role="group" aria-label={t.faults.side}>
          {SIDES.map((one) => (
            <button type="button" key={one} aria-pressed={one === side} onClick={() => setSide(one)}>
              {SIDE_NAMES[one]}
            </button>
          ))}
        </div>
        <ul className="fault-list">
          {namesOf(side).map((name) => (
            <FaultRow key={name} name={name} active={state.faults.filter((fault) => fault.name === name)} run={run} />
          ))}
        </ul>
        <ClockBox now={state.now} offsetMs={clockOffsetMs} run={run} />
        <ResetBox run={run} />
      </div>
    </aside>
  );
}
