import { useEffect, useRef, useState } from 'react';
import type { SourceCard } from '../../../api/settings/contract';
import { Callout } from '../../parts/Callout';
import { useChange } from '../data/useChange';
import { usePolled } from '../data/usePolled';
import { focusAgain } from '../lib/focus';
import { useWords } from '../lib/language';
import { type DialogKind, SourceDialog } from '../overview/dialogs/SourceDialog';
import { SourceChecks } from '../overview/SourceChecks';
import { SourceNotice } from '../overview/SourceNotice';
import { SourceProgress } from '../overview/SourceProgress';
import { fixOf, repairOf } from '../overview/sourceWords';
import { FaultNote } from '../parts/FaultNote';
import { WizardActions } from './WizardActions';

const EVERY_MS = 1_500;
/** When it works, only to see that it still does. */
const EVERY_MS_WHEN_READY = 5_000;

interface ChecksProps {
  readonly begun: SourceCard;
  readonly put: (card: SourceCard) => void;
  readonly next: () => void;
}

/** Each check turns green as it is done; what fails is mended in its row. */
export function Checks({ begun, put, next }: ChecksProps) {
  const { t } = useWords();
  const { data, fault, update, reload } = usePolled<SourceCard>(
    `sources/${begun.id}`,
    begun.state.kind === 'ok' ? EVERY_MS_WHEN_READY : EVERY_MS,
  );
  const { doing, run } = useChange();
  const [dialog, setDialog] = useState<DialogKind | null>(null);
  const opener = useRef<HTMLElement | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const source = data ?? begun;
  useEffect(() => put(source), [put, source]);
  const failedStep = source.steps.some(({ state }) => state === 'failed');

  function keep(card: SourceCard): void {
    put(card);
    update(() => card);
    reload();
  }

  async function repair(): Promise<void> {
    const answer = await run<SourceCard>('POST', `sources/${source.id}/repair`, repairOf(source));
    if (answer.ok) keep(answer.value);
    focusAgain(list.current);
  }

  function open(kind: DialogKind, from: HTMLElement): void {
    opener.current = from;
    setDialog(kind);
  }

  function mend(from: HTMLElement): void {
    const fix = fixOf(source);
    if (fix === 'credentials') open('credentials', from);
    else if (fix === 'pipeline') open('move', from);
    else if (fix !== null) void repair();
  }

  const ready = source.state.kind === 'ok';
  return (
    <div ref={list} tabIndex={-1} className="checks">
      <SourceProgress
        source={source}
        busy={doing.kind === 'saving'}
        repair={() => void repair()}
        enterCredentials={(from) => open('credentials', from)}
      />
      {source.state.kind === 'broken' && !failedStep ? (
        <SourceNotice source={source} busy={doing.kind === 'saving'} mend={mend} />
      ) : null}
      {doing.kind === 'failed' ? <FaultNote fault={doing.fault} /> : null}
      {fault !== null && doing.kind !== 'failed' ? <FaultNote fault={fault} /> : null}
      {ready ? (
        <Callout tone="good" icon="check" title={t.wizard.works} role="status">
          <p>{t.wizard.worksText}</p>
        </Callout>
      ) : null}
      <SourceChecks source={source} put={keep} unfolded />
      <WizardActions next={t.wizard.toTest} go={next} off={!ready} />
      {dialog === null ? null : (
        <SourceDialog
          kind={dialog}
          source={source}
          opener={opener.current}
          giveFocusBack={() => focusAgain(opener.current, list.current)}
          close={() => setDialog(null)}
          put={keep}
          removed={() => undefined}
        />
      )}
    </div>
  );
}
