import type { Lane } from './lane';

/** What a conversation can be woken for: one of its lanes, or states of messages to report to Kommo. */
export type Work = Lane | 'receipts';
export const ALL_WORK: readonly Work[] = ['to-kommo', 'to-messenger', 'receipts'];
