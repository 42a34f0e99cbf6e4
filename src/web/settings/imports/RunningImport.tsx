import { Button } from '../../parts/Button';
import { Callout } from '../../parts/Callout';
import { count } from '../../parts/locale';
import { counted, percent, roughly } from '../lib/format';
import { useWords } from '../lib/language';
import { FaultNote } from '../parts/FaultNote';
import { CancelImport } from './CancelImport';
import { endedOf, progressOf } from './importState';
import type { OfImport } from './of-import';
import { usePace } from './usePace';
import { useWord } from './useWord';

/** How far it is, how fast it goes and how long that takes; and the words that it hears. */
export function RunningImport(of: OfImport) {
  const { card } = of;
  const { t, language } = useWords();
  const { running } = t.imports;
  const { doing, say } = useWord(of);
  const pace = usePace(card);
  const { state, paused, counts, trouble } = card;
  const part = progressOf(card);
  const ended = endedOf(counts);
  const failed = counts.failed + counts.unknown;
  const isBusy = doing.kind === 'saving';
  const title = state === 'taking' ? running.taking : state === 'comparing' ? running.comparing : running.sending;
  return (
    <>
      <div className="import-progress" data-paused={paused || undefined}>
        <div className="import-progress-head">
          <p className="import-progress-title" role="status">
            {title}
          </p>
          {part === null ? null : <span className="import-progress-percent">{percent(part, language)}</span>}
        </div>
        <progress aria-label={title} {...(part === null ? {} : { value: ended, max: ended + counts.waiting })} />
        <div className="import-progress-foot">
          <span className="quiet">{under()}</span>
        </div>
      </div>
      {failed === 0 ? null : (
        <Callout
          tone="warn"
          icon="alert"
          title={running.failed(counted(failed, language))}
          actions={
            <Button icon="refresh" busy={isBusy} onClick={() => void say('retry')}>
              {running.retry}
            </Button>
          }
        />
      )}
      {trouble === null ? null : <Callout tone="warn" icon="info" title={trouble} role="status" />}
      {doing.kind === 'failed' ? <FaultNote fault={doing.fault} /> : null}
      <div className="save-bar">
        <p className="save-state">{running.leave}</p>
        <CancelImport {...of} />
        <Button
          icon={paused ? 'play' : 'pause'}
          look={paused ? 'primary' : 'plain'}
          busy={isBusy}
          onClick={() => void say(paused ? 'resume' : 'pause')}
        >
          {paused ? running.resume : running.pause}
        </Button>
      </div>
    </>
  );

  function under(): string {
    if (state === 'taking') return running.takingText;
    if (state === 'comparing') return running.comparingText;
    const parts = [running.of(count(ended, language), count(ended + counts.waiting, language))];
    if (paused) parts.push(running.paused);
    else if (pace !== null) {
      const perSecond = Math.round(pace.perSecond * 10) / 10;
      parts.push(running.pace(count(perSecond, language)), running.left(roughly(pace.leftMs)));
    }
    return parts.join(' · ');
  }
}
