import type { BotView } from '../../control/contract';
import { useLanguage } from '../lib/language';
import { Avatar } from '../parts/Avatar';

interface Props {
  readonly bot: BotView;
  readonly disabled: boolean;
  readonly say: (text: string) => void;
}

/** An empty chat, with something to begin with. */
export function Welcome({ bot, disabled, say }: Props) {
  const { t } = useLanguage();
  return (
    <div className="phone-welcome">
      <Avatar name={bot.name} />
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
