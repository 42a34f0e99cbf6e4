import { refused } from '../codes';
import type { Line } from '../../lines/records';

/** Why this number cannot send at all (whatsapp.md §4). @throws GraphError */
export function checkNumber({ facts }: Line): void {
  if (facts.registered !== true)
    throw refused(133010, 'Phone number is not registered on the WhatsApp Business Platform.');
  if (facts.account === 'locked') {
    throw refused(131031, 'Your account has been locked. Please check the account in Business Manager.');
  }
  if (facts.account === 'restricted') throw refused(368, 'The account is restricted for policy violations.');
  if (facts.nameStatus !== 'APPROVED') throw refused(131037, 'The display name of the number needs approval.');
}
