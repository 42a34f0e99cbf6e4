import { useCallback, useRef, useState } from 'react';
import { Refused } from './control';

export interface Draft {
  readonly text: string;
  /** Why the last message of this chat was not taken; an empty string when the sandbox could not be reached. */
  readonly error: string | null;
}

const EMPTY: Draft = { text: '', error: null };

export interface Drafts {
  readonly get: (chat: string) => Draft;
  readonly write: (chat: string, text: string) => void;
  /** Clears the box at once and sends; what the sandbox refuses is put back, with the reason. */
  readonly send: (chat: string, text: string, deliver: (text: string) => Promise<unknown>) => void;
}

/** One draft for each chat, and messages sent one after another in the order they were written. */
export function useDrafts(): Drafts {
  const [drafts, setDrafts] = useState<Readonly<Record<string, Draft>>>({});
  const queue = useRef<Promise<void>>(Promise.resolve());

  const change = useCallback((chat: string, next: (draft: Draft) => Draft) => {
    setDrafts((all) => ({ ...all, [chat]: next(all[chat] ?? EMPTY) }));
  }, []);

  return {
    get: (chat) => drafts[chat] ?? EMPTY,
    write: (chat, text) => change(chat, () => ({ text, error: null })),
    send: (chat, text, deliver) => {
      change(chat, () => EMPTY);
      queue.current = queue.current.then(async () => {
        try {
          await deliver(text);
        } catch (error) {
          const reason = error instanceof Refused ? error.message : String(error);
          change(chat, (draft) => ({
            text: draft.text === '' ? text : `${text}\n${draft.text}`,
            error: reason,
          }));
        }
      });
    },
  };
}
