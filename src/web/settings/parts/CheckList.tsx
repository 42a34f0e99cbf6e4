import type { SourceCheck } from '../../../api/settings/contract';
import { Icon, type IconName } from '../../parts/Icon';
import { useWords } from '../lib/language';

const SIGNS: Readonly<Record<SourceCheck['state'], IconName>> = { ok: 'check', warning: 'alert', broken: 'close' };

/** What was looked at, each by its name, with what was found or what to do. */
export function CheckList({ label, checks }: { readonly label: string; readonly checks: readonly SourceCheck[] }) {
  const { t } = useWords();
  return (
    <ul className="check-list" aria-label={label}>
      {checks.map(({ name, title, state, text }) => (
        <li key={name} className="check" data-state={state}>
          <span className="check-sign">
            <Icon name={SIGNS[state]} size={13} />
          </span>
          <p className="check-title">
            {title}
            <span className="hidden">: {t.checks.states[state]}</span>
          </p>
          <p className="check-text">{text}</p>
        </li>
      ))}
    </ul>
  );
}
