/**
 * What a message says, independent of either side's wire format.
 * `unsupported` names something this version cannot carry: toward Kommo it becomes a text that says what it was,
 * toward a messenger it is refused with a reason. Nothing is dropped.
 */
export type MessageContent =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'unsupported'; readonly what: string; readonly caption?: string };

export type ContentType = MessageContent['type'];
