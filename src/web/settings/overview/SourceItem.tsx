import { useEffect, useRef, useState } from 'react';
import type { SourceCard } from '../../../api/settings/contract';
import { Icon } from '../../parts/Icon';
import { MessengerMark } from '../../parts/MessengerMark';
import { Pill } from '../../parts/Pill';
import { useChange } from '../data/useChange';
import { focusAgain } from '../lib/focus';
import { useWords } from '../lib/language';
import { FaultNote } from '../parts/FaultNote';
import { OutLink } from '../parts/OutLink';
import { useMayChange } from '../session/context';
import { SourceDialog, type DialogKind } from './dialogs/SourceDialog';
import { MessengerNotice } from './MessengerNotice';
import { SourceChecks } from './SourceChecks';
import { SourceFacts } from './SourceFacts';
import { SourceMenu } from './SourceMenu';
import { SourceNotice } from './SourceNotice';
import { SourceProgress } from './SourceProgress';
import { fixOf, repairOf, toneOf } from './sourceWords';

interface SourceItemProps {
  readonly source: SourceCard;
  /** The only one: it needs no word about being the default. */
  readonly alone: boolean;
  /** Kommo lets nothing through, for any source. */
  readonly held: boolean;
  /** What mends it was asked for from outside of the card. */
  readonly wanted: boolean;
  readonly wantedDone: () => void;
  readonly put: (card: SourceCard) => void;
  readonly removed: () => void;
}

export function SourceItem({ source, alone, held, wanted, wantedDone, put, removed }: SourceItemProps) {
  const { t } = useWords();
  const mayChange = useMayChange();
  const [dialog, setDialog] = useState<DialogKind | null>(null);
  const { doing, run, forget } = useChange();
  const menuButton = useRef<HTMLButtonElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const opener = useRef<HTMLElement | null>(null);

  const waits = held && source.state.kind === 'ok';
  const tone = waits ? 'calm' : toneOf(source.state);

  function open(kind: DialogKind, from: HTMLElement | null): void {
    forget();
    opener.current = from;
    setDialog(kind);
  }

  async function act(action: 'pause' | 'resume' | 'repair'): Promise<void> {
    const more = action === 'repair' ? repairOf(source) : undefined;
    const answer = await run<SourceCard>('POST', `sources/${source.id}/${action}`, more);
    if (!answer.ok) return;
    put(answer.value);
    // The button that was pressed may be gone with what was wrong.
    window.requestAnimationFrame(() => {
      if (document.activeElement === document.body) focusAgain(heading.current);
    });
  }

  async function makeDefault(): Promise<void> {
    put({ ...source, isDefault: true });
    const answer = await run<SourceCard>('PATCH', `sources/${source.id}`, { isDefault: true });
    put(answer.ok ? answer.value : source);
  }

  function mend(from: HTMLElement | null): void {
    if (source.state.kind === 'paused') {
      void act('resume');
      return;
    }
    const fix = fixOf(source);
    if (fix === 'credentials') open('credentials', from);
    else if (fix === 'pipeline') open('move', from);
    else if (fix !== null) void act('repair');
  }

  useEffect(() => {
    if (!wanted) return;
    wantedDone();
    focusAgain(heading.current);
    heading.current?.scrollIntoView({ block: 'center' });
    mend(heading.current);
  });

  return (
    <li className="card source">
      <div className="source-head">
        <MessengerMark kind={source.messenger} />
        <div className="source-who">
          <h3 ref={heading} tabIndex={-1}>
            {source.name}
            {source.isDefault && !alone ? <span className="tag">{t.sources.default}</span> : null}
          </h3>
          <p className="source-address">
            <span className="hidden">{source.messengerTitle}: </span>
            {source.link !== null ? (
              <OutLink look="text" href={source.link}>
                {source.address ?? source.messengerTitle}
              </OutLink>
            ) : (
              (source.address ?? source.messengerTitle)
            )}
          </p>
        </div>
        <div className="source-state">
          <Pill tone={tone}>{pillText()}</Pill>
        </div>
        {mayChange && source.state.kind !== 'removing' ? (
          <SourceMenu
            source={source}
            alone={alone}
            button={menuButton}
            open={(kind) => open(kind, menuButton.current)}
            act={(action) => void act(action)}
            makeDefault={() => void makeDefault()}
          />
        ) : null}
      </div>

      {source.state.kind === 'connecting' ? (
        <SourceProgress
          source={source}
          busy={doing.kind === 'saving'}
          repair={() => void act('repair')}
          enterCredentials={(from) => open('credentials', from)}
        />
      ) : (
        <SourceNotice source={source} busy={doing.kind === 'saving'} mend={mend} />
      )}
      <MessengerNotice source={source} />
      {doing.kind === 'failed' && dialog === null ? <FaultNote fault={doing.fault} /> : null}
      <SourceFacts source={source} />
      <SourceChecks source={source} put={put} />

      {dialog === null ? null : (
        <SourceDialog
          kind={dialog}
          source={source}
          opener={opener.current}
          giveFocusBack={() => focusAgain(opener.current, menuButton.current, heading.current)}
          close={() => setDialog(null)}
          put={put}
          removed={removed}
        />
      )}
    </li>
  );

  function pillText() {
    if (doing.kind === 'saving') return t.saving;
    if (doing.kind === 'saved') {
      return (
        <>
          <Icon name="check" size={14} /> {t.saved}
        </>
      );
    }
    if (waits) return t.states.waits;
    if (source.state.kind === 'broken' && source.state.fault === 'unreachable') return t.states.unreachable;
    return t.states[source.state.kind];
  }
}
