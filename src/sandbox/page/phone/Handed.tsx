import { useLanguage } from '../lib/language';
import type { Theme } from '../messengers/theme';
import { Circle, Marks } from '../parts/Tick';

interface Props {
  readonly handed: boolean;
  /** The customer is shown that the business has read it. */
  readonly read: boolean;
  readonly manner: Theme['handed'];
  /** Words stand at the newest message only. */
  readonly isLast: boolean;
}

/** At an own message: whether Courier has taken the webhook, and whether it was read, as the messenger shows such things. */
export function Handed({ handed, read, manner, isLast }: Props) {
  const { t } = useLanguage();
  const label = read ? t.phone.seen : handed ? t.phone.handed : t.phone.notHanded;
  const short = read ? t.phone.seenShort : handed ? t.phone.handedShort : t.phone.waitsShort;
  const words = isLast || !handed ? <span aria-hidden="true">{short}</span> : null;
  const state = { 'data-handed': handed, 'data-read': read };
  if (manner === 'words') {
    return (
      <span className="tick" title={label} {...state}>
        <span className="hidden">{label}</span>
        {words}
      </span>
    );
  }
  return (
    <span className="tick" role="img" aria-label={label} title={label} {...state}>
      {manner === 'ticks' ? <Marks double={handed} /> : read ? words : <Circle filled={handed} />}
    </span>
  );
}
