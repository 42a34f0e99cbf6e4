import type { ReactNode } from 'react';
import type { BotView, PhoneMessage, PhoneView, ReactionView } from '../../control/contract';
import { bundle } from '../content/bundle';
import { previewOf } from '../content/preview';
import { isVisual, type Said } from '../content/said';
import { Typing } from '../content/Typing';
import { type Shot, ViewerProvider } from '../content/Viewer';
import { phoneControl } from '../data/phoneControl';
import type { About } from '../data/useDrafts';
import { useLanguage } from '../lib/language';
import type { Action } from '../message/MessageMenu';
import { Thread } from '../parts/Thread';
import { fullName } from './fullName';
import { PhoneBubble } from './PhoneBubble';
import { repeated } from './repeated';
import { saidOnPhone } from './said';

interface Props {
  readonly bot: BotView;
  readonly phone: PhoneView;
  readonly now: number;
  readonly empty: ReactNode;
  readonly canWrite: boolean;
  /** Takes a message to the composer. */
  readonly take: (about: About, text?: string) => void;
  readonly run: (action: () => Promise<unknown>) => void;
}

/** The chat on the phone, and what can be done with each message. */
export function PhoneThread({ bot, phone, now, empty, canWrite, take, run }: Props) {
  const { t } = useLanguage();
  const customer = fullName(phone);
  const chat = phoneControl(phone.botId, phone.chatId);
  const byId = new Map(phone.messages.map((message) => [message.id, message] as const));
  const said = new Map(
    phone.messages.map((message) => [message.id, saidOnPhone(message, (id) => byId.get(id), t)] as const),
  );
  const saidOf = (message: PhoneMessage): Said => said.get(message.id) ?? saidOnPhone(message, (id) => byId.get(id), t);
  const authorOf = ({ from }: PhoneMessage): string => (from === 'bot' ? bot.name : customer);
  const isOwn = ({ by }: ReactionView): boolean => [customer, phone.firstName, phone.chatId, 'customer'].includes(by);

  const shots = phone.messages.flatMap((message): Shot[] => {
    const { key, media, text } = saidOf(message);
    if (media?.state !== 'there' || media.kind !== 'picture') return [];
    return [{ key, file: media.file, author: authorOf(message), text, at: message.at }];
  });

  function about(what: About['what'], message: PhoneMessage): About {
    return { what, key: String(message.id), author: authorOf(message), words: previewOf(saidOf(message), t) };
  }

  function actionsOf(parts: readonly [PhoneMessage, ...PhoneMessage[]]): Action[] {
    if (!canWrite) return [];
    const [message] = parts;
    const worded = parts.find(({ text }) => text !== '') ?? message;
    const editable = message.from === 'customer' && (message.kind === 'text' || message.file !== null);
    return [
      { icon: 'reply', label: t.talk.reply, writes: true, run: () => take(about('reply', message)) },
      ...(editable
        ? [
            {
              icon: 'edit',
              label: t.talk.edit,
              writes: true,
              run: () => take(about('edit', worded), worded.text),
            } as const,
          ]
        : []),
      {
        icon: 'forward',
        label: t.talk.forward,
        run: () => run(() => Promise.all(parts.map((one) => chat.write(repeated(one, authorOf(one)))))),
      },
      ...(worded.text === ''
        ? []
        : [
            {
              icon: 'copy',
              label: t.talk.copy,
              run: () => run(() => navigator.clipboard.writeText(worded.text)),
            } as const,
          ]),
    ];
  }

  return (
    <ViewerProvider shots={shots}>
      <Thread
        messages={bundle(phone.messages, (message) => (isVisual(saidOf(message).media) ? message.albumId : null))}
        now={now}
        label={t.messagesOf(bot.name)}
        empty={empty}
        after={<Typing name={bot.name} until={phone.typingUntil} now={now} />}
        authorOf={({ from }) => from}
        isMine={({ from }) => from === 'customer'}
        render={({ parts }, place) => (
          <PhoneBubble
            messages={parts}
            said={[saidOf(parts[0]), ...parts.slice(1).map(saidOf)]}
            place={place}
            actions={actionsOf(parts)}
            isOwn={isOwn}
            answer={() => {
              if (canWrite) take(about('reply', parts[0]));
            }}
            react={(id, emoji) => run(() => chat.react(id, emoji))}
            press={(id, row, column) => run(() => chat.press(id, row, column))}
          />
        )}
      />
    </ViewerProvider>
  );
}
