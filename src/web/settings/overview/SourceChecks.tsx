import { useState } from 'react';
import type { SourceCard } from '../../../api/settings/contract';
import { Button } from '../../parts/Button';
import type { Tone } from '../../parts/Pill';
import { ago } from '../lib/format';
import { useWords } from '../lib/language';
import { useNow } from '../lib/useNow';
import { CheckList } from '../parts/CheckList';
import { FaultNote } from '../parts/FaultNote';
import { useMayChange } from '../session/context';
import { useRecheck } from './useRecheck';

interface SourceChecksProps {
  readonly source: SourceCard;
  readonly put: (card: SourceCard) => void;
  /** Also when all is well. */
  readonly unfolded?: boolean;
}

/** What the messenger was asked, and what it said; folded away when all is well. */
export function SourceChecks({ source, put, unfolded = false }: SourceChecksProps) {
  const { t, language } = useWords();
  const now = useNow();
  const { checks, checkedAt, messengerTitle } = source;
  const may = useMayChange() && isConnected(source);
  const { doing, again } = useRecheck(source, { may, put });
  /** As a person left it; until then it is open where there is something to see. */
  const [folded, setFolded] = useState<boolean | null>(null);
  if (checks.length === 0 || source.state.kind === 'removing') return null;
  const passed = checks.filter((check) => check.state === 'ok').length;
  const open = folded === null ? unfolded || passed < checks.length : !folded;
  return (
    <details className="checked" open={open}>
      <summary
        onClick={(event) => {
          event.preventDefault();
          setFolded(open);
        }}
      >
        <span className="checked-sign" data-tone={toneOf(source)} />
        <span className="checked-words">
          <span>{t.checks.passed(passed, checks.length)}</span>
          {checkedAt === null ? null : (
            <>
              <span className="hidden">, </span>
              <span className="checked-at">{t.checks.at(ago(checkedAt, now, t, language))}</span>
            </>
          )}
        </span>
      </summary>
      <CheckList label={t.checks.title(messengerTitle)} checks={checks} />
      {doing.kind === 'failed' ? <FaultNote fault={doing.fault} /> : null}
      {may ? (
        <Button icon="refresh" busy={doing.kind === 'saving'} onClick={again}>
          {t.checks.again}
        </Button>
      ) : null}
      {/* Only when it becomes another one. */}
      <p className="hidden" role="status">
        {doing.kind === 'saved' ? t.checks.passed(passed, checks.length) : ''}
      </p>
    </details>
  );
}

/** What was found well may have been so before it broke. */
function toneOf({ checks, state }: SourceCard): Tone {
  if (checks.some((check) => check.state === 'broken')) return 'bad';
  if (checks.some((check) => check.state === 'warning')) return 'warn';
  return state.kind === 'broken' ? 'calm' : 'good';
}

/** Until it is, the one who connects it asks the messenger; where that failed, it is connected anew. */
function isConnected({ state, steps }: SourceCard): boolean {
  if (state.kind === 'connecting' || state.kind === 'removing') return false;
  return !steps.some((step) => step.state === 'failed');
}
