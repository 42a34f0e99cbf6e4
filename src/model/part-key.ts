import { asMessageId, type MessageId } from './ids';

/** What a part is called toward the messenger, the same in every attempt: its message, and its number where it has several. */
export interface PartName {
  readonly messageId: MessageId;
  /** From 0; null: the message goes in one part. */
  readonly index: number | null;
}

const KEY = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:\/(\d{1,4}))?$/;

export function partKey({ messageId, index }: PartName): string {
  return index === null ? messageId : `${messageId}/${String(index)}`;
}

/** @returns undefined for what is no key of ours */
export function partNamed(key: string): PartName | undefined {
  const [, messageId, index] = KEY.exec(key) ?? [];
  if (messageId === undefined) return undefined;
  return { messageId: asMessageId(messageId), index: index === undefined ? null : Number(index) };
}
