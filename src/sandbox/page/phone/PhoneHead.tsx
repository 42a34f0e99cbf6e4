import { useLanguage } from '../lib/language';
import { themeOf } from '../messengers/themes';
import { Avatar } from '../parts/Avatar';
import { Icon } from '../parts/Icon';
import type { Phone, PhoneLine } from './phone';
import type { Reading } from './useReading';

interface Props {
  readonly line: PhoneLine;
  readonly phone: Phone;
  readonly reading: Reading | null;
  readonly run: (action: () => Promise<unknown>) => void;
}

/** Whom the customer writes to, and what is done with the whole chat. */
export function PhoneHead({ line, phone, reading, run }: Props) {
  const { t } = useLanguage();
  const theme = themeOf(line.messenger);
  const { setBlocked, closeChat } = phone.acts;
  const canBlock = setBlocked !== undefined && (phone.state === 'new' || phone.state === 'open');
  const { block } = t.phone.lines[theme.line];
  return (
    <header className="phone-head">
      <Avatar name={line.name} />
      <div className="phone-title">
        <h3>{line.name}</h3>
        <p>{line.address}</p>
      </div>
      {reading === null ? null : (
        <button
          type="button"
          className="phone-tool"
          aria-pressed={reading.isOn}
          aria-label={t.phone.reads}
          title={t.phone.reads}
          onClick={reading.flip}
        >
          <Icon name={reading.isOn ? 'eye' : 'eyeOff'} size={18} />
        </button>
      )}
      {closeChat !== undefined && phone.state === 'open' ? (
        <button
          type="button"
          className="phone-tool"
          aria-label={t.phone.closeChat}
          title={t.phone.closeChat}
          onClick={() => run(closeChat)}
        >
          <Icon name="bin" size={18} />
        </button>
      ) : null}
      {canBlock ? (
        <button
          type="button"
          className="phone-tool phone-block"
          aria-label={block}
          title={block}
          onClick={() => run(() => setBlocked(true))}
        >
          <Icon name="block" size={18} />
        </button>
      ) : null}
    </header>
  );
}
