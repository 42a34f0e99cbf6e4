import type { Phone } from '../../model/phone';
import type { Resolved } from '../contract';

/**
 * The Cloud API has no question whether a number is on WhatsApp (whatsapp.md §6): the number is where to write to, the answer
 * to a send tells whose it is, and a status that it is nobody's (whatsapp.md §0, 4).
 */
export function resolve(_context: unknown, phone: Phone): Promise<Resolved> {
  return Promise.resolve({ kind: 'found', address: phone, aliases: [`+${phone}`] });
}
