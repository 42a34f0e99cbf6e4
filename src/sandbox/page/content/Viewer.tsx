import { Dialog } from 'radix-ui';
import { createContext, type KeyboardEvent, type ReactNode, useContext, useRef, useState } from 'react';
import type { FileView } from '../../control/contract';
import { dateTime } from '../lib/format';
import { useLanguage } from '../lib/language';
import { Icon } from '../parts/Icon';

export interface Shot {
  readonly key: string;
  readonly file: FileView;
  readonly author: string;
  readonly text: string;
  readonly at: number;
}

type Open = (key: string, opener: HTMLElement) => void;

const Context = createContext<Open>(() => undefined);

/** Opens the viewer at a picture; the focus comes back to `opener`. */
export function useViewer(): Open {
  return useContext(Context);
}

/** One picture of a conversation in full, with all others a key away. */
export function ViewerProvider({ shots, children }: { readonly shots: readonly Shot[]; readonly children: ReactNode }) {
  const [key, setKey] = useState<string | null>(null);
  const opener = useRef<HTMLElement | null>(null);
  const [open] = useState<Open>(() => (next: string, from: HTMLElement) => {
    opener.current = from;
    setKey(next);
  });
  const at = shots.findIndex((shot) => shot.key === key);
  const shot = shots[at];
  return (
    <Context.Provider value={open}>
      {children}
      <Dialog.Root open={shot !== undefined} onOpenChange={(next) => (next ? undefined : setKey(null))}>
        {shot === undefined ? null : (
          <Frame
            shot={shot}
            at={at}
            count={shots.length}
            turn={(by) => setKey(shots[at + by]?.key ?? shot.key)}
            refocus={() => opener.current?.focus()}
          />
        )}
      </Dialog.Root>
    </Context.Provider>
  );
}

interface FrameProps {
  readonly shot: Shot;
  readonly at: number;
  readonly count: number;
  readonly turn: (by: number) => void;
  readonly refocus: () => void;
}

function Frame({ shot, at, count, turn, refocus }: FrameProps) {
  const { t, language } = useLanguage();

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'ArrowLeft') turn(-1);
    if (event.key === 'ArrowRight') turn(1);
  }

  return (
    <Dialog.Portal>
      <Dialog.Overlay className="viewer-ground" />
      <Dialog.Content
        className="viewer"
        data-testid="viewer"
        aria-describedby={undefined}
        onKeyDown={onKeyDown}
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          refocus();
        }}
      >
        <header className="viewer-head">
          <div className="viewer-title">
            <Dialog.Title>{shot.file.name}</Dialog.Title>
            <p>
              {shot.author} · {dateTime(shot.at, language)}
            </p>
          </div>
          {count > 1 ? (
            <span className="viewer-place" role="status">
              {t.talk.place(at + 1, count)}
            </span>
          ) : null}
          <a
            className="viewer-button"
            href={shot.file.url}
            download={shot.file.name}
            aria-label={t.talk.download(shot.file.name)}
            title={t.talk.downloadWord}
          >
            <Icon name="download" />
          </a>
          <Dialog.Close className="viewer-button" aria-label={t.close} title={t.close}>
            <Icon name="close" />
          </Dialog.Close>
        </header>
        <Dialog.Close className="viewer-stage" tabIndex={-1} aria-hidden="true">
          <img src={shot.file.url} alt="" onClick={(event) => event.stopPropagation()} draggable={false} />
        </Dialog.Close>
        {at > 0 ? (
          <button
            type="button"
            className="viewer-button viewer-turn"
            data-to="previous"
            aria-label={t.talk.previous}
            title={t.talk.previous}
            onClick={() => turn(-1)}
          >
            <Icon name="back" size={26} />
          </button>
        ) : null}
        {at < count - 1 ? (
          <button
            type="button"
            className="viewer-button viewer-turn"
            data-to="next"
            aria-label={t.talk.next}
            title={t.talk.next}
            onClick={() => turn(1)}
          >
            <Icon name="back" size={26} />
          </button>
        ) : null}
        {shot.text === '' ? null : <p className="viewer-words">{shot.text}</p>}
      </Dialog.Content>
    </Dialog.Portal>
  );
}
