import { AlertDialog, Dialog } from 'radix-ui';
import { type ReactNode, useCallback, useRef } from 'react';
import { Icon } from '../../parts/Icon';
import { useWords } from '../lib/language';

/** Radix's overlay locks scrolling with a style sheet made on the fly, which our policy refuses; this one is plain. */
function Curtain() {
  return <div className="curtain" aria-hidden="true" />;
}

/**
 * The iframe is as high as its content, so the middle of it may be out of sight: a dialog opens near what opened it, and
 * stays within the page when more of it is unfolded.
 */
function usePlaceNear(opener: HTMLElement | null): (dialog: HTMLElement | null) => void {
  const sizes = useRef<ResizeObserver | null>(null);
  return useCallback(
    (dialog) => {
      sizes.current?.disconnect();
      if (dialog === null) return;
      placeNear(dialog, opener);
      sizes.current = new ResizeObserver(() => placeNear(dialog, opener));
      sizes.current.observe(dialog);
    },
    [opener],
  );
}

function placeNear(dialog: HTMLElement, opener: HTMLElement | null): void {
  const room = document.documentElement.clientHeight - dialog.offsetHeight;
  const around = opener?.isConnected === true ? opener.getBoundingClientRect() : null;
  const wished = around === null ? room / 2 : around.top + around.height / 2 - dialog.offsetHeight / 2;
  dialog.style.setProperty('--dialog-top', `${Math.round(Math.max(16, Math.min(wished, room - 16)))}px`);
}

interface ModalProps {
  readonly title: string;
  readonly close: () => void;
  /** Gets the focus back. */
  readonly opener: HTMLElement | null;
  readonly giveFocusBack: () => void;
  readonly children: ReactNode;
}

export function Modal({ title, close, opener, giveFocusBack, children }: ModalProps) {
  const { t } = useWords();
  const place = usePlaceNear(opener);
  return (
    <Dialog.Root open onOpenChange={(open) => (open ? undefined : close())}>
      <Dialog.Portal>
        <Curtain />
        <Dialog.Content
          ref={place}
          className="dialog"
          aria-modal
          aria-describedby={undefined}
          onOpenAutoFocus={(event) => {
            // What is to be filled in, rather than the cross that closes.
            const dialog = event.currentTarget as HTMLElement;
            const field = dialog.querySelector<HTMLElement>('input, select');
            event.preventDefault();
            (field ?? dialog).focus();
            if (field instanceof HTMLInputElement) field.select();
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            giveFocusBack();
          }}
        >
          <div className="dialog-head">
            <Dialog.Title className="dialog-title">{title}</Dialog.Title>
            <Dialog.Close className="icon-button" aria-label={t.close}>
              <Icon name="close" />
            </Dialog.Close>
          </div>
          {children}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

interface QuestionProps extends ModalProps {
  readonly text: string;
}

/** Asks before something that cannot be taken back. The answer that changes nothing has the focus. */
export function Question({ title, text, close, opener, giveFocusBack, children }: QuestionProps) {
  const place = usePlaceNear(opener);
  return (
    <AlertDialog.Root open onOpenChange={(open) => (open ? undefined : close())}>
      <AlertDialog.Portal>
        <Curtain />
        <AlertDialog.Content
          ref={place}
          aria-modal
          className="dialog"
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            giveFocusBack();
          }}
        >
          <AlertDialog.Title className="dialog-title">{title}</AlertDialog.Title>
          <AlertDialog.Description className="dialog-text">{text}</AlertDialog.Description>
          {children}
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
