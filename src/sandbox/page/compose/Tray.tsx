import { FileIcon } from '../content/FileCard';
import { release, type Staged } from '../data/staged';
import { fileSize } from '../lib/format';
import { useLanguage } from '../lib/language';
import { Icon } from '../parts/Icon';

interface Props {
  readonly files: readonly Staged[];
  readonly change: (files: readonly Staged[]) => void;
}

/** Chosen files, before they are sent. */
export function Tray({ files, change }: Props) {
  const { t, language } = useLanguage();
  if (files.length === 0) return null;
  return (
    <ul className="tray" aria-label={t.talk.attached}>
      {files.map((staged) => {
        const { key, file, preview } = staged;
        return (
          <li key={key} className="tray-file" title={file.name} data-preview={preview !== null}>
            {preview === null ? (
              <>
                <FileIcon name={file.name} mimeType={file.type} />
                <span className="tray-words">
                  <span>{file.name}</span>
                  <small>{fileSize(file.size, language)}</small>
                </span>
              </>
            ) : file.type.startsWith('video/') ? (
              <video src={preview} muted playsInline aria-label={file.name} />
            ) : (
              <img src={preview} alt={file.name} />
            )}
            <button
              type="button"
              className="tray-remove"
              aria-label={t.talk.removeFile(file.name)}
              title={t.talk.removeFile(file.name)}
              onClick={() => {
                release(staged);
                change(files.filter((one) => one !== staged));
              }}
            >
              <Icon name="close" size={14} />
            </button>
          </li>
        );
      })}
    </ul>
  );
}
