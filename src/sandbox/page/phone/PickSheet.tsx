import { Dialog } from 'radix-ui';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useLanguage } from '../lib/language';
import { Icon, type IconName } from '../parts/Icon';
import { useScreen } from './screenContext';

interface Props {
  /** On the button that opens it. */
  readonly label: string;
  readonly icon: IconName;
  readonly title: string;
  /** The place of what was chosen; null: nothing yet. */
  readonly chosen: number | null;
  readonly choose: (place: number | null) => void;
  /** Null: there is nothing to be sent any more. */
  readonly pick: ((place: number) => void) | null;
  readonly testId: string;
  readonly children: ReactNode;
}

/** A button, and the sheet that it draws up over the phone's screen to choose one thing from. */
export function PickSheet({ label, icon, title, chosen, choose, pick, testId, children }: Props) {
  const { t } = useLanguage();
  const screen = useScreen();
  const [open, setOpen] = useState(false);

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (chosen === null || pick === null) return;
    setOpen(false);
    choose(null);
    pick(chosen);
  }

  return (
    <Dialog.Root open={open} onOpenChange={setOpen}>
      <Dialog.Trigger className="list-open">
        <Icon name={icon} size={16} />
        {label}
      </Dialog.Trigger>
      <Dialog.Portal container={screen}>
        <Dialog.Overlay className="list-ground" />
        <Dialog.Content className="list-sheet" aria-describedby={undefined} data-testid={testId}>
          <header>
            <Dialog.Close className="phone-tool" aria-label={t.close} title={t.close}>
              <Icon name="close" size={18} />
            </Dialog.Close>
            <Dialog.Title>{title}</Dialog.Title>
          </header>
          <form onSubmit={submit}>
            {children}
            <button type="submit" className="list-send" disabled={chosen === null || pick === null}>
              {t.send}
            </button>
          </form>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
