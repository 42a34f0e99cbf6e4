import { useEffect, useState } from 'react';

const SHOWN_MS = 2_000;

export type Copied = 'no' | 'yes' | 'refused';

/** Puts a text on the clipboard, and for a moment knows whether that was done. */
export function useCopied(text: string): [Copied, copy: () => void] {
  const [copied, setCopied] = useState<Copied>('no');
  useEffect(() => {
    if (copied === 'no') return;
    const timer = window.setTimeout(() => setCopied('no'), SHOWN_MS);
    return () => window.clearTimeout(timer);
  }, [copied]);
  return [copied, () => void copyText(text).then((done) => setCopied(done ? 'yes' : 'refused'))];
}

/** A page that came over plain HTTP from another machine has no clipboard, and a frame may be refused it. */
async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
