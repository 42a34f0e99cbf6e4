import { useState } from 'react';
import type { People, PeopleChange } from '../../../api/settings/contract';
import { useChange } from '../data/useChange';
import { usePolled } from '../data/usePolled';
import { useWords } from '../lib/language';
import { FaultNote } from '../parts/FaultNote';
import { SaveBar } from '../parts/SaveBar';
import { useMe } from '../session/context';
import { Shown } from '../states/Shown';
import { PersonRow, type Right } from './PersonRow';

/** With fewer, everybody is in sight. */
const FILTER_FROM = 9;

/** Which users may see or change settings. Only administrators decide. */
export function PeoplePage() {
  const people = usePolled<People>('people', null);
  return (
    <Shown watched={people}>{(data) => <RightsForm people={data} saved={(next) => people.update(() => next)} />}</Shown>
  );
}

interface RightsFormProps {
  readonly people: People;
  readonly saved: (people: People) => void;
}

function RightsForm({ people, saved }: RightsFormProps) {
  const { t } = useWords();
  const { isAdmin } = useMe();
  const { doing, run, forget } = useChange();
  const [edits, setEdits] = useState<ReadonlyMap<number, Right>>(new Map());
  const [wanted, setWanted] = useState('');

  const users = people.users.map((user) => ({ ...user, may: edits.get(user.id) ?? user.may }));
  const shown = users.filter(({ name }) => (name ?? '').toLowerCase().includes(wanted.trim().toLowerCase()));

  function edit(id: number, may: Right): void {
    forget();
    const next = new Map(edits).set(id, may);
    // Back to what it was is no change.
    if (people.users.find((user) => user.id === id)?.may === may) next.delete(id);
    setEdits(next);
  }

  async function save(): Promise<void> {
    const idsOf = (right: Right) => users.filter(({ isAdmin, may }) => !isAdmin && may === right).map(({ id }) => id);
    const change: PeopleChange = { see: idsOf('see'), change: idsOf('change') };
    const answer = await run<People>('PUT', 'people', change);
    if (!answer.ok) return;
    saved({ users });
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
