import type { ReactNode } from 'react';
import { bundle } from '../content/bundle';
import { previewOf } from '../content/preview';
import { isVisual } from '../content/said';
import { Typing } from '../content/Typing';
import { type Shot, ViewerProvider } from '../content/Viewer';
import type { About } from '../data/useDrafts';
import { useLanguage } from '../lib/language';
import type { Action } from '../message/MessageMenu';
import { themeOf } from '../messengers/themes';
import { Thread } from '../parts/Thread';
import { Keyboard } from './Keyboard';
import { offeredButtons } from './offeredButtons';
import type { ChatMessage, Phone, PhoneLine } from './phone';
import { PhoneBubble } from './PhoneBubble';

interface Props {
  readonly line: PhoneLine;
  readonly phone: Phone;
  readonly messages: readonly ChatMessage[];
  readonly now: number;
  readonly empty: ReactNode;
  readonly canWrite: boolean;
  /** Takes a message to the composer. */
  readonly take: (about: About, text?: string) => void;
  readonly run: (action: () => Promise<unknown>) => void;
}

/** The chat on the phone, and what can be done with each message. */
export function PhoneThread({ line, phone, messages, now, empty, canWrite, take, run }: Props) {
  const { t } = useLanguage();
  const theme = themeOf(line.messenger);
  const { acts, can } = phone;
  const authorOf = ({ from }: ChatMessage): string => (from === 'customer' ? phone.owner : line.name);
  const chips = canWrite && theme.buttons === 'chips' ? offeredButtons(messages, theme.buttons) : undefined;
  const lastOwn = messages.findLast(({ from }) => from === 'customer');

  const shots = messages.flatMap((message) =>
    message.said.flatMap(({ key, media, text }): Shot[] =>
      media?.state === 'there' && media.kind === 'picture'
        ? [{ key, file: media.file, author: authorOf(message), text, at: message.at }]
        : [],
    ),
  );

  function about(what: About['what'], message: ChatMessage): About {
    return { what, key: message.id, author: authorOf(message), words: previewOf(message.said[0], t) };
  }

  function answer(message: ChatMessage): void {
    if (canWrite && can.has('reply') && !message.isRemoved) take(about('reply', message));
  }

  function actionsOf(parts: readonly [ChatMessage, ...ChatMessage[]]): Action[] {
    const [message] = parts;
    if (!canWrite || message.isRemoved) return [];
    const worded = parts.find(({ said: [{ text }] }) => text !== '') ?? message;
    const { text } = worded.said[0];
    const { edit, forward, remove } = acts;
    const actions: (Action | false)[] = [
      can.has('reply') && { icon: 'reply', label: t.talk.reply, writes: true, run: () => answer(message) },
      edit !== undefined &&
        message.isEditable && {
          icon: 'edit',
          label: t.talk.edit,
          writes: true,
          run: () => take(about('edit', worded), text),
        },
      forward !== undefined && {
        icon: 'forward',
        label: t.talk.forward,
        run: () => run(() => Promise.all(parts.map(({ id }) => forward(id)))),
      },
      text !== '' && { icon: 'copy', label: t.talk.copy, run: () => run(() => navigator.clipboard.writeText(text)) },
      remove !== undefined &&
        message.from === 'customer' && {
          icon: 'bin',
          label: t.talk.remove,
          run: () => run(() => Promise.all(parts.map(({ id }) => remove(id)))),
        },
    ];
    return actions.filter((action) => action !== false);
  }

  return (
    <ViewerProvider shots={shots}>
      <Thread
        messages={bundle(messages, ({ said: [{ media }], albumId }) => (isVisual(media) ? albumId : null))}
        now={now}
        label={t.messagesOf(line.name)}
        empty={empty}
        after={
          <>
            <Typing name={line.name} until={phone.typingUntil} now={now} />
            {chips === undefined ? null : (
              <Keyboard
                message={chips}
                manner="chips"
                press={(row, column) => run(() => acts.press(chips.id, row, column))}
              />
            )}
          </>
        }
        authorOf={({ from }) => from}
        isMine={({ from }) => from === 'customer'}
        render={({ parts }, place) => (
          <PhoneBubble
            messages={parts}
            theme={theme}
            author={authorOf(parts[0])}
            place={place}
            isLastOwn={lastOwn !== undefined && parts.includes(lastOwn)}
            actions={actionsOf(parts)}
            isOwn={phone.isOwn}
            answer={() => answer(parts[0])}
            react={acts.react && canWrite ? (id, emoji) => run(() => Promise.resolve(acts.react?.(id, emoji))) : null}
            press={(id, row, column) => run(() => acts.press(id, row, column))}
            pick={acts.pick && canWrite ? (id, row) => run(() => Promise.resolve(acts.pick?.(id, row))) : null}
          />
        )}
      />
    </ViewerProvider>
  );
}
