import { useState } from 'react';
import type { ReactionView } from '../../control/contract';
import { Body, cutOf } from '../content/Body';
import { Reactions } from '../content/Reactions';
import type { Said } from '../content/said';
import { dateTime, time } from '../lib/format';
import { useLanguage } from '../lib/language';
import { type Action, MessageMenu } from '../message/MessageMenu';
import { opensMenu } from '../message/opensMenu';
import { useSwipe } from '../message/useSwipe';
import type { Theme } from '../messengers/theme';
import { Avatar } from '../parts/Avatar';
import type { Place } from '../parts/Thread';
import { Handed } from './Handed';
import { Keyboard } from './Keyboard';
import { ListSheet } from './ListSheet';
import { isApart } from './offeredButtons';
import type { ChatMessage } from './phone';
import { ChosenTime, TimeSheet } from './TimeSheet';

interface Props {
  readonly messages: readonly [ChatMessage, ...ChatMessage[]];
  readonly theme: Theme;
  readonly author: string;
  readonly place: Place;
  /** The newest of the customer's. */
  readonly isLastOwn: boolean;
  readonly actions: readonly Action[];
  readonly isOwn: (reaction: ReactionView) => boolean;
  readonly answer: () => void;
  readonly react: ((id: string, emoji: string | null) => void) | null;
  readonly press: (id: string, row: number, column: number) => void;
  readonly pick: ((id: string, row: number) => void) | null;
}

function saidIn([first, ...more]: Props['messages']): readonly [Said, ...Said[]] {
  const [said, ...files] = first.said;
  return [said, ...files, ...more.flatMap((message) => message.said)];
}

export function PhoneBubble(props: Props) {
  const { messages, theme, author, place, isLastOwn, actions, isOwn, answer, react, press, pick } = props;
  const { t, language } = useLanguage();
  const [menuOpen, setMenuOpen] = useState(false);
  const swipe = useSwipe(answer);
  const [message] = messages;
  const said = saidIn(messages);
  const newest = messages.at(-1) ?? message;
  const reacted = messages.find(({ said: [{ reactions }] }) => reactions.length > 0) ?? message;
  const { reactions } = reacted.said[0];
  const own = reactions.filter(isOwn).map(({ emoji }) => emoji);
  const reactTo = react === null || message.isRemoved ? null : (emoji: string | null) => react(reacted.id, emoji);
  const isOwnMessage = message.from === 'customer';
  const fate = isOwnMessage
    ? message.status === 'failed'
      ? t.phone.notDelivered
      : null
    : message.status && t.phone.fates[message.status];
  const manner = message.isCard ? 'joined' : theme.buttons;
  const hasKeys = message.buttons.length > 0 && !isApart(message, theme.buttons);

  const meta = (
    <span className="bubble-meta">
      {said.some(({ edited }) => edited) ? <span>{t.talk.edited}</span> : null}
      <time dateTime={new Date(newest.at).toISOString()} title={dateTime(newest.at, language)}>
        {time(newest.at, language)}
      </time>
      {message.from === 'customer' ? (
        <Handed
          handed={messages.every(({ handed }) => handed)}
          read={newest.status === 'read'}
          manner={theme.handed}
          isLast={isLastOwn}
        />
      ) : null}
    </span>
  );

  const keys = hasKeys ? (
    <Keyboard message={message} manner={manner} press={(row, column) => press(message.id, row, column)} />
  ) : null;

  return (
    <div
      className="phone-message"
      data-testid="phone-message"
      data-key={message.id}
      data-from={message.from === 'customer' ? 'customer' : 'line'}
      data-kind={message.kind}
      data-first={place.first}
      data-last={place.last}
      data-found={place.found}
      data-menu={menuOpen}
      data-removed={message.isRemoved}
      {...(message.status === null ? {} : { 'data-status': message.status })}
      {...(hasKeys ? { 'data-keys': manner } : {})}
      onContextMenu={opensMenu(() => setMenuOpen(true))}
    >
      {message.from === 'business' ? <p className="phone-business">{t.phone.business}</p> : null}
      <div className="phone-line">
        <span className="phone-avatar">
          <Avatar name={author} small />
        </span>
        <div className="phone-bubble bubble" data-cut={cutOf(said)} {...swipe}>
          <Body parts={said} meta={meta} />
          {message.list === null ? null : (
            <ListSheet list={message.list} pick={pick && ((row) => pick(message.id, row))} />
          )}
          {message.times === null ? null : isOwnMessage ? (
            <ChosenTime times={message.times} />
          ) : (
            <TimeSheet times={message.times} pick={pick && ((place) => pick(message.id, place))} />
          )}
          {manner === 'joined' ? keys : null}
        </div>
        {actions.length === 0 && reactTo === null ? null : (
          <MessageMenu
            open={menuOpen}
            setOpen={setMenuOpen}
            stop={place.stop}
            align={message.from === 'customer' ? 'start' : 'end'}
            actions={actions}
            own={own}
            emojis={theme.emojis}
            react={reactTo}
          />
        )}
      </div>
      {manner === 'joined' ? null : keys}
      <Reactions reactions={reactions} isOwn={isOwn} react={reactTo} />
      {fate === null || fate === '' ? null : <p className="phone-fate">{fate}</p>}
    </div>
  );
}
