import { control } from '../data/control';
import { clock, offset } from '../lib/format';
import { useLanguage } from '../lib/language';

interface Props {
  readonly now: number;
  readonly offsetMs: number;
  readonly run: (action: () => Promise<unknown>) => void;
}

const HOUR = 3_600_000;
const STEPS = [HOUR, 24 * HOUR] as const;

/** The sandbox's clock can be moved; nothing else in it knows the difference. */
export function ClockBox({ now, offsetMs, run }: Props) {
  const { t, language } = useLanguage();
  return (
    <section className="tool-box" aria-labelledby="clock-heading">
      <h3 id="clock-heading">{t.faults.clock}</h3>
      <p className="clock-now">
        {clock(now, language)}
        {offsetMs === 0 ? null : <span className="clock-offset">{offset(offsetMs)}</span>}
      </p>
      <p>{t.faults.clockHint}</p>
      <div className="tool-actions">
        {STEPS.map((step) => (
          <button
            type="button"
            className="button"
            key={step}
            onClick={() => run(() => control.setClock(offsetMs + step))}
          >
            {offset(step)}
          </button>
        ))}
        <button
          type="button"
          className="button button-quiet"
          disabled={offsetMs === 0}
          onClick={() => run(() => control.setClock(0))}
        >
          {t.faults.clockNow}
        </button>
      </div>
    </section>
  );
}
