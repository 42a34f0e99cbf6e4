import type { PhoneMessage } from '../../control/contract';
import { dateTime, time } from '../lib/format';
import { useLanguage } from '../lib/language';
import { HandedTick } from '../parts/Tick';

interface Props {
  readonly message: PhoneMessage;
  readonly first: boolean;
  readonly last: boolean;
}

export function PhoneBubble({ message, first, last }: Props) {
  const { language } = useLanguage();
  return (
    <div
      className="phone-bubble"
      data-testid="phone-message"
      data-from={message.from}
      data-first={first}
      data-last={last}
    >
      <p className="bubble-text">{message.text}</p>
      <span className="bubble-meta">
        <time dateTime={new Date(message.at).toISOString()} title={dateTime(message.at, language)}>
          {time(message.at, language)}
        </time>
        {message.from === 'customer' ? <HandedTick handed={message.handed} /> : null}
      </span>
    </div>
  );
}
