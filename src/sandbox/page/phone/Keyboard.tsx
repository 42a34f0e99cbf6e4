import { useLanguage } from '../lib/language';
import type { Theme } from '../messengers/theme';
import { Icon } from '../parts/Icon';
import type { ChatMessage } from './phone';

interface Props {
  readonly message: Pick<ChatMessage, 'buttons' | 'pressing'>;
  readonly manner: Theme['buttons'];
  readonly press: (row: number, column: number) => void;
}

/** The buttons of a message; a spinner turns on the pressed one where the messenger waits for an answer. */
export function Keyboard({ message: { buttons, pressing }, manner, press }: Props) {
  const { t } = useLanguage();
  if (buttons.length === 0) return null;
  return (
    <div className="keyboard" data-manner={manner} role="group" aria-label={t.talk.inbox.buttons}>
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
