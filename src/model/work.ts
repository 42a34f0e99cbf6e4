import type { Lane } from './lane';

/**
 * What a conversation can be woken for: one of its lanes, files to fetch, states of messages to report to Kommo, or the
 * contact of its customer in the CRM.
 */
export type Work = Lane | 'media' | 'receipts' | 'contact';
/** What a wake that names nothing asks for. Whoever finds something to do for the contact says so. */
export const ALL_WORK: readonly Work[] = ['to-kommo', 'to-messenger', 'media', 'receipts'];
