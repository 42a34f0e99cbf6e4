import type { InboxMessage } from '../../control/contract';
import { dateTime, time } from '../lib/format';
import { type Texts } from '../texts';
import { useLanguage } from '../lib/language';
import { Avatar } from '../parts/Avatar';
import { Icon } from '../parts/Icon';
import { Tick } from '../parts/Tick';

interface Props {
  readonly message: InboxMessage;
  readonly first: boolean;
  readonly last: boolean;
}

interface Trouble {
  readonly title: string;
  readonly text: string;
}

/** What the manager must know at once: the reported error, or a webhook that the integration did not take. */
function troubleOf({ error, hook }: InboxMessage, t: Texts): Trouble | null {
  if (error !== null) {
    const meaning = t.inbox.codes[error.code];
    return {
      title: `${t.inbox.status.failed} · ${t.inbox.code(error.code)}`,
      text: error.text === '' ? (meaning ?? '') : error.text,
    };
  }
  if (hook === null) return null;
  const refused = hook.status !== null && hook.status >= 300;
  if (hook.error === null && !refused) return null;
  return { title: t.inbox.status.failed, text: t.inbox.hookFailed(hook.error ?? `HTTP ${hook.status ?? ''}`) };
}

export function InboxBubble({ message, first, last }: Props) {
  const { t, language } = useLanguage();
  const trouble = troubleOf(message, t);
  const silent = message.direction === 'incoming' && !message.notified;
  return (
    <div
      className="inbox-message"
      data-testid="inbox-message"
      data-direction={message.direction}
      data-first={first}
      data-last={last}
    >
      <span className="inbox-avatar">{first ? <Avatar name={message.author} small /> : null}</span>
      <div className="inbox-column">
        {first ? <p className="inbox-author">{message.author}</p> : null}
        <div className="inbox-bubble" data-failed={trouble !== null}>
          <div className="inbox-said">
            <p className="bubble-text">{message.text}</p>
            <span className="bubble-meta">
              {silent ? (
                <span role="img" aria-label={t.inbox.silent} title={t.inbox.silent}>
                  <Icon name="silent" size={14} />
                </span>
              ) : null}
              <time dateTime={new Date(message.at).toISOString()} title={dateTime(message.at, language)}>
                {time(message.at, language)}
              </time>
              {message.direction === 'outgoing' ? <Tick status={message.status} hook={message.hook} /> : null}
            </span>
          </div>
          {trouble === null ? null : (
            <p className="inbox-trouble">
              <strong>{trouble.title}</strong>
              {trouble.text === '' ? null : <span>{trouble.text}</span>}
            </p>
          )}
        </div>
      </div>
    </div>
  );
}
