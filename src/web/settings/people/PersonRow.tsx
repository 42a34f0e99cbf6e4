import type { People } from '../../../api/settings/contract';
import { useWords } from '../lib/language';
import { Avatar } from '../parts/Avatar';

type User = People['users'][number];
export type Right = User['may'];

const RIGHTS: readonly Right[] = ['nothing', 'see', 'change'];

interface PersonRowProps {
  readonly user: User;
  readonly mayEdit: boolean;
  readonly edit: (may: Right) => void;
}

export function PersonRow({ user, mayEdit, edit }: PersonRowProps) {
  const { t } = useWords();
  const name = user.name ?? t.people.user(user.id);
  return (
    <li className="person">
      <Avatar id={user.id} name={name} />
      <span className="person-name">{name}</span>
      {user.isAdmin || !mayEdit ? (
        <span className="person-right">{user.isAdmin ? t.people.admin : t.people.rights[user.may]}</span>
      ) : (
        <fieldset className="segments">
          <legend className="hidden">{t.people.mayOf(name)}</legend>
          {RIGHTS.map((right) => (
            <label key={right} className="segment">
              <input
                type="radio"
                name={`right-${user.id}`}
                value={right}
                checked={user.may === right}
                onChange={() => edit(right)}
              />
              <span>{t.people.rights[right]}</span>
            </label>
          ))}
        </fieldset>
      )}
    </li>
  );
}
