import { useRef, useState } from 'react';
import { MessengerMark } from '../../../../web/parts/MessengerMark';
import type { InboxChat, KommoView } from '../../../control/contract';
import type { Drafts } from '../../data/useDrafts';
import { channelOf, messengerOf } from '../../inbox/accounts';
import { Conversation } from '../../inbox/Conversation';
import { Icon } from '../../parts/Icon';
import { useScene } from '../context';
import { crmControl } from '../crmControl';
import { SalesbotSheet } from './SalesbotSheet';

interface Props {
  readonly chats: readonly InboxChat[];
  readonly open: InboxChat;
  readonly choose: (chatId: string) => void;
  readonly kommo: KommoView;
  readonly now: number;
  readonly drafts: Drafts;
}

/** The right half of a lead's card: the chats of its contact, one of them open, and what can be done with its talk. */
export function CardChats({ chats, open, choose, kommo, now, drafts }: Props) {
  const { t, site, user, notices } = useScene();
  const [runsBot, setRunsBot] = useState(false);
  const botButton = useRef<HTMLButtonElement>(null);
  const bot = channelOf(kommo, open)?.bot;
  const talk = site.talks.findLast(({ chatId }) => chatId === open.id);
  const inWork = talk !== undefined && talk.state !== 'closed';

  const nameOf = (chat: InboxChat): string =>
    site.sources.find(({ externalId }) => externalId === chat.sourceExternalId)?.name ??
    channelOf(kommo, chat)?.name ??
    chat.customer.name;

  return (
    <>
      <header className="card-bar">
        {chats.length > 1 ? (
          <div className="segments" role="group" aria-label={t.card.chats}>
            {chats.map((chat) => {
              const messenger = messengerOf(chat.sourceExternalId);
              return (
                <button key={chat.id} type="button" aria-pressed={chat.id === open.id} onClick={() => choose(chat.id)}>
                  {messenger === null ? null : <MessengerMark kind={messenger} size={18} />}
                  {nameOf(chat)}
                </button>
              );
            })}
          </div>
        ) : null}
        {talk === undefined ? null : (
          <span className="crm-state" data-state={inWork ? 'open' : 'closed'} data-testid="talk">
            {inWork ? t.card.talkOpen : t.card.talkClosed}
          </span>
        )}
        <span className="card-bar-tools">
          {bot === undefined ? null : (
            <button ref={botButton} type="button" className="button" onClick={() => setRunsBot(true)}>
              <Icon name="robot" size={18} />
              {t.card.runBot}
            </button>
          )}
          {inWork ? (
            <button
              type="button"
              className="button"
              onClick={() => {
                crmControl
                  .closeTalk(site.accountId, talk.id)
                  .catch((reason: unknown) => notices.add('error', '', String(reason)));
              }}
            >
              <Icon name="check" size={18} />
              {t.card.closeTalk}
            </button>
          ) : null}
        </span>
      </header>
      <Conversation
        key={open.id}
        chat={open}
        kommo={kommo}
        now={now}
        drafts={drafts}
        toList={null}
        userId={user.amojoId}
        about={t.card.via(nameOf(open))}
      />
      {runsBot && bot !== undefined ? (
        <SalesbotSheet
          chatId={open.id}
          botId={bot.id}
          close={() => setRunsBot(false)}
          refocus={() => botButton.current?.focus()}
        />
      ) : null}
    </>
  );
}
