import { type KeyboardEvent, useRef, useState } from 'react';
import type { InboxChat } from '../../control/contract';
import { previewOf } from '../content/preview';
import { shortWhen } from '../lib/format';
import { useLanguage } from '../lib/language';
import { Badge } from '../parts/Badge';
import { Tick } from '../parts/Tick';
import { messengerOf } from './accounts';
import { CustomerFace } from './CustomerFace';
import { saidInInbox } from './said';

interface Props {
  readonly chats: readonly InboxChat[];
  readonly openId: string | null;
  readonly now: number;
  readonly unseen: (id: string) => number;
  readonly choose: (id: string) => void;
}

const PAGE = 150;

const STEPS: Readonly<Record<string, (at: number, last: number) => number>> = {
  ArrowDown: (at, last) => Math.min(at + 1, last),
  ArrowUp: (at) => Math.max(at - 1, 0),
  Home: () => 0,
  End: (_at, last) => last,
};

/** Chats, newest first. One tab stop; the arrow keys go from chat to chat. */
export function ChatList({ chats, openId, now, unseen, choose }: Props) {
  const { t, language } = useLanguage();
  const list = useRef<HTMLUListElement>(null);
  const [limit, setLimit] = useState(PAGE);
  const hidden = chats.length - limit;

  function onKeyDown(event: KeyboardEvent): void {
    const step = STEPS[event.key];
    const buttons = [...(list.current?.querySelectorAll('button') ?? [])];
    const at = buttons.findIndex((button) => button === document.activeElement);
    if (!step || at < 0) return;
    event.preventDefault();
    buttons[step(at, buttons.length - 1)]?.focus();
  }

  const tabStop = chats.some(({ id }) => id === openId) ? openId : chats[0]?.id;

  return (
    <nav className="chats" aria-label={t.inbox.chats}>
      <ul ref={list} onKeyDown={onKeyDown}>
        {chats.slice(0, limit).map((chat) => {
          const newest = chat.messages.at(-1);
          const count = unseen(chat.id);
          return (
            <li key={chat.id}>
              <button
                type="button"
                className="chat"
                data-testid="inbox-chat"
                data-unread={count > 0}
                aria-current={chat.id === openId}
                tabIndex={chat.id === tabStop ? 0 : -1}
                onClick={() => choose(chat.id)}
              >
                <CustomerFace name={chat.customer.name} messenger={messengerOf(chat.sourceExternalId)} />
                <span className="chat-body">
                  <span className="chat-line">
                    <span className="chat-name">{chat.customer.name}</span>
                    {newest ? <span className="chat-when">{shortWhen(newest.at, now, language)}</span> : null}
                  </span>
                  <span className="chat-line">
                    <span className="chat-last">
                      {newest?.direction === 'outgoing' ? <Tick status={newest.status} hook={newest.hook} /> : null}
                      <span>
                        {newest
                          ? previewOf(
                              saidInInbox(newest, () => undefined, t),
                              t,
                            )
                          : t.inbox.noMessages}
                      </span>
                    </span>
                    <Badge count={count} />
                  </span>
                </span>
              </button>
            </li>
          );
        })}
      </ul>
      {hidden > 0 ? (
        <button type="button" className="button button-quiet" onClick={() => setLimit(limit + PAGE)}>
          {t.earlier(Math.min(hidden, PAGE))}
        </button>
      ) : null}
    </nav>
  );
}
