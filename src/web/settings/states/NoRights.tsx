import type { Overview } from '../../../api/settings/contract';
import { usePolled } from '../data/usePolled';
import { useWords } from '../lib/language';
import { Avatar } from '../parts/Avatar';
import { Standalone } from '../parts/Standalone';

/** Nothing to see, but whom to ask. */
export function NoRights() {
  const { t } = useWords();
  const { data } = usePolled<Pick<Overview, 'administrators'>>('overview', null);
  const administrators = data?.administrators ?? [];
  return (
    <Standalone icon="lock" title={t.noRights.title}>
      <p>{administrators.length === 0 ? t.noRights.ask : t.noRights.text}</p>
      {administrators.length === 0 ? null : (
        <ul className="administrators">
          {administrators.map((name, index) => (
            <li key={name}>
              <Avatar id={index} name={name} />
              {name}
            </li>
          ))}
        </ul>
      )}
    </Standalone>
  );
}
