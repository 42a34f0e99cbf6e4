import { type RefObject, useState } from 'react';
import { useDrop } from '../compose/useDrop';
import { stage } from '../data/staged';
import type { About, Drafts } from '../data/useDrafts';
import { previewOf } from '../content/preview';
import { time } from '../lib/format';
import { useLanguage } from '../lib/language';
import { useRun } from '../lib/useRun';
import { themeOf } from '../messengers/themes';
import { Keyboard } from './Keyboard';
import { offeredButtons } from './offeredButtons';
import type { Phone as PhoneModel, PhoneLine } from './phone';
import { PhoneComposer } from './PhoneComposer';
import { PhoneHead } from './PhoneHead';
import { PhoneThread } from './PhoneThread';
import { ScreenContext } from './screenContext';
import { StatusBar } from './StatusBar';
import { Stopped } from './Stopped';
import { useReading } from './useReading';
import { Welcome } from './Welcome';
import { WindowLine } from './WindowLine';

interface Props {
  readonly line: PhoneLine;
  readonly phone: PhoneModel;
  readonly now: number;
  readonly drafts: Drafts;
  /** It is on the screen now, so its owner may have read what came. */
  readonly visible: boolean;
  readonly inputRef: RefObject<HTMLTextAreaElement>;
}

/** A customer's phone, showing the chat with the line. */
export function Phone({ line, phone, now, drafts, visible, inputRef }: Props) {
  const { t, language } = useLanguage();
  const [error, run] = useRun(t.live.reconnecting);
  const [screen, setScreen] = useState<HTMLElement | null>(null);
  const theme = themeOf(line.messenger);
  const messages = phone.messages();
  const reading = useReading(phone, messages, visible);
  const draftKey = `phone:${phone.key}`;
  const canWrite = phone.state === 'new' || phone.state === 'open';
  const docked = theme.buttons === 'docked' ? offeredButtons(messages, theme.buttons) : undefined;
  const drop = useDrop((files) => {
    const { files: before } = drafts.get(draftKey);
    drafts.change(draftKey, { files: [...before, ...files.map((file) => stage(file, 'media'))] });
  });

  function take(about: About, text?: string): void {
    drafts.change(draftKey, { about, ...(text === undefined ? {} : { text }) });
    // After the menu has gone, which holds the focus until then.
    requestAnimationFrame(() => inputRef.current?.focus());
  }

  function editLast(): void {
    if (phone.acts.edit === undefined) return;
    const last = messages.findLast(({ isEditable, said: [{ media }] }) => isEditable && media === null);
    if (last === undefined) return;
    const [said] = last.said;
    take({ what: 'edit', key: last.id, author: phone.owner, words: previewOf(said, t) }, said.text);
  }

  function sayAtOnce(text: string): void {
    drafts.send(draftKey, [{ text, files: [], about: null, buttons: '' }], () => phone.acts.write({ text }));
  }

  return (
    <div className="device">
      <div className="device-screen" ref={setScreen} {...(canWrite ? drop.area : {})}>
        <ScreenContext.Provider value={screen}>
          <StatusBar time={time(now, language)} owner={phone.owner} />
          <PhoneHead line={line} phone={phone} reading={reading} run={run} />
          {theme.hasWindow ? <WindowLine phone={phone} now={now} run={run} /> : null}
          {phone.endedByLine ? (
            <p className="window-line" data-open="false" data-testid="ended">
              {t.phone.endedByLine}
            </p>
          ) : null}
          <PhoneThread
            line={line}
            phone={phone}
            messages={messages}
            now={now}
            canWrite={canWrite}
            take={take}
            run={run}
            empty={<Welcome line={line} disabled={!canWrite} say={sayAtOnce} />}
          />
          <div role="alert">{error === null ? null : <p className="phone-error">{error}</p>}</div>
          {canWrite ? (
            <>
              {docked === undefined ? null : (
                <Keyboard
                  message={docked}
                  manner="docked"
                  press={(row, column) => run(() => phone.acts.press(docked.id, row, column))}
                />
              )}
              <PhoneComposer
                line={line}
                phone={phone}
                drafts={drafts}
                draftKey={draftKey}
                inputRef={inputRef}
                editLast={editLast}
                run={run}
              />
            </>
          ) : (
            <Stopped line={line} phone={phone} run={run} />
          )}
          <span className="home-bar" aria-hidden="true" />
          {drop.over ? <p className="drop-here">{t.talk.dropHere}</p> : null}
        </ScreenContext.Provider>
      </div>
    </div>
  );
}
