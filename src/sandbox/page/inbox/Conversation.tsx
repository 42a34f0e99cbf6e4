import { useState } from 'react';
import type { InboxChat, KommoView } from '../../control/contract';
import { control } from '../data/control';
import type { Drafts } from '../data/useDrafts';
import { useLanguage } from '../lib/language';
import { Avatar } from '../parts/Avatar';
import { Composer } from '../parts/Composer';
import { Icon } from '../parts/Icon';
import { Select } from '../parts/Select';
import { Thread } from '../parts/Thread';
import { accountOf, channelOf } from './accounts';
import { InboxBubble } from './InboxBubble';

interface Props {
  readonly chat: InboxChat;
  readonly kommo: KommoView;
  readonly now: number;
  readonly drafts: Drafts;
  readonly toList: () => void;
}

/** The open chat, as the manager sees it. */
export function Conversation({ chat, kommo, now, drafts, toList }: Props) {
  const { t } = useLanguage();
  const account = accountOf(kommo, chat);
  const users = account?.users ?? [];
  const [userId, setUserId] = useState<string | null>(null);
  const user = users.find(({ id }) => id === userId) ?? users[0];
  const draftKey = `inbox:${chat.id}`;
  const about = [channelOf(kommo, chat)?.name, chat.sourceExternalId, account?.subdomain].filter(Boolean).join(' · ');

  function send(text: string): void {
    if (user) drafts.send(draftKey, text, (words) => control.writeAsManager(chat.id, user.id, words));
  }

  return (
    <article className="conversation" aria-label={chat.customer.name}>
      <header className="conversation-head">
        <button type="button" className="icon-button conversation-back" aria-label={t.inbox.back} onClick={toList}>
          <Icon name="back" />
        </button>
        <Avatar name={chat.customer.name} />
        <div className="conversation-title">
          <h3>{chat.customer.name}</h3>
          <p title={about}>{about}</p>
        </div>
      </header>
      <Thread
        messages={chat.messages}
        now={now}
        label={t.messagesOf(chat.customer.name)}
        empty={<p className="pane-empty">{t.inbox.noMessages}</p>}
        authorOf={({ direction, author }) => `${direction} ${author}`}
        isMine={({ direction }) => direction === 'outgoing'}
        render={(message, place) => <InboxBubble message={message} {...place} />}
      />
      <Composer
        testId="inbox"
        draft={drafts.get(draftKey)}
        label={t.inbox.input(chat.customer.name)}
        placeholder={t.inbox.write}
        hint={t.inbox.edge}
        write={(text) => drafts.write(draftKey, text)}
        send={send}
        before={
          user === undefined ? null : (
            <div className="composer-as">
              <Select
                label={t.inbox.manager}
                value={user.id}
                options={users.map(({ id, name }) => [id, name] as const)}
                choose={setUserId}
              />
            </div>
          )
        }
      />
    </article>
  );
}
