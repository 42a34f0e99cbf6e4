import { variantsOf, withPlus, type Phone } from '../../model/phone';
import type { Resolved } from '../contract';

/**
 * The Cloud API has no question whether a number is on WhatsApp (whatsapp.md §6): the number is where to write to, the answer
 * to a send tells whose it is, and a status that it is nobody's (whatsapp.md §0, 4). Somebody who has written may be known by
 * another form of it (§3).
 */
export function resolve(_context: unknown, phone: Phone): Promise<Resolved> {
  return Promise.resolve({ kind: 'found', address: phone, aliases: aliasesOf(phone) });
}

function aliasesOf(phone: Phone): readonly string[] {
  const [, ...others] = variantsOf(phone);
  return [withPlus(phone), ...others.flatMap((other) => [other, withPlus(other)])];
}
