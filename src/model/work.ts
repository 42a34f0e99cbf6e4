import type { Lane } from './lane';

/** What a conversation can be woken for: one of its lanes, files to fetch, or states of messages to report to Kommo. */
export type Work = Lane | 'media' | 'receipts';
export const ALL_WORK: readonly Work[] = ['to-kommo', 'to-messenger', 'media', 'receipts'];
