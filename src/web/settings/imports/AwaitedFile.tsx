import { useState } from 'react';
import { Button } from '../../parts/Button';
import { Callout } from '../../parts/Callout';
import { useWords } from '../lib/language';
import { FaultNote } from '../parts/FaultNote';
import { CancelImport } from './CancelImport';
import { FileDrop } from './FileDrop';
import type { OfImport } from './of-import';
import { UploadBar } from './UploadBar';
import { useUpload } from './useUpload';

/** An import whose upload was stopped, or broke off. */
export function AwaitedFile({ card, learn }: OfImport) {
  const { t } = useWords();
  const [file, setFile] = useState<File | null>(null);
  const { upload, send, stop } = useUpload();
  const isSending = upload.kind === 'sending';

  async function bring(): Promise<void> {
    const next = file === null ? null : await send(card.id, file);
    if (next !== null) learn(next);
  }

  return (
    <>
      <Callout tone="warn" icon="info" title={t.imports.file.missing}>
        <p>{t.imports.file.missingText}</p>
      </Callout>
      {isSending && file !== null ? (
        <UploadBar name={file.name} upload={upload} stop={stop} />
      ) : (
        <FileDrop file={file} choose={setFile} />
      )}
      {upload.kind === 'failed' ? <FaultNote fault={upload.fault} /> : null}
      <div className="save-bar">
        {isSending ? null : <CancelImport card={card} learn={learn} />}
        <Button look="primary" icon="upload" busy={isSending} off={file === null} onClick={() => void bring()}>
          {t.imports.file.upload}
        </Button>
      </div>
    </>
  );
}
