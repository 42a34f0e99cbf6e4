import { useState } from 'react';
import type { Change, Changes } from '../../../api/settings/contract';
import { Button } from '../../parts/Button';
import { usePolled } from '../data/usePolled';
import { useWords } from '../lib/language';
import { day, sameDay } from '../lib/format';
import { FaultNote } from '../parts/FaultNote';
import { useClient } from '../session/context';
import type { Fault } from '../session/fault';
import { Shown } from '../states/Shown';
import { ChangeRow } from './ChangeRow';

/** Who changed what, newest first. */
export function ChangesPage() {
  const changes = usePolled<Changes>('changes', null);
  return <Shown watched={changes}>{(data) => <ChangeList first={data} />}</Shown>;
}

function ChangeList({ first }: { readonly first: Changes }) {
  const { t, language } = useWords();
  const client = useClient();
  const [older, setOlder] = useState<readonly Change[]>([]);
  const [next, setNext] = useState(first.next);
  const [reading, setReading] = useState(false);
  const [fault, setFault] = useState<Fault | null>(null);
  const changes = [...first.changes, ...older];
  const now = client.clock.now();

  async function readOlder(after: string): Promise<void> {
    setReading(true);
    setFault(null);
    const answer = await client.get<Changes>(`changes?after=${encodeURIComponent(after)}`);
    setReading(false);
    if (!answer.ok) {
      setFault(answer.fault);
      return;
    }
    setOlder((before) => [...before, ...answer.value.changes]);
    setNext(answer.value.next);
  }

  return (
    <section className="card form-card">
      <h2>{t.changes.title}</h2>
      <p className="lead">{changes.length === 0 ? t.changes.none : t.changes.text}</p>
      {byDay(changes).map((group) => (
        <section key={group.at} className="change-day">
          <h3>{day(group.at, now, language)}</h3>
          <ul>
            {group.changes.map((change) => (
              <ChangeRow key={change.id} change={change} />
            ))}
          </ul>
        </section>
      ))}
      {fault === null ? null : <FaultNote fault={fault} />}
      {next === null ? null : (
        <div className="older">
          <Button busy={reading} onClick={() => void readOlder(next)}>
            {t.changes.older}
          </Button>
        </div>
      )}
    </section>
  );
}

interface Day {
  readonly at: number;
  readonly changes: Change[];
}

function byDay(changes: readonly Change[]): readonly Day[] {
  const days: Day[] = [];
  for (const change of changes) {
    const last = days.at(-1);
    if (last !== undefined && sameDay(last.at, change.at)) last.changes.push(change);
    else days.push({ at: change.at, changes: [change] });
  }
  return days;
}
