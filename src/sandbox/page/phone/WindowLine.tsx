import { span } from '../lib/format';
import { useLanguage } from '../lib/language';
import { Icon } from '../parts/Icon';
import type { Phone } from './phone';

interface Props {
  readonly phone: Phone;
  readonly now: number;
  readonly run: (action: () => Promise<unknown>) => void;
}

/** For how long the line may still write what it likes. */
export function WindowLine({ phone, now, run }: Props) {
  const { t } = useLanguage();
  const { windowUntil, acts, state } = phone;
  const isOpen = windowUntil !== null && windowUntil > now;
  const { closeWindow } = acts;
  return (
    <div className="window-line" data-open={isOpen} data-testid="window">
      <Icon name={isOpen ? 'clock' : 'lock'} size={14} />
      <span>
        {isOpen
          ? t.phone.windowOpen(span(windowUntil - now))
          : state === 'new'
            ? t.phone.windowNew
            : t.phone.windowShut}
      </span>
      {isOpen && closeWindow !== undefined ? (
        <button type="button" onClick={() => run(closeWindow)}>
          {t.phone.shutWindow}
        </button>
      ) : null}
    </div>
  );
}
