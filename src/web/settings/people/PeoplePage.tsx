import { useState } from 'react';
import type { People, PeopleChange } from '../../../api/settings/contract';
import { Button } from '../../parts/Button';
import { useChange } from '../data/useChange';
import { usePolled } from '../data/usePolled';
import { useWords } from '../lib/language';
import { FaultNote } from '../parts/FaultNote';
import { SaveBar } from '../parts/SaveBar';
import { Skeleton } from '../parts/Skeleton';
import { useMe } from '../session/context';
import { PersonRow, type Right } from './PersonRow';

/** With fewer, everybody is in sight. */
const FILTER_FROM = 9;

/** Which users may see or change settings. Only administrators decide. */
export function PeoplePage() {
  const { t } = useWords();
  const { isAdmin } = useMe();
  const { data, fault, reload, update } = usePolled<People>('people', null);
  const { doing, run, forget } = useChange();
  const [edits, setEdits] = useState<ReadonlyMap<number, Right>>(new Map());
  const [wanted, setWanted] = useState('');

  if (data === null) {
    if (fault === null) return <Skeleton rows={2} />;
    return (
      <FaultNote
        fault={fault}
        actions={
          <Button icon="refresh" onClick={reload}>
            {t.tryAgain}
          </Button>
        }
      />
    );
  }

  const users = data.users.map((user) => ({ ...user, may: edits.get(user.id) ?? user.may }));
  const shown = users.filter(({ name }) => (name ?? '').toLowerCase().includes(wanted.trim().toLowerCase()));

  function edit(id: number, may: Right): void {
    forget();
    const next = new Map(edits).set(id, may);
    // Back to what it was is no change.
    if (data?.users.find((user) => user.id === id)?.may === may) next.delete(id);
    setEdits(next);
  }

  async function save(): Promise<void> {
    const idsOf = (right: Right) => users.filter(({ isAdmin, may }) => !isAdmin && may === right).map(({ id }) => id);
    const change: PeopleChange = { see: idsOf('see'), change: idsOf('change') };
    const answer = await run<People>('PUT', 'people', change);
    if (!answer.ok) return;
    update(() => ({ users }));
    setEdits(new Map());
  }

  return (
    <form
      className="card form-card"
      onSubmit={(event) => {
        event.preventDefault();
        if (edits.size > 0 && doing.kind !== 'saving') void save();
      }}
    >
      <h2>{t.people.title}</h2>
      <p className="lead">{isAdmin ? t.people.text : t.people.adminsOnly}</p>
      {users.length >= FILTER_FROM ? (
        <input
          type="search"
          className="input filter"
          aria-label={t.people.find}
          placeholder={t.people.find}
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
        />
      ) : null}
      <ul className="people">
        {shown.map((user) => (
          <PersonRow key={user.id} user={user} mayEdit={isAdmin} edit={(may) => edit(user.id, may)} />
        ))}
      </ul>
      {shown.length === 0 ? <p className="quiet">{t.people.nobody}</p> : null}
      {doing.kind === 'failed' ? <FaultNote fault={doing.fault} /> : null}
      {isAdmin ? <SaveBar doing={doing} changed={edits.size > 0} undo={() => setEdits(new Map())} /> : null}
    </form>
  );
}
