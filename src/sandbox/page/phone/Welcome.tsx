import { useLanguage } from '../lib/language';
import { Avatar } from '../parts/Avatar';
import type { PhoneLine } from './phone';

interface Props {
  readonly line: PhoneLine;
  readonly disabled: boolean;
  readonly say: (text: string) => void;
}

/** An empty chat, with something to begin with. */
export function Welcome({ line, disabled, say }: Props) {
  const { t } = useLanguage();
  return (
    <div className="phone-welcome">
      <Avatar name={line.name} />
      <p className="phone-welcome-title">{t.phone.empty}</p>
      <p>{t.phone.emptyHint}</p>
      {t.phone.starters.map((starter) => (
        <button type="button" key={starter} onClick={() => say(starter)} disabled={disabled}>
          {starter}
        </button>
      ))}
    </div>
  );
}
