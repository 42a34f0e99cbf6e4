import { useState } from 'react';
import type { PhoneMessage, ReactionView } from '../../control/contract';
import { Body, cutOf } from '../content/Body';
import { Reactions } from '../content/Reactions';
import type { Said } from '../content/said';
import { dateTime, time } from '../lib/format';
import { useLanguage } from '../lib/language';
import { type Action, MessageMenu } from '../message/MessageMenu';
import { opensMenu } from '../message/opensMenu';
import { useSwipe } from '../message/useSwipe';
import { HandedTick } from '../parts/Tick';
import type { Place } from '../parts/Thread';
import { BotButtons } from './BotButtons';

interface Props {
  readonly messages: readonly [PhoneMessage, ...PhoneMessage[]];
  readonly said: readonly [Said, ...Said[]];
  readonly place: Place;
  readonly actions: readonly Action[];
  readonly isOwn: (reaction: ReactionView) => boolean;
  readonly answer: () => void;
  readonly react: (id: number, emoji: string | null) => void;
  readonly press: (id: number, row: number, column: number) => void;
}

export function PhoneBubble({ messages, said, place, actions, isOwn, answer, react, press }: Props) {
  const { t, language } = useLanguage();
  const [menuOpen, setMenuOpen] = useState(false);
  const swipe = useSwipe(answer);
  const [message] = messages;
  const newest = messages.at(-1) ?? message;
  const reacted = messages.find(({ reactions }) => reactions.length > 0) ?? message;
  const own = reacted.reactions.filter(isOwn).map(({ emoji }) => emoji);

  const meta = (
    <span className="bubble-meta">
      {said.some(({ edited }) => edited) ? <span>{t.talk.edited}</span> : null}
      <time dateTime={new Date(newest.at).toISOString()} title={dateTime(newest.at, language)}>
        {time(newest.at, language)}
      </time>
      {message.from === 'customer' ? <HandedTick handed={messages.every(({ handed }) => handed)} /> : null}
    </span>
  );

  return (
    <div
      className="phone-message"
      data-testid="phone-message"
      data-key={message.id}
      data-from={message.from}
      data-kind={message.kind}
      data-first={place.first}
      data-last={place.last}
      data-found={place.found}
      data-menu={menuOpen}
      onContextMenu={opensMenu(() => setMenuOpen(true))}
    >
      <div className="phone-line">
        <div className="phone-bubble bubble" data-cut={cutOf(said)} {...swipe}>
          <Body parts={said} meta={meta} />
        </div>
        <MessageMenu
          open={menuOpen}
          setOpen={setMenuOpen}
          stop={place.stop}
          align={message.from === 'customer' ? 'start' : 'end'}
          actions={actions}
          own={own}
          react={(emoji) => react(reacted.id, emoji)}
        />
      </div>
      <BotButtons
        buttons={message.buttons}
        pressing={message.pressing}
        press={(row, column) => press(message.id, row, column)}
      />
      <Reactions reactions={reacted.reactions} isOwn={isOwn} react={(emoji) => react(reacted.id, emoji)} />
    </div>
  );
}
