import { useEffect, useState } from 'react';
import type { ImportCard } from '../../../api/settings/contract';
import { Button } from '../../parts/Button';
import { Callout } from '../../parts/Callout';
import { MessengerMark } from '../../parts/MessengerMark';
import { Pill } from '../../parts/Pill';
import { usePolled } from '../data/usePolled';
import { ago, bytes } from '../lib/format';
import { useWords } from '../lib/language';
import { useNow } from '../lib/useNow';
import { Shown } from '../states/Shown';
import { AskDates } from './AskDates';
import { AwaitedFile } from './AwaitedFile';
import { EndedImport } from './EndedImport';
import { ImportSteps, type ImportStep } from './ImportSteps';
import { isMoving, stateOf } from './importState';
import { LookOver } from './LookOver';
import { Looking } from './Looking';
import type { OfImport } from './of-import';
import { RunningImport } from './RunningImport';

const EVERY_MS = 15_000;
const EVERY_MS_WHILE_MOVING = 1_500;

interface OneImportProps {
  readonly id: string;
  /** As the list has it, until it is asked for. */
  readonly first: ImportCard | null;
  readonly isSeen: boolean;
  readonly back: () => void;
  readonly another: () => void;
}

/** One import, from its file to what came of it. */
export function OneImport({ id, first, isSeen, back, another }: OneImportProps) {
  const { t } = useWords();
  const [pause, setPause] = useState<number | null>(EVERY_MS_WHILE_MOVING);
  const { data, fault, reload, update } = usePolled<ImportCard>(`imports/${id}`, isSeen ? pause : null);
  const card = data ?? first;
  const moving = card === null || (isMoving(card.state) && !card.paused);
  useEffect(() => setPause(moving ? EVERY_MS_WHILE_MOVING : EVERY_MS), [moving]);

  const learn = (next: ImportCard): void => {
    update(() => next);
    reload();
  };
  return (
    <Shown watched={{ data: card, fault, reload }} rows={1}>
      {(one) => (
        <section className="card form-card">
          <div className="import-top">
            <Button look="quiet" icon="back" onClick={back}>
              {t.imports.all}
            </Button>
          </div>
          <Head card={one} />
          <ImportSteps current={stepOf(one)} />
          <div className="import-body">{bodyOf(one)}</div>
        </section>
      )}
    </Shown>
  );

  function bodyOf(one: ImportCard) {
    const of: OfImport = { card: one, learn };
    switch (one.state) {
      case 'empty':
        return <AwaitedFile {...of} />;
      case 'fetching':
      case 'uploaded':
        return <Looking {...of} />;
      case 'surveyed':
        return <LookOver key={JSON.stringify(one.options)} {...of} />;
      case 'refused':
        return one.asks === null ? (
          <Callout tone="bad" icon="alert" title={one.trouble ?? t.imports.states.refused} role="status">
            <p>{t.imports.end.refusedText}</p>
          </Callout>
        ) : (
          <AskDates {...of} />
        );
      case 'taking':
      case 'sending':
      case 'comparing':
        return <RunningImport {...of} />;
      case 'done':
      case 'cancelled':
        return <EndedImport {...of} another={another} />;
    }
  }
}

function Head({ card }: { readonly card: ImportCard }) {
  const { t, language } = useWords();
  const now = useNow();
  const { tone, word } = stateOf(card, t);
  const size = card.fileSize === null ? null : bytes(card.fileSize, language);
  return (
    <div className="import-head">
      <MessengerMark kind={card.source.messenger} size={40} />
      <div className="import-head-words">
        <h2 className="import-name">{card.fileName}</h2>
        <p className="quiet">
          {[card.source.name, size, t.imports.begunBy(card.createdBy, ago(card.createdAt, now, t, language))]
            .filter((each) => each !== null)
            .join(' · ')}
        </p>
      </div>
      <Pill tone={tone}>{word}</Pill>
    </div>
  );
}

function stepOf({ state, counts }: ImportCard): ImportStep | 'over' {
  switch (state) {
    case 'empty':
    case 'fetching':
      return 'file';
    case 'uploaded':
    case 'surveyed':
    case 'refused':
      return 'look';
    case 'cancelled':
      return counts.told === 0 ? 'look' : 'end';
    case 'taking':
    case 'sending':
    case 'comparing':
      return 'end';
    case 'done':
      return 'over';
  }
}
