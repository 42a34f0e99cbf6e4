import type { Lane } from './lane';

/**
 * What a conversation can be woken for: one of its lanes, files to fetch, states of messages to report to Kommo, the contact of
 * its customer in the CRM, or marks: what the customer is shown of the manager beside messages.
 */
export type Work = Lane | 'media' | 'receipts' | 'contact' | 'marks';
/** What a wake that names nothing asks for. Whoever finds something to do for the contact or of marks says so. */
export const ALL_WORK: readonly Work[] = ['to-kommo', 'to-messenger', 'media', 'receipts'];
/** Everything there is, the seldom last. */
export const EVERY_WORK: readonly Work[] = [...ALL_WORK, 'contact', 'marks'];
