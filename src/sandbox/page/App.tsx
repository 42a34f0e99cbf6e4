import { useRef, useState } from 'react';
import { Mark } from '../../web/parts/Mark';
import { useOneAtATime } from './content/oneAtATime';
import { useSandbox } from './data/useSandbox';
import { ActiveFaults } from './faults/ActiveFaults';
import { FaultPanel } from './faults/FaultPanel';
import { useLanguage } from './lib/language';
import { useRun } from './lib/useRun';
import { TopBar } from './top/TopBar';
import { Workbench } from './Workbench';

export function App() {
  const { t } = useLanguage();
  const { state, live, clockOffsetMs, resets } = useSandbox();
  const [error, run] = useRun(t.live.reconnecting);
  const [faultsOpen, setFaultsOpen] = useState(false);
  useOneAtATime();
  const faultButton = useRef<HTMLButtonElement>(null);

  function closeFaults(): void {
    setFaultsOpen(false);
    faultButton.current?.focus();
  }

  return (
    <div className="app">
      <a className="skip" href="#main">
        {t.skip}
      </a>
      <TopBar
        live={live}
        now={state?.now ?? null}
        clockOffsetMs={clockOffsetMs}
        faultCount={state?.faults.length ?? 0}
        faultsOpen={faultsOpen}
        faultButton={faultButton}
        toggleFaults={() => setFaultsOpen(!faultsOpen)}
      />
      {state === null ? (
        <main id="main" className="splash" tabIndex={-1}>
          <Mark size={64} />
          <h2>{t.waiting}</h2>
          <p>{t.waitingHint}</p>
        </main>
      ) : (
        <div className="stage" data-drawer={faultsOpen}>
          <div className="stage-main">
            {live === 'reconnecting' ? (
              <p className="notice notice-offline" role="status">
                {t.offline}
              </p>
            ) : null}
            {error !== null && !faultsOpen ? (
              <p className="notice notice-offline" role="alert">
                {t.faults.failed} {error}
              </p>
            ) : null}
            <ActiveFaults faults={state.faults} run={run} />
            <Workbench key={resets} state={state} />
          </div>
          {faultsOpen ? (
            <FaultPanel state={state} clockOffsetMs={clockOffsetMs} error={error} run={run} close={closeFaults} />
          ) : null}
        </div>
      )}
    </div>
  );
}
