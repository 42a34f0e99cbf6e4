import { refused } from '../codes';
import type { Line } from '../../lines/records';
import type { RESTRICTIONS } from '../number';

/** Why this number cannot send at all (whatsapp.md §4). @throws GraphError */
export function checkNumber({ facts }: Line): void {
  if (facts.registered !== true)
    throw refused(133010, 'Phone number is not registered on the WhatsApp Business Platform.');
  if (facts.account === 'locked') {
    throw refused(131031, 'Your account has been locked. Please check the account in Business Manager.');
  }
  if (facts.nameStatus !== 'APPROVED') throw refused(131037, 'The display name of the number needs approval.');
}

/**
 * What a restricted account may not send: templates, or answers (the webhook account_update). It ends by itself at its time, and
 * nothing tells of that. @throws GraphError
 */
export function checkRestriction({ facts }: Line, type: string, seconds: number): void {
  const until = facts.restrictedUntil;
  if (typeof facts.restrictions !== 'string' || (typeof until === 'number' && seconds >= until)) return;
  const forbids: (typeof RESTRICTIONS)[number] =
    type === 'template' ? 'RESTRICTED_BIZ_INITIATED_MESSAGING' : 'RESTRICTED_CUSTOMER_INITIATED_MESSAGING';
  if (facts.restrictions.split(' ').includes(forbids)) {
    throw refused(368, `The account is restricted for policy violations: ${forbids}.`);
  }
}
