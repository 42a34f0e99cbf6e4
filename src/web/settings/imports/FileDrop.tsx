import { type DragEvent, useId, useState } from 'react';
import { Icon } from '../../parts/Icon';
import { bytes } from '../lib/format';
import { useWords } from '../lib/language';

interface FileDropProps {
  readonly file: File | null;
  readonly choose: (file: File) => void;
}

/** Where a file is dropped, or chosen with mouse or keyboard: the field itself is there, and only not seen. */
export function FileDrop({ file, choose }: FileDropProps) {
  const { t, language } = useWords();
  const id = useId();
  const [over, setOver] = useState(false);

  function take(files: FileList | null): void {
    const [first] = files ?? [];
    if (first !== undefined) choose(first);
  }

  function drag(event: DragEvent, isOver: boolean): void {
    event.preventDefault();
    setOver(isOver);
  }

  return (
    <div className="file-drop-frame">
      <input
        id={id}
        className="hidden file-drop-input"
        type="file"
        accept=".zip,.json,.jsonl,.ndjson,.txt"
        onChange={(event) => {
          take(event.target.files);
          // The same file, chosen again, is a choice too.
          event.target.value = '';
        }}
      />
      <label
        htmlFor={id}
        className="file-drop"
        data-over={over || undefined}
        onDragOver={(event) => drag(event, true)}
        onDragLeave={(event) => drag(event, false)}
        onDrop={(event) => {
          drag(event, false);
          take(event.dataTransfer.files);
        }}
      >
        <span className="file-drop-icon">
          <Icon name={file === null ? 'upload' : 'file'} size={24} />
        </span>
        {file === null ? (
          <span className="file-drop-words">
            <span className="file-drop-title">{t.imports.file.drop}</span>
            <span>
              <span className="file-drop-link">{t.imports.file.choose}</span>
              <span className="quiet"> · {t.imports.file.kinds}</span>
            </span>
          </span>
        ) : (
          <span className="file-drop-words">
            <span className="file-drop-title">{file.name}</span>
            <span>
              <span className="quiet">{bytes(file.size, language)} · </span>
              <span className="file-drop-link">{t.imports.file.another}</span>
            </span>
          </span>
        )}
      </label>
    </div>
  );
}
