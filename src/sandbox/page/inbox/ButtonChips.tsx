import type { ButtonView } from '../../control/contract';
import { useLanguage } from '../lib/language';
import { Icon } from '../parts/Icon';

/** The buttons that went out with a message; only the customer can press them. */
export function ButtonChips({ buttons }: { readonly buttons: readonly (readonly ButtonView[])[] }) {
  const { t } = useLanguage();
  if (buttons.length === 0) return null;
  return (
    <ul className="button-chips" aria-label={t.talk.inbox.buttons}>
      {buttons.flat().map(({ text, url }, index) => (
        <li key={index} className="button-chip">
          {url === null ? (
            text
          ) : (
            <a href={url} target="_blank" rel="noreferrer" title={url}>
              {text}
              <Icon name="out" size={12} />
            </a>
          )}
        </li>
      ))}
    </ul>
  );
}
