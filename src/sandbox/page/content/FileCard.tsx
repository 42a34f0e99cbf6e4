import type { FileView } from '../../control/contract';
import { fileSize } from '../lib/format';
import { useLanguage } from '../lib/language';
import { Icon } from '../parts/Icon';
import { extensionOf, familyOf } from './fileKind';

/** A sheet of paper in the colour of its family. */
export function FileIcon({ name, mimeType }: Pick<FileView, 'name' | 'mimeType'>) {
  return (
    <span className="file-icon" data-family={familyOf(name, mimeType)} aria-hidden="true">
      <svg width="38" height="44" viewBox="0 0 38 44" focusable="false">
        <path d="M5 1h19l13 13v24a5 5 0 0 1-5 5H6a5 5 0 0 1-5-5V5a4 4 0 0 1 4-4z" className="file-sheet" />
        <path d="M24 1v8a5 5 0 0 0 5 5h8z" className="file-fold" />
      </svg>
      <span>{extensionOf(name).slice(0, 4)}</span>
    </span>
  );
}

export function FileCard({ file }: { readonly file: FileView }) {
  const { t, language } = useLanguage();
  return (
    <a className="file-card" href={file.url} download={file.name}>
      <FileIcon name={file.name} mimeType={file.mimeType} />
      <span className="file-words">
        <span className="hidden">{t.talk.downloadWord} </span>
        <span className="file-name">{file.name}</span>
        <span className="file-size">{fileSize(file.size, language)}</span>
      </span>
      <span className="file-take">
        <Icon name="download" size={18} />
      </span>
    </a>
  );
}
