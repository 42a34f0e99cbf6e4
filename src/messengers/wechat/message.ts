/** A message without whom it is for: its type, and the block that has the type for a name (wechat.md §3). */
export type Message = Readonly<Record<string, unknown>> & { readonly msgtype: string };

export function textMessage(content: string): Message {
  return { msgtype: 'text', text: { content } };
}
