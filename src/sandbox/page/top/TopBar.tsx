import type { Ref } from 'react';
import { Mark } from '../../../web/parts/Mark';
import type { Live } from '../data/watch';
import { clock, offset } from '../lib/format';
import { useLanguage } from '../lib/language';
import { useTheme } from '../lib/useTheme';
import { Icon } from '../parts/Icon';
import { Select } from '../parts/Select';
import { LANGUAGES, texts } from '../texts';
import { LiveState } from './LiveState';

interface Props {
  readonly live: Live;
  readonly now: number | null;
  readonly clockOffsetMs: number;
  readonly faultCount: number;
  readonly faultsOpen: boolean;
  readonly faultButton: Ref<HTMLButtonElement>;
  readonly toggleFaults: () => void;
}

const TEMPORAL_UI_PORT = 8233;

/** Temporal runs beside the sandbox, on its fixed port. */
function temporalUi(): string {
  return `http://${window.location.hostname}:${TEMPORAL_UI_PORT}/`;
}

export function TopBar(props: Props) {
  const { t, language, choose } = useLanguage();
  const [theme, flipTheme] = useTheme();
  const themeLabel = theme === 'dark' ? t.toLight : t.toDark;
  return (
    <header className="top">
      <div className="top-brand">
        <Mark />
        <h1>{t.title}</h1>
        <LiveState live={props.live} />
        {props.now !== null && props.clockOffsetMs !== 0 ? (
          <span className="top-clock" title={t.faults.clock}>
            <Icon name="clock" size={14} />
            {clock(props.now, language)} ({offset(props.clockOffsetMs)})
          </span>
        ) : null}
      </div>
      <nav className="top-links" aria-label={t.links}>
        <a href="/crm">CRM</a>
        <a href={temporalUi()} target="_blank" rel="noreferrer">
          Temporal
          <Icon name="out" size={14} />
          <span className="hidden">({t.newTab})</span>
        </a>
      </nav>
      <div className="top-tools">
        <button
          type="button"
          className="button top-disturb"
          ref={props.faultButton}
          aria-expanded={props.faultsOpen}
          aria-controls={props.faultsOpen ? 'fault-panel' : undefined}
          disabled={props.now === null}
          onClick={props.toggleFaults}
        >
          <Icon name="bolt" size={16} />
          {t.faults.open}
          {props.faultCount > 0 ? <span className="badge badge-warn">{props.faultCount}</span> : null}
        </button>
        <Select
          bare
          label={t.language}
          value={language}
          options={LANGUAGES.map((one) => [one, texts[one].languageName] as const)}
          choose={choose}
        />
        <button type="button" className="icon-button" aria-label={themeLabel} title={themeLabel} onClick={flipTheme}>
          <Icon name={theme === 'dark' ? 'sun' : 'moon'} />
        </button>
      </div>
    </header>
  );
}
