import { useEffect, useState } from 'react';

export interface Counted {
  readonly id: string;
  /** Messages that would catch the eye of whoever looks at this chat. */
  readonly count: number;
}

/**
 * How many messages of each chat came since it was last looked at. What was there when the page opened counts as seen.
 */
export function useUnseen(chats: readonly Counted[], openIds: readonly string[]): (id: string) => number {
  const [seen, setSeen] = useState<ReadonlyMap<string, number> | null>(null);
  const fingerprint = chats.map((chat) => `${chat.id}:${chat.count}`).join();
  const open = openIds.join();

  useEffect(() => {
    setSeen((before) => {
      const after = new Map<string, number>();
      for (const { id, count } of chats) {
        if (before === null || openIds.includes(id)) after.set(id, count);
        else after.set(id, Math.min(count, before.get(id) ?? 0));
      }
      return after;
    });
    // These stand for the arrays, which are new ones at every change of anything.
  }, [fingerprint, open]);

  return (id) => {
    if (seen === null || openIds.includes(id)) return 0;
    const count = chats.find((chat) => chat.id === id)?.count ?? 0;
    return Math.max(0, count - (seen.get(id) ?? 0));
  };
}
