import { useCallback, useRef, useState } from 'react';
import { Refused } from './call';
import { release, type Staged } from './staged';

/** The message that the draft answers, changes or passes on. */
export interface About {
  readonly what: 'reply' | 'edit' | 'forward';
  /** The side's id of it. */
  readonly key: string;
  readonly author: string;
  readonly words: string;
}

/** What leaves the composer. */
export interface Letter {
  readonly text: string;
  readonly files: readonly Staged[];
  readonly about: About | null;
  /** Of the inbox: one button a line, `label | address`. */
  readonly buttons: string;
}

export interface Draft extends Letter {
  /** Why the last message of this chat was not taken; an empty string when the sandbox could not be reached. */
  readonly error: string | null;
  /** Files on their way to the sandbox. */
  readonly uploading: number;
}

const BLANK: Letter = { text: '', files: [], about: null, buttons: '' };
const EMPTY: Draft = { ...BLANK, error: null, uploading: 0 };

export interface Drafts {
  readonly get: (chat: string) => Draft;
  readonly change: (chat: string, part: Partial<Letter>) => void;
  /**
   * Clears the box at once and sends the letters one after another; what the sandbox refuses is put back, with the
   * reason. Several letters: what of them has gone is gone.
   */
  readonly send: (chat: string, letters: readonly Letter[], deliver: (letter: Letter) => Promise<unknown>) => void;
}

function joined(first: string, second: string): string {
  return first === '' || second === '' ? first + second : `${first}\n${second}`;
}

/** One draft for each chat, and messages sent one after another in the order they were written. */
export function useDrafts(): Drafts {
  const [drafts, setDrafts] = useState<Readonly<Record<string, Draft>>>({});
  const queue = useRef<Promise<void>>(Promise.resolve());

  const change = useCallback((chat: string, next: (draft: Draft) => Partial<Draft>) => {
    setDrafts((all) => {
      const draft = all[chat] ?? EMPTY;
      return { ...all, [chat]: { ...draft, ...next(draft) } };
    });
  }, []);

  async function sendOne(chat: string, letter: Letter, deliver: (letter: Letter) => Promise<unknown>): Promise<void> {
    try {
      await deliver(letter);
      letter.files.forEach(release);
    } catch (error) {
      const reason = error instanceof Refused ? error.message : String(error);
      change(chat, (draft) => ({
        text: joined(letter.text, draft.text),
        files: [...letter.files, ...draft.files],
        about: draft.about ?? letter.about,
        buttons: draft.buttons === '' ? letter.buttons : draft.buttons,
        error: reason,
      }));
    }
    change(chat, ({ uploading }) => ({ uploading: uploading - letter.files.length }));
  }

  return {
    get: (chat) => drafts[chat] ?? EMPTY,
    change: (chat, part) => change(chat, () => ({ ...part, error: null })),
    send: (chat, letters, deliver) => {
      const count = letters.reduce((sum, { files }) => sum + files.length, 0);
      change(chat, ({ uploading }) => ({ ...BLANK, error: null, uploading: uploading + count }));
      for (const letter of letters) {
        queue.current = queue.current.then(() => sendOne(chat, letter, deliver));
      }
    },
  };
}
