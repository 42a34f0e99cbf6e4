/** Kommo tells that a manager types at most once in 5 s (kommo-chat-api.md §11.7); a little more, as clocks differ. */
const PAUSE_MS = 5_200;

const told = new Map<string, number>();

/** Tells it, unless it was told a moment ago. */
export function tellTyping(chatId: string, tell: () => Promise<unknown>): void {
  const now = performance.now();
  if (now - (told.get(chatId) ?? Number.NEGATIVE_INFINITY) < PAUSE_MS) return;
  told.set(chatId, now);
  // A courtesy: whoever writes is not to be troubled when it does not arrive.
  tell().catch(() => undefined);
}

/** What was typed is deleted again; whoever goes on typing is told of anew. */
export function tellStopped(chatId: string, tell: (() => Promise<unknown>) | undefined): void {
  if (tell === undefined || !told.delete(chatId)) return;
  tell().catch(() => undefined);
}
