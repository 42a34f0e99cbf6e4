import type { FileView } from '../../control/contract';
import { useLanguage } from '../lib/language';
import { useViewer } from './Viewer';

/** A photo; pressing it opens the viewer. */
export function Picture({ id, file }: { readonly id: string; readonly file: FileView }) {
  const { t } = useLanguage();
  const open = useViewer();
  return (
    <button
      type="button"
      className="picture"
      aria-label={t.talk.openPicture(file.name)}
      onClick={(event) => open(id, event.currentTarget)}
    >
      <img src={file.url} alt="" draggable={false} loading="lazy" />
    </button>
  );
}
