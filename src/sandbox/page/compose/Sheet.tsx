import { Dialog } from 'radix-ui';
import type { FormEvent, ReactNode } from 'react';
import { useLanguage } from '../lib/language';
import { Icon } from '../parts/Icon';

interface Props {
  readonly title: string;
  readonly hint?: string;
  readonly action: string;
  readonly error?: string | null;
  readonly submit: () => void;
  readonly close: () => void;
  readonly children: ReactNode;
  /** The focus afterwards. */
  readonly refocus: () => void;
}

/** A small form over the page. */
export function Sheet({ title, hint, action, error = null, submit, close, children, refocus }: Props) {
  const { t } = useLanguage();

  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    submit();
  }

  return (
    <Dialog.Root open onOpenChange={(open) => (open ? undefined : close())}>
      <Dialog.Portal>
        <Dialog.Overlay className="sheet-ground" />
        <Dialog.Content
          className="sheet"
          {...(hint === undefined ? { 'aria-describedby': undefined } : {})}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            refocus();
          }}
        >
          <header className="sheet-head">
            <Dialog.Title>{title}</Dialog.Title>
            <Dialog.Close className="icon-button" aria-label={t.close} title={t.close}>
              <Icon name="close" />
            </Dialog.Close>
          </header>
          {hint === undefined ? null : <Dialog.Description className="sheet-hint">{hint}</Dialog.Description>}
          <form className="sheet-form" onSubmit={onSubmit}>
            {children}
            <div role="alert">
              {error === null ? null : (
                <p className="composer-error">
                  {t.notTaken} {error === '' ? t.live.reconnecting : error}
                </p>
              )}
            </div>
            <div className="form-actions">
              <button type="button" className="button button-quiet" onClick={close}>
                {t.cancel}
              </button>
              <button type="submit" className="button button-primary">
                {action}
              </button>
            </div>
          </form>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
