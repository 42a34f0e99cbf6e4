import { useEffect, useRef, useState } from 'react';
import type { SandboxState } from '../../control/contract';
import type { Drafts } from '../data/useDrafts';
import { useUnseen } from '../data/useUnseen';
import { useLanguage } from '../lib/language';
import { Icon } from '../parts/Icon';
import { Select } from '../parts/Select';
import { accountOf, byNewest, calls } from './accounts';
import { ChatList } from './ChatList';
import { Conversation } from './Conversation';
import { InboxEmpty } from './InboxEmpty';
import { WriteFirstForm } from './WriteFirstForm';

interface Props {
  readonly state: SandboxState;
  readonly drafts: Drafts;
  /** The inbox is on the screen now, so an open chat counts as read. */
  readonly visible: boolean;
  readonly startWriting: () => void;
  readonly onUnread: (count: number) => void;
}

const ALL = 'all';

/** The manager's half of the page: chats of the sandbox's Kommo accounts and the open one. */
export function InboxPane({ state, drafts, visible, startWriting, onUnread }: Props) {
  const { t } = useLanguage();
  const { kommo } = state;
  const [account, setAccount] = useState(ALL);
  const [chosenId, setChosenId] = useState<string | null>(null);
  const [listOnly, setListOnly] = useState(false);
  const [writingFirst, setWritingFirst] = useState(false);
  const newChat = useRef<HTMLButtonElement>(null);
  const awaited = useRef<string | null>(null);

  const chats = kommo.chats
    .filter((chat) => account === ALL || accountOf(kommo, chat)?.amojoId === account)
    .sort(byNewest);
  const newestId = chats[0]?.id ?? null;
  const open = chats.find(({ id }) => id === chosenId) ?? null;
  const connected = kommo.channels.some((channel) => channel.connected.length > 0);

  // The first chat opens by itself and then stays: a newer one must not push it away, nor is one that was begun just
  // now, and shows with the next state, given up for another.
  useEffect(() => {
    if (open !== null) awaited.current = null;
    else if (newestId !== null && awaited.current === null) setChosenId(newestId);
  }, [open, newestId]);

  const unseen = useUnseen(
    kommo.chats.map((chat) => ({ id: chat.id, count: calls(chat) })),
    visible && !listOnly && open !== null ? [open.id] : [],
  );
  const unread = kommo.chats.reduce((sum, chat) => sum + unseen(chat.id), 0);
  useEffect(() => onUnread(unread), [unread, onUnread]);

  return (
    <section className="inbox-pane" aria-labelledby="inbox-heading">
      <header className="pane-head">
        <div>
          <h2 id="inbox-heading">{t.inbox.heading}</h2>
          <p>{t.inbox.hint}</p>
        </div>
        <div className="pane-tools">
          {kommo.accounts.length > 1 ? (
            <Select
              label={t.inbox.account}
              value={account}
              options={[
                [ALL, t.inbox.allAccounts],
                ...kommo.accounts.map((one) => [one.amojoId, one.subdomain] as const),
              ]}
              choose={setAccount}
            />
          ) : null}
          {connected ? (
            <button type="button" className="button new-chat" ref={newChat} onClick={() => setWritingFirst(true)}>
              <Icon name="edit" size={16} />
              {t.talk.inbox.newChat}
            </button>
          ) : null}
        </div>
      </header>
      {connected ? null : <p className="notice">{t.inbox.notConnected}</p>}
      <div className="inbox-card" data-list-only={listOnly}>
        {chats.length === 0 ? (
          <InboxEmpty startWriting={startWriting} />
        ) : (
          <>
            <ChatList
              chats={chats}
              openId={open?.id ?? null}
              now={state.now}
              unseen={unseen}
              choose={(id) => {
                setChosenId(id);
                setListOnly(false);
              }}
            />
            {open === null ? (
              <p className="pane-empty">{t.inbox.choose}</p>
            ) : (
              <Conversation
                key={open.id}
                chat={open}
                kommo={kommo}
                now={state.now}
                drafts={drafts}
                toList={() => setListOnly(true)}
              />
            )}
          </>
        )}
      </div>
      {writingFirst ? (
        <WriteFirstForm
          kommo={kommo}
          close={() => setWritingFirst(false)}
          refocus={() => newChat.current?.focus()}
          done={(chat) => {
            setWritingFirst(false);
            awaited.current = chat.id;
            setChosenId(chat.id);
            setListOnly(false);
          }}
        />
      ) : null}
    </section>
  );
}
