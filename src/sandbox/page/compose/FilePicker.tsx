import { type Ref } from 'react';

interface Props {
  readonly inputRef: Ref<HTMLInputElement>;
  /** What the browser's dialog offers first. */
  readonly accept?: string;
  readonly testId: string;
  readonly pick: (files: readonly File[]) => void;
}

/** The browser's own file dialog; a menu or a button opens it by the reference. */
export function FilePicker({ inputRef, accept, testId, pick }: Props) {
  return (
    <input
      ref={inputRef}
      type="file"
      multiple
      hidden
      {...(accept === undefined ? {} : { accept })}
      data-testid={testId}
      onChange={(event) => {
        pick([...(event.target.files ?? [])]);
        // The same file may be picked again.
        event.target.value = '';
      }}
    />
  );
}
