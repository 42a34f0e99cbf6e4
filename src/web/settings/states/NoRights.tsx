import { useWords } from '../lib/language';
import { Avatar } from '../parts/Avatar';
import { Standalone } from '../parts/Standalone';

/** Nothing to see, but whom to ask. */
export function NoRights({ administrators }: { readonly administrators: readonly string[] }) {
  const { t } = useWords();
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
