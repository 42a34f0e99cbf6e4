export const MESSENGER_KINDS = [
  'telegram',
  'whatsapp',
  'messenger',
  'instagram',
  'viber',
  'wechat',
  'apple',
  'botframework',
  'custom',
] as const;
/** The kind of chat service. The word is used in addresses, queue names, tables and the search attribute `Messenger`. */
export type MessengerKind = (typeof MESSENGER_KINDS)[number];

export function isMessengerKind(value: string): value is MessengerKind {
  return (MESSENGER_KINDS as readonly string[]).includes(value);
}
