import type { MessengerKind } from '../../../model/messenger-kind';
import { MessengerMark } from '../../../web/parts/MessengerMark';
import { useLanguage } from '../lib/language';
import { themeOf } from '../messengers/themes';
import { Badge } from '../parts/Badge';

interface Props {
  readonly messengers: readonly MessengerKind[];
  readonly shown: readonly MessengerKind[];
  readonly unseen: (messenger: MessengerKind) => number;
  readonly press: (messenger: MessengerKind) => void;
}

/** Which phones are out: one button for each messenger that the sandbox plays. */
export function Dock({ messengers, shown, unseen, press }: Props) {
  const { t } = useLanguage();
  return (
    <nav className="dock" aria-label={t.phone.dock}>
      {messengers.map((kind) => {
        const { title } = themeOf(kind);
        return (
          <button
            type="button"
            key={kind}
            className="dock-app"
            data-testid={`dock-${kind}`}
            aria-pressed={shown.includes(kind)}
            aria-label={title}
            title={title}
            onClick={() => press(kind)}
          >
            <MessengerMark kind={kind} size={36} />
            <Badge count={unseen(kind)} />
          </button>
        );
      })}
    </nav>
  );
}
