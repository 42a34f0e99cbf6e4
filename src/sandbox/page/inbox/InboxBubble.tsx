import { useState } from 'react';
import type { InboxMessage, ReactionView } from '../../control/contract';
import { Body, cutOf } from '../content/Body';
import { Reactions } from '../content/Reactions';
import type { Said } from '../content/said';
import { dateTime, time } from '../lib/format';
import { useLanguage } from '../lib/language';
import { type Action, MessageMenu } from '../message/MessageMenu';
import { opensMenu } from '../message/opensMenu';
import { useSwipe } from '../message/useSwipe';
import { Avatar } from '../parts/Avatar';
import { Icon } from '../parts/Icon';
import type { Place } from '../parts/Thread';
import { Tick } from '../parts/Tick';
import { ButtonChips } from './ButtonChips';
import { slowest, troubleOf } from './trouble';

/** The messenger does not take it, and Courier says what it would take (kommo-chat-api.md, error codes). */
const REFUSED = 905;

interface Props {
  readonly messages: readonly [InboxMessage, ...InboxMessage[]];
  readonly said: readonly [Said, ...Said[]];
  readonly place: Place;
  /** Written by the channel's bot: Courier's own word to the manager. */
  readonly note: boolean;
  readonly actions: readonly Action[];
  readonly emojis: readonly string[];
  /** Null: there are none that would get through. */
  readonly openTemplates: (() => void) | null;
  readonly isOwn: (reaction: ReactionView) => boolean;
  readonly answer: () => void;
  readonly react: ((id: string, emoji: string | null) => void) | null;
}

export function InboxBubble(props: Props) {
  const { messages, said, place, note, actions, emojis, openTemplates, isOwn, answer, react } = props;
  const { t, language } = useLanguage();
  const [menuOpen, setMenuOpen] = useState(false);
  const swipe = useSwipe(answer);
  const [message] = messages;
  const newest = messages.at(-1) ?? message;
  const telling = slowest(messages);
  const trouble = troubleOf(messages.find((one) => troubleOf(one, t) !== null) ?? message, t);
  const silent = message.direction === 'incoming' && !message.notified;
  const reacted = messages.find(({ reactions }) => reactions.length > 0) ?? message;
  const own = reacted.reactions.filter(isOwn).map(({ emoji }) => emoji);
  const reactTo = react === null ? null : (emoji: string | null): void => react(reacted.id, emoji);

  const meta = (
    <span className="bubble-meta">
      {silent ? (
        <span role="img" aria-label={t.inbox.silent} title={t.inbox.silent}>
          <Icon name="silent" size={14} />
        </span>
      ) : null}
      {said.some(({ edited }) => edited) ? <span>{t.talk.edited}</span> : null}
      <time dateTime={new Date(newest.at).toISOString()} title={dateTime(newest.at, language)}>
        {time(newest.at, language)}
      </time>
      {message.direction === 'outgoing' && !note ? <Tick status={telling.status} hook={telling.hook} /> : null}
    </span>
  );

  return (
    <div
      className="inbox-message"
      data-testid="inbox-message"
      data-key={message.id}
      data-direction={message.direction}
      data-note={note}
      data-type={message.type}
      data-first={place.first}
      data-last={place.last}
      data-found={place.found}
      data-menu={menuOpen}
      onContextMenu={opensMenu(() => setMenuOpen(true))}
    >
      <span className="inbox-avatar">
        {note ? (
          <span className="note-mark">
            <Icon name="robot" size={16} />
          </span>
        ) : place.first ? (
          <Avatar name={message.author} small />
        ) : null}
      </span>
      <div className="inbox-column">
        {place.first || note ? (
          <p className="inbox-author">{note ? `${message.author} · ${t.talk.note}` : message.author}</p>
        ) : null}
        <div className="inbox-line">
          <div className="inbox-bubble bubble" data-failed={trouble !== null} data-cut={cutOf(said)} {...swipe}>
            <div className="inbox-said">
              <Body parts={said} meta={meta} />
            </div>
            {message.callbackData === null ? null : (
              <p className="inbox-data">
                {t.talk.answered} <code>{message.callbackData}</code>
              </p>
            )}
            {trouble === null ? null : (
              <p className="inbox-trouble">
                <strong>{trouble.title}</strong>
                {trouble.text === '' ? null : <span>{trouble.text}</span>}
                {message.error?.code === REFUSED && openTemplates !== null ? (
                  <button type="button" className="button" onClick={openTemplates}>
                    <Icon name="template" size={16} />
                    {t.talk.inbox.sendTemplate}
                  </button>
                ) : null}
              </p>
            )}
          </div>
          <MessageMenu
            open={menuOpen}
            setOpen={setMenuOpen}
            stop={place.stop}
            align={message.direction === 'outgoing' ? 'end' : 'start'}
            actions={actions}
            own={own}
            emojis={emojis}
            react={reactTo}
          />
        </div>
        <ButtonChips buttons={message.buttons} />
        <Reactions reactions={reacted.reactions} isOwn={isOwn} react={reactTo} />
      </div>
    </div>
  );
}
