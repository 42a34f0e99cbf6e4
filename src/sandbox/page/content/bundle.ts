/** What is shown as one: a message, or the pieces of an album. */
export interface Bundle<Message> {
  /** Of the first piece. */
  readonly id: string | number;
  readonly at: number;
  readonly parts: readonly [Message, ...Message[]];
}

/** Puts neighbours of one album together. @param albumOf the album a message is shown in; null: by itself. */
export function bundle<Message extends { readonly id: string | number; readonly at: number }>(
  messages: readonly Message[],
  albumOf: (message: Message) => string | null,
): Bundle<Message>[] {
  const bundles: Bundle<Message>[] = [];
  let open: string | null = null;
  for (const message of messages) {
    const album = albumOf(message);
    const last = bundles.at(-1);
    if (album !== null && album === open && last !== undefined) {
      bundles[bundles.length - 1] = { ...last, parts: [...last.parts, message] };
    } else {
      bundles.push({ id: message.id, at: message.at, parts: [message] });
    }
    open = album;
  }
  return bundles;
}
