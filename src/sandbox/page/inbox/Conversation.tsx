import { useRef, useState } from 'react';
import type { InboxChat, KommoView } from '../../control/contract';
import { useDrop } from '../compose/useDrop';
import { inboxControl } from '../data/inboxControl';
import { stage } from '../data/staged';
import type { About, Drafts } from '../data/useDrafts';
import { useLanguage } from '../lib/language';
import { useRun } from '../lib/useRun';
import { Icon } from '../parts/Icon';
import { accountOf, channelOf, messengerOf } from './accounts';
import { CustomerFace } from './CustomerFace';
import { InboxComposer } from './InboxComposer';
import { InboxThread } from './InboxThread';
import { choicesFor } from './templates';
import { TemplateSheet } from './TemplateSheet';

interface Props {
  readonly chat: InboxChat;
  readonly kommo: KommoView;
  readonly now: number;
  readonly drafts: Drafts;
  /** null: it stands alone. */
  readonly toList: (() => void) | null;
  /** Who writes, where the page knows: the user's id in chats, null for one who is in none. */
  readonly userId?: string | null;
  /** Under the customer's name; without it, where the chat belongs. */
  readonly about?: string;
}

/** The open chat, as the manager sees it. */
export function Conversation({ chat, kommo, now, drafts, toList, userId: given, about: said }: Props) {
  const { t } = useLanguage();
  const account = accountOf(kommo, chat);
  const users = account?.users ?? [];
  const [chosenId, setChosenId] = useState<string | null>(null);
  const [error, run] = useRun(t.live.reconnecting);
  const input = useRef<HTMLTextAreaElement>(null);
  const moreButton = useRef<HTMLButtonElement>(null);
  const [picking, setPicking] = useState(false);
  const chosen = users.find(({ id }) => id === chosenId) ?? users[0];
  const user = given === undefined ? chosen : users.find(({ id }) => id === given);
  const draftKey = `inbox:${chat.id}`;
  const messenger = messengerOf(chat.sourceExternalId);
  const refusal = chat.messages.findLast(({ error: why }) => why !== null)?.error?.text ?? '';
  const place = [channelOf(kommo, chat)?.name, chat.sourceExternalId, account?.subdomain].filter(Boolean).join(' · ');
  const about = said ?? place;
  const drop = useDrop(addFiles);

  function addFiles(files: readonly File[]): void {
    const { files: before } = drafts.get(draftKey);
    drafts.change(draftKey, { files: [...before, ...files.map((file) => stage(file, 'media'))] });
    input.current?.focus();
  }

  function take(message: About): void {
    drafts.change(draftKey, { about: message });
    // After the menu has gone, which holds the focus until then.
    requestAnimationFrame(() => input.current?.focus());
  }

  return (
    <article className="conversation" aria-label={chat.customer.name} {...(user === undefined ? {} : drop.area)}>
      <header className="conversation-head">
        {toList === null ? null : (
          <button type="button" className="icon-button conversation-back" aria-label={t.inbox.back} onClick={toList}>
            <Icon name="back" />
          </button>
        )}
        <CustomerFace name={chat.customer.name} messenger={messenger} />
        <div className="conversation-title">
          <h3>{chat.customer.name}</h3>
          <p title={about}>{about}</p>
        </div>
      </header>
      <InboxThread
        chat={chat}
        kommo={kommo}
        now={now}
        user={user}
        messenger={messenger}
        take={take}
        openTemplates={() => setPicking(true)}
        run={run}
      />
      <div role="alert">
        {error === null ? null : (
          <p className="conversation-error">
            {t.notTaken} {error}
          </p>
        )}
      </div>
      {user === undefined ? null : (
        <InboxComposer
          chat={chat}
          user={user}
          users={users}
          chooseUser={given === undefined ? setChosenId : null}
          drafts={drafts}
          draftKey={draftKey}
          inputRef={input}
          moreButton={moreButton}
          openTemplates={() => setPicking(true)}
          addFiles={addFiles}
          run={run}
        />
      )}
      {picking && user !== undefined ? (
        <TemplateSheet
          choices={choicesFor(kommo, { amojoId: account?.amojoId, messenger, refusal, t })}
          send={inboxControl(chat.id, user.id).write}
          close={() => setPicking(false)}
          refocus={() => moreButton.current?.focus()}
        />
      ) : null}
      {drop.over ? <p className="drop-here">{t.talk.dropHere}</p> : null}
    </article>
  );
}
