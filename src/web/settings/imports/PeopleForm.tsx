import { useId } from 'react';
import type { ImportUser, SurveyCard } from '../../../api/settings/contract';
import { usePolled } from '../data/usePolled';
import { counted } from '../lib/format';
import { useWords } from '../lib/language';
import { Avatar } from '../parts/Avatar';
import { Select } from '../parts/Select';
import type { Chosen, Side } from './chosenOptions';

const SIDES: readonly Side[] = ['customer', 'business'];
/** More customers than that are folded away: who has hundreds has few to put right. */
const CUSTOMERS_SEEN = 3;

type Person = SurveyCard['people'][number];

interface PeopleFormProps {
  readonly people: readonly Person[];
  readonly chosen: Chosen;
  readonly choose: (change: Partial<Chosen>) => void;
}

/** Who of the authors is the business, and which user of Kommo that is. */
export function PeopleForm({ people, chosen, choose }: PeopleFormProps) {
  const { t, language } = useWords();
  const users = usePolled<readonly ImportUser[]>('import-users', null);
  // By what the dry run says, so that nobody moves away under the pointer.
  const byMessages = [...people].sort((one, other) => other.messages - one.messages);
  const business = byMessages.filter(({ as }) => as === 'business');
  const customers = byMessages.filter(({ as }) => as === 'customer');
  const row = (person: Person, index: number) => (
    <PersonOfExport
      key={person.author}
      person={person}
      hue={index}
      users={users.data ?? []}
      side={chosen.sides[person.author] ?? person.as}
      user={chosen.users[person.author] ?? ''}
      turn={(side) => choose({ sides: { ...chosen.sides, [person.author]: side } })}
      name={(user) => choose({ users: { ...chosen.users, [person.author]: user } })}
    />
  );
  return (
    <fieldset className="import-people">
      <legend className="import-question">{t.imports.people.title}</legend>
      <p className="quiet">{t.imports.people.text}</p>
      {users.data === null && users.fault !== null ? <p className="quiet">{t.imports.people.noUsers}</p> : null}
      <ul>{business.map(row)}</ul>
      {customers.length > CUSTOMERS_SEEN ? (
        <details className="more">
          <summary>{t.imports.people.customers(counted(customers.length, language))}</summary>
          <ul>{customers.map((person, index) => row(person, business.length + index))}</ul>
        </details>
      ) : (
        <ul>{customers.map((person, index) => row(person, business.length + index))}</ul>
      )}
    </fieldset>
  );
}

interface PersonOfExportProps {
  readonly person: Person;
  readonly hue: number;
  readonly users: readonly ImportUser[];
  readonly side: Side;
  readonly user: string;
  readonly turn: (side: Side) => void;
  readonly name: (user: string) => void;
}

function PersonOfExport({ person, hue, users, side, user, turn, name }: PersonOfExportProps) {
  const { t, language } = useWords();
  const group = useId();
  const { people: words } = t.imports;
  const called = person.name === '' ? words.nameless : person.name;
  return (
    <li className="import-person">
      <Avatar id={hue} name={called} />
      <span className="import-person-words">
        <span className="import-name">{called}</span>
        <span className="quiet">{words.wrote(counted(person.messages, language))}</span>
      </span>
      <span className="segments" role="radiogroup" aria-label={words.sideOf(called)}>
        {SIDES.map((each) => (
          <label key={each} className="segment">
            <input type="radio" name={group} checked={side === each} onChange={() => turn(each)} />
            <span>{words[each]}</span>
          </label>
        ))}
      </span>
      <span className="import-person-user">
        {side === 'business' ? (
          <Select aria-label={words.userOf(called)} value={user} onChange={(event) => name(event.target.value)}>
            <option value="">{words.bot}</option>
            {/* One who was chosen before, and whom Kommo does not tell of now, stays chosen. */}
            {user !== '' && users.every(({ id }) => id !== user) ? <option value={user}>{user}</option> : null}
            {users.map(({ id, name: userName }) => (
              <option key={id} value={id}>
                {userName ?? id}
              </option>
            ))}
          </Select>
        ) : null}
      </span>
    </li>
  );
}
