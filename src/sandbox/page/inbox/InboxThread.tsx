import type { MessengerKind } from '../../../model/messenger-kind';
import type { InboxChat, InboxMessage, KommoView, ReactionView } from '../../control/contract';
import { bundle } from '../content/bundle';
import { previewOf } from '../content/preview';
import { isVisual, type Said } from '../content/said';
import { Typing } from '../content/Typing';
import { type Shot, ViewerProvider } from '../content/Viewer';
import { inboxControl } from '../data/inboxControl';
import type { About } from '../data/useDrafts';
import { useLanguage } from '../lib/language';
import { themeOf } from '../messengers/themes';
import type { Action } from '../message/MessageMenu';
import { Thread } from '../parts/Thread';
import { channelOf } from './accounts';
import { InboxBubble } from './InboxBubble';
import { saidInInbox } from './said';

interface Props {
  readonly chat: InboxChat;
  readonly kommo: KommoView;
  readonly now: number;
  /** Who answers here. */
  readonly user: { readonly id: string; readonly name: string } | undefined;
  readonly messenger: MessengerKind | null;
  /** Takes a message to the composer. */
  readonly take: (about: About) => void;
  readonly openTemplates: () => void;
  readonly run: (action: () => Promise<unknown>) => void;
}

/** The open chat's messages, and what can be done with each. */
export function InboxThread({ chat, kommo, now, user, messenger, take, openTemplates, run }: Props) {
  const { t } = useLanguage();
  const bot = channelOf(kommo, chat)?.bot;
  const byId = new Map(chat.messages.map((message) => [message.id, message] as const));
  const said = new Map(
    chat.messages.map((message) => [message.id, saidInInbox(message, (id) => byId.get(id), t)] as const),
  );
  const saidOf = (message: InboxMessage): Said => said.get(message.id) ?? saidInInbox(message, (id) => byId.get(id), t);
  const theme = messenger === null ? null : themeOf(messenger);
  // Kommo offers what the messenger has; where it is unknown, what the most have.
  const { emojis } = theme ?? themeOf('telegram');
  const isOwn = ({ by }: ReactionView): boolean => by === user?.name || by === user?.id;

  const shots = chat.messages.flatMap((message): Shot[] => {
    const { key, media, text } = saidOf(message);
    if (media?.state !== 'there' || media.kind !== 'picture') return [];
    return [{ key, file: media.file, author: message.author, text, at: message.at }];
  });

  function about(what: About['what'], message: InboxMessage): About {
    return { what, key: message.id, author: message.author, words: previewOf(saidOf(message), t) };
  }

  function actionsOf([message, ...more]: readonly [InboxMessage, ...InboxMessage[]]): Action[] {
    const words = [message, ...more].find(({ text }) => text !== '')?.text ?? '';
    const writing: Action[] =
      user === undefined
        ? []
        : [
            { icon: 'reply', label: t.talk.reply, writes: true, run: () => take(about('reply', message)) },
            { icon: 'forward', label: t.talk.forward, writes: true, run: () => take(about('forward', message)) },
          ];
    if (words === '') return writing;
    return [
      ...writing,
      { icon: 'copy', label: t.talk.copy, run: () => run(() => navigator.clipboard.writeText(words)) },
    ];
  }

  return (
    <ViewerProvider shots={shots}>
      <Thread
        messages={bundle(chat.messages, (message) => (isVisual(saidOf(message).media) ? message.mediaGroupId : null))}
        now={now}
        label={t.messagesOf(chat.customer.name)}
        empty={<p className="pane-empty">{t.inbox.noMessages}</p>}
        after={<Typing name={chat.customer.name} until={chat.typingUntil} now={now} />}
        authorOf={({ direction, author }) => `${direction} ${author}`}
        isMine={({ direction }) => direction === 'outgoing'}
        render={({ parts }, place) => (
          <InboxBubble
            messages={parts}
            said={[saidOf(parts[0]), ...parts.slice(1).map(saidOf)]}
            place={place}
            // What the channel's bot wrote here came from Courier; Salesbot writes in its name, too, and has no id of Courier's.
            note={parts[0].author === bot?.name && parts[0].clientId !== null}
            actions={actionsOf(parts)}
            emojis={emojis}
            openTemplates={user !== undefined && theme?.hasTemplates === true ? openTemplates : null}
            isOwn={isOwn}
            answer={() => {
              if (user) take(about('reply', parts[0]));
            }}
            react={
              user === undefined ? null : (id, emoji) => run(() => inboxControl(chat.id, user.id).react(id, emoji))
            }
          />
        )}
      />
    </ViewerProvider>
  );
}
