import { useLanguage } from '../lib/language';
import { themeOf } from '../messengers/themes';
import type { Phone, PhoneLine } from './phone';

interface Props {
  readonly line: PhoneLine;
  readonly phone: Phone;
  readonly run: (action: () => Promise<unknown>) => void;
}

/** In place of the box to write in: why there is none. */
export function Stopped({ line, phone, run }: Props) {
  const { t } = useLanguage();
  const words = t.phone.lines[themeOf(line.messenger).line];
  const { setBlocked } = phone.acts;
  return (
    <div className="phone-stopped">
      <p>{phone.state === 'blocked' ? words.blocked : t.phone.gone}</p>
      {phone.state === 'blocked' && setBlocked !== undefined ? (
        <button type="button" className="button" onClick={() => run(() => setBlocked(false))}>
          {words.unblock}
        </button>
      ) : null}
    </div>
  );
}
