import { type FormEvent, type KeyboardEvent, type ReactNode, type Ref, useId } from 'react';
import type { Draft } from '../data/useDrafts';
import { useLanguage } from '../lib/language';
import { Icon } from './Icon';

interface Props {
  readonly draft: Draft;
  readonly label: string;
  readonly placeholder: string;
  readonly testId: 'phone' | 'inbox';
  readonly inputRef?: Ref<HTMLTextAreaElement>;
  readonly before?: ReactNode;
  readonly hint?: string;
  readonly write: (text: string) => void;
  readonly send: (text: string) => void;
}

/** The box to write in. Enter sends, Shift+Enter starts a line; a refused text is back here with the reason. */
export function Composer({ draft, label, placeholder, testId, inputRef, before, hint, write, send }: Props) {
  const { t } = useLanguage();
  const errorId = useId();
  const hintId = useId();
  const sendable = draft.text.trim() !== '';

  function submit(event?: FormEvent): void {
    event?.preventDefault();
    if (sendable) send(draft.text.trim());
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    submit();
  }

  return (
    <form className="composer" onSubmit={submit}>
      <div role="alert" id={errorId}>
        {draft.error === null ? null : (
          <p className="composer-error">
            <Icon name="alert" size={16} />
            <span>
              {t.notTaken} {draft.error === '' ? t.unreachable : draft.error}
            </span>
          </p>
        )}
      </div>
      {before}
      <div className="composer-row">
        <textarea
          ref={inputRef}
          className="composer-input"
          data-testid={`${testId}-input`}
          aria-label={label}
          aria-describedby={`${errorId} ${hint === undefined ? '' : hintId}`.trim()}
          aria-invalid={draft.error !== null}
          placeholder={placeholder}
          rows={1}
          value={draft.text}
          onChange={(event) => write(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <button
          type="submit"
          className="composer-send"
          data-testid={`${testId}-send`}
          aria-label={t.send}
          title={t.send}
          aria-disabled={!sendable}
        >
          <Icon name="send" />
        </button>
      </div>
      {hint === undefined ? null : (
        <p className="composer-hint" id={hintId}>
          {hint}
        </p>
      )}
    </form>
  );
}
