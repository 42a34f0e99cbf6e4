import type { RefObject } from 'react';
import type { BotView, PhoneView } from '../../control/contract';
import { useDrop } from '../compose/useDrop';
import { phoneControl } from '../data/phoneControl';
import { stage } from '../data/staged';
import type { About, Drafts } from '../data/useDrafts';
import { time } from '../lib/format';
import { useLanguage } from '../lib/language';
import { useRun } from '../lib/useRun';
import { Avatar } from '../parts/Avatar';
import { Icon } from '../parts/Icon';
import { fullName } from './fullName';
import { PhoneComposer } from './PhoneComposer';
import { PhoneThread } from './PhoneThread';
import { StatusBar } from './StatusBar';
import { Welcome } from './Welcome';

interface Props {
  readonly bot: BotView;
  readonly phone: PhoneView;
  readonly now: number;
  readonly drafts: Drafts;
  readonly inputRef: RefObject<HTMLTextAreaElement>;
}

/** The customer's phone, showing the chat with the bot. */
export function Phone({ bot, phone, now, drafts, inputRef }: Props) {
  const { t, language } = useLanguage();
  const [error, run] = useRun(t.live.reconnecting);
  const chat = phoneControl(bot.id, phone.chatId);
  const draftKey = `phone:${bot.id}/${phone.chatId}`;
  const blocked = phone.state === 'blocked';
  const canWrite = !blocked && phone.state !== 'deactivated';
  const drop = useDrop((files) => {
    const { files: before } = drafts.get(draftKey);
    drafts.change(draftKey, { files: [...before, ...files.map((file) => stage(file, 'media'))] });
  });

  function take(about: About, text?: string): void {
    drafts.change(draftKey, { about, ...(text === undefined ? {} : { text }) });
    // After the menu has gone, which holds the focus until then.
    requestAnimationFrame(() => inputRef.current?.focus());
  }

  function editLast(): void {
    const last = phone.messages.findLast(({ from, kind }) => from === 'customer' && kind === 'text');
    if (last) take({ what: 'edit', key: String(last.id), author: fullName(phone), words: last.text }, last.text);
  }

  function sendWords(text: string): void {
    drafts.send(draftKey, [{ text, files: [], about: null, buttons: '' }], () => chat.write({ text }));
  }

  return (
    <div className="device">
      <div className="device-screen" {...(canWrite ? drop.area : {})}>
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
              onClick={() => run(() => chat.setBlocked(true))}
            >
              <Icon name="block" size={18} />
            </button>
          ) : null}
        </header>
        <PhoneThread
          bot={bot}
          phone={phone}
          now={now}
          canWrite={canWrite}
          take={take}
          run={run}
          empty={<Welcome bot={bot} disabled={!canWrite} say={sendWords} />}
        />
        <div role="alert">{error === null ? null : <p className="phone-error">{error}</p>}</div>
        {canWrite ? (
          <PhoneComposer
            bot={bot}
            phone={phone}
            chat={chat}
            drafts={drafts}
            draftKey={draftKey}
            inputRef={inputRef}
            editLast={editLast}
            run={run}
          />
        ) : (
          <div className="phone-stopped">
            <p>{blocked ? t.phone.blocked : t.phone.deactivated}</p>
            {blocked ? (
              <button type="button" className="button" onClick={() => run(() => chat.setBlocked(false))}>
                {t.phone.unblock}
              </button>
            ) : null}
          </div>
        )}
        <span className="home-bar" aria-hidden="true" />
        {drop.over ? <p className="drop-here">{t.talk.dropHere}</p> : null}
      </div>
    </div>
  );
}
