import type { Change, ChangeKind } from '../../../api/settings/contract';
import { Icon, type IconName } from '../../parts/Icon';
import { time } from '../lib/format';
import { useWords } from '../lib/language';

const ICONS: Readonly<Record<ChangeKind, IconName>> = {
  installed: 'plus',
  uninstalled: 'trash',
  authorised: 'lock',
  'source-added': 'plus',
  'source-renamed': 'edit',
  'source-moved': 'move',
  'source-made-default': 'star',
  'source-contacts': 'people',
  'source-closing': 'sources',
  'source-bot-mark': 'sources',
  'source-credentials': 'key',
  'source-paused': 'pause',
  'source-resumed': 'play',
  'source-repaired': 'repair',
  'source-removed': 'trash',
  'template-taken': 'template',
  people: 'people',
  alerts: 'bell',
  'data-kept': 'lock',
  'data-erased': 'trash',
};

export function ChangeRow({ change }: { readonly change: Change }) {
  const { t, language } = useWords();
  const { at, by, what, source, detail } = change;
  return (
    <li className="change">
      <span className="change-icon">
        <Icon name={ICONS[what]} size={16} />
      </span>
      <div className="change-words">
        <p>{t.changes.did[what](by, source ?? t.changes.aSource)}</p>
        {detail === null ? null : <p className="quiet">{detail}</p>}
      </div>
      <time className="change-time" dateTime={new Date(at).toISOString()}>
        {time(at, language)}
      </time>
    </li>
  );
}
