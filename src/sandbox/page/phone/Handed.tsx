import { useLanguage } from '../lib/language';
import type { Theme } from '../messengers/theme';
import { Circle, Marks } from '../parts/Tick';

interface Props {
  readonly handed: boolean;
  readonly manner: Theme['handed'];
  /** Words stand at the newest message only. */
  readonly isLast: boolean;
}

/** At an own message: whether Courier has taken the webhook, as the messenger shows that something has gone out. */
export function Handed({ handed, manner, isLast }: Props) {
  const { t } = useLanguage();
  const label = handed ? t.phone.handed : t.phone.notHanded;
  if (manner === 'words') {
    return (
      <span className="tick" title={label} data-handed={handed}>
        <span className="hidden">{label}</span>
        {isLast || !handed ? <span aria-hidden="true">{handed ? t.phone.handedShort : t.phone.waitsShort}</span> : null}
      </span>
    );
  }
  return (
    <span className="tick" role="img" aria-label={label} title={label} data-handed={handed}>
      {manner === 'ticks' ? <Marks double={handed} /> : <Circle filled={handed} />}
    </span>
  );
}
