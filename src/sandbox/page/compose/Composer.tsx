import { type ClipboardEvent, type FormEvent, type KeyboardEvent, type ReactNode, type Ref, useId } from 'react';
import type { Draft, Letter } from '../data/useDrafts';
import { useLanguage } from '../lib/language';
import { Icon } from '../parts/Icon';
import { AboutStrip } from './AboutStrip';
import { Tray } from './Tray';

interface Props {
  readonly draft: Draft;
  readonly label: string;
  readonly placeholder: string;
  readonly testId: 'phone' | 'inbox';
  readonly inputRef?: Ref<HTMLTextAreaElement>;
  /** Beside the box: how to attach. */
  readonly start?: ReactNode;
  /** Above the box and below it. */
  readonly above?: ReactNode;
  readonly below?: ReactNode;
  /** Id of the words that say which keys do what. */
  readonly hintId?: string;
  readonly change: (part: Partial<Letter>) => void;
  readonly send: (letter: Letter) => void;
  /** Files that were pasted. */
  readonly addFiles: (files: readonly File[]) => void;
  /** Arrow up in an empty box: the last own message is changed. */
  readonly editLast?: () => void;
}

/** The box to write in. Enter sends, Shift+Enter starts a line; a refused message is back here with the reason. */
export function Composer(props: Props) {
  const { draft, label, placeholder, testId, inputRef, start, above, below, hintId, change, send } = props;
  const { t } = useLanguage();
  const errorId = useId();
  const text = draft.text.trim();
  const sendable = text !== '' || draft.files.length > 0 || draft.about?.what === 'forward';
  const editing = draft.about?.what === 'edit';

  function submit(event?: FormEvent): void {
    event?.preventDefault();
    if (sendable) send({ ...draft, text });
  }

  function dropAbout(): void {
    change({ about: null, ...(editing ? { text: '' } : {}) });
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape' && draft.about !== null) dropAbout();
    if (event.key === 'ArrowUp' && draft.text === '' && draft.about === null) props.editLast?.();
    if (event.key !== 'Enter' || event.shiftKey) return;
    event.preventDefault();
    submit();
  }

  function onPaste(event: ClipboardEvent): void {
    const files = [...event.clipboardData.files];
    if (files.length === 0) return;
    event.preventDefault();
    props.addFiles(files);
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
      <div role="status">
        {draft.uploading > 0 ? (
          <p className="composer-uploading">
            <span className="spinner" aria-hidden="true" />
            {t.talk.uploading(draft.uploading)}
          </p>
        ) : null}
      </div>
      {draft.about === null ? null : <AboutStrip about={draft.about} drop={dropAbout} />}
      <Tray files={draft.files} change={(files) => change({ files })} />
      {above}
      <div className="composer-row">
        {start}
        <textarea
          ref={inputRef}
          className="composer-input"
          data-testid={`${testId}-input`}
          aria-label={label}
          aria-describedby={`${errorId} ${hintId ?? ''}`.trim()}
          aria-invalid={draft.error !== null}
          placeholder={placeholder}
          rows={1}
          value={draft.text}
          onChange={(event) => change({ text: event.target.value })}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
        />
        <button
          type="submit"
          className="composer-send"
          data-testid={`${testId}-send`}
          aria-label={editing ? t.talk.save : t.send}
          title={editing ? t.talk.save : t.send}
          aria-disabled={!sendable}
        >
          <Icon name={editing ? 'check' : 'send'} />
        </button>
      </div>
      {below}
    </form>
  );
}
