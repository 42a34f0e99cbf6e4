import { Button } from '../../parts/Button';
import { bytes, percent, roughly } from '../lib/format';
import { useWords } from '../lib/language';
import type { Upload } from './useUpload';

interface UploadBarProps {
  readonly name: string;
  readonly upload: Extract<Upload, { readonly kind: 'sending' }>;
  readonly stop: () => void;
}

/** How far a file has come. */
export function UploadBar({ name, upload: { sent, all, since }, stop }: UploadBarProps) {
  const { t, language } = useWords();
  const { file } = t.imports;
  const leftMs = sent === 0 ? null : ((Date.now() - since) / sent) * (all - sent);
  return (
    <div className="import-progress">
      <div className="import-progress-head">
        <p className="import-progress-title">{file.uploading(name)}</p>
        <span className="import-progress-percent">{percent(all === 0 ? 1 : sent / all, language)}</span>
      </div>
      <progress aria-label={file.uploading(name)} value={sent} max={Math.max(1, all)} />
      <div className="import-progress-foot">
        <span className="quiet">
          {file.sent(bytes(sent, language), bytes(all, language))}
          {leftMs === null || sent === all ? null : ` · ${file.left(roughly(leftMs))}`}
        </span>
        <Button icon="close" onClick={stop}>
          {file.stop}
        </Button>
      </div>
    </div>
  );
}
