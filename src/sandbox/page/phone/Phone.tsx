import { type Ref, useState } from 'react';
import type { BotView, PhoneView } from '../../control/contract';
import { control, Refused } from '../data/control';
import type { Drafts } from '../data/useDrafts';
import { time } from '../lib/format';
import { useLanguage } from '../lib/language';
import { Avatar } from '../parts/Avatar';
import { Composer } from '../parts/Composer';
import { Icon } from '../parts/Icon';
import { Thread } from '../parts/Thread';
import { fullName } from './fullName';
import { PhoneBubble } from './PhoneBubble';
import { StatusBar } from './StatusBar';

interface Props {
  readonly bot: BotView;
  readonly phone: PhoneView;
  readonly now: number;
  readonly drafts: Drafts;
  readonly inputRef: Ref<HTMLTextAreaElement>;
}

/** The customer's phone, showing the chat with the bot. */
export function Phone({ bot, phone, now, drafts, inputRef }: Props) {
  const { t, language } = useLanguage();
  const [error, setError] = useState<string | null>(null);
  const draftKey = `phone:${bot.id}/${phone.chatId}`;
  const blocked = phone.state === 'blocked';
  const canWrite = !blocked && phone.state !== 'deactivated';

  function send(text: string): void {
    drafts.send(draftKey, text, (words) => control.writeAsCustomer(bot.id, phone.chatId, words));
  }

  function setBlocked(next: boolean): void {
    setError(null);
    control.setBlocked(bot.id, phone.chatId, next).catch((reason: unknown) => {
      setError(reason instanceof Refused && reason.message !== '' ? reason.message : t.live.reconnecting);
    });
  }

  const welcome = (
    <div className="phone-welcome">
      <Avatar name={bot.name} />
      <p className="phone-welcome-title">{t.phone.empty}</p>
      <p>{t.phone.emptyHint}</p>
      {t.phone.starters.map((starter) => (
        <button type="button" key={starter} onClick={() => send(starter)} disabled={!canWrite}>
          {starter}
        </button>
      ))}
    </div>
  );

  return (
    <div className="device">
      <div className="device-screen">
        <StatusBar time={time(now, language)} owner={fullName(phone)} />
        <header className="phone-head">
          <Avatar name={bot.name} />
          <div className="phone-title">
            <h3>{bot.name}</h3>
            <p>
              {t.phone.on} · @{bot.username}
            </p>
          </div>
          {canWrite ? (
            <button
              type="button"
              className="phone-block"
              aria-label={t.phone.block}
              title={t.phone.block}
              onClick={() => setBlocked(true)}
            >
              <Icon name="block" size={18} />
            </button>
          ) : null}
        </header>
        <Thread
          messages={phone.messages}
          now={now}
          label={t.messagesOf(bot.name)}
          empty={welcome}
          authorOf={({ from }) => from}
          isMine={({ from }) => from === 'customer'}
          render={(message, place) => <PhoneBubble message={message} {...place} />}
        />
        <div role="alert">{error === null ? null : <p className="phone-error">{error}</p>}</div>
        {canWrite ? (
          <Composer
            testId="phone"
            inputRef={inputRef}
            draft={drafts.get(draftKey)}
            label={t.phone.input(bot.name)}
            placeholder={t.phone.write}
            write={(text) => drafts.write(draftKey, text)}
            send={send}
          />
        ) : (
          <div className="phone-stopped">
            <p>{blocked ? t.phone.blocked : t.phone.deactivated}</p>
            {blocked ? (
              <button type="button" className="button" onClick={() => setBlocked(false)}>
                {t.phone.unblock}
              </button>
            ) : null}
          </div>
        )}
        <span className="home-bar" aria-hidden="true" />
      </div>
    </div>
  );
}
