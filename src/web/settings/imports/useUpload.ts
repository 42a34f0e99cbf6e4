import { useCallback, useEffect, useRef, useState } from 'react';
import type { ImportCard } from '../../../api/settings/contract';
import { useClient } from '../session/context';
import type { Answer, Fault } from '../session/fault';

export type Upload =
  | { readonly kind: 'idle' }
  | { readonly kind: 'sending'; readonly sent: number; readonly all: number; readonly since: number }
  | { readonly kind: 'failed'; readonly fault: Fault };

export interface UsedUpload {
  readonly upload: Upload;
  /** @returns the import as it is then; null: it was stopped, or failed */
  readonly send: (id: string, file: File) => Promise<ImportCard | null>;
  readonly fail: (fault: Fault) => void;
  readonly stop: () => void;
}

/** Brings the file of an import, and tells how far it is. Whoever leaves the page stops it. */
export function useUpload(): UsedUpload {
  const client = useClient();
  const [upload, setUpload] = useState<Upload>({ kind: 'idle' });
  const running = useRef<AbortController | null>(null);
  const stop = useCallback(() => {
    running.current?.abort();
    running.current = null;
    setUpload({ kind: 'idle' });
  }, []);
  useEffect(() => () => running.current?.abort(), []);

  const send = useCallback(
    async (id: string, file: File): Promise<ImportCard | null> => {
      const control = new AbortController();
      running.current = control;
      const since = Date.now();
      const show = (sent: number): void => {
        // What is sent counts the envelope too.
        if (!control.signal.aborted)
          setUpload({ kind: 'sending', sent: Math.min(sent, file.size), all: file.size, since });
      };
      show(0);
      const answer: Answer<ImportCard> = await client.upload(`imports/${id}/file`, file, {
        onProgress: show,
        signal: control.signal,
      });
      if (control.signal.aborted) return null;
      setUpload(answer.ok ? { kind: 'idle' } : { kind: 'failed', fault: answer.fault });
      return answer.ok ? answer.value : null;
    },
    [client],
  );
  const fail = useCallback((fault: Fault) => setUpload({ kind: 'failed', fault }), []);
  return { upload, send, fail, stop };
}
