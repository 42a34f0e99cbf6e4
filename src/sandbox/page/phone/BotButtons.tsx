import type { PhoneMessage } from '../../control/contract';
import { useLanguage } from '../lib/language';
import { Icon } from '../parts/Icon';

interface Props extends Pick<PhoneMessage, 'buttons' | 'pressing'> {
  readonly press: (row: number, column: number) => void;
}

/** Telegram's inline keyboard: below the bubble, a spinner on the pressed button until the bot answers. */
export function BotButtons({ buttons, pressing, press }: Props) {
  const { t } = useLanguage();
  if (buttons.length === 0) return null;
  return (
    <div className="keyboard" role="group" aria-label={t.talk.inbox.buttons}>
      {buttons.map((row, rowIndex) => (
        <div className="keyboard-row" key={rowIndex}>
          {row.map(({ text, url }, column) => {
            if (url !== null) {
              return (
                <a key={column} className="key" href={url} target="_blank" rel="noreferrer" title={url}>
                  <span>{text}</span>
                  <span className="hidden">, {t.talk.phone.opensLink}</span>
                  <Icon name="out" size={12} />
                </a>
              );
            }
            const turning = pressing?.row === rowIndex && pressing.column === column;
            return (
              <button
                type="button"
                key={column}
                className="key"
                aria-busy={turning}
                onClick={() => {
                  if (!turning) press(rowIndex, column);
                }}
              >
                <span>{text}</span>
                {turning ? (
                  <>
                    <span className="spinner" aria-hidden="true" />
                    <span className="hidden">, {t.talk.phone.pressing}</span>
                  </>
                ) : null}
              </button>
            );
          })}
        </div>
      ))}
    </div>
  );
}
