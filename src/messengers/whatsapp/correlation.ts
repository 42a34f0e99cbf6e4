import type { OutboundPart } from '../contract';
import { CALLBACK_DATA_LIMIT } from './limits';

/** Before the key of a message to somebody who never wrote: what comes of it later is the chat's beginning or not. */
const FIRST = 'first:';

/** What WhatsApp repeats in what it tells of the message later (whatsapp.md §0, 7). */
export function callbackData({ key, lastInboundAt }: Pick<OutboundPart, 'key' | 'lastInboundAt'>): string {
  return `${lastInboundAt === undefined ? FIRST : ''}${key}`.slice(0, CALLBACK_DATA_LIMIT);
}

export function readCallbackData(data: string): { readonly key: string; readonly isFirst: boolean } {
  const isFirst = data.startsWith(FIRST);
  return { key: isFirst ? data.slice(FIRST.length) : data, isFirst };
}
