import type { OnHandset } from '../../lines/emulator';
import type { Line } from '../../lines/records';
import { badParameter } from '../../graph/graph-error';
import type { Parts } from '../parts';
import type { Fields } from './fields';
import { NOBODY, notReceiving, refused, unavailable } from './refusals';

/** Addresses that a recipient can be named by (facebook.md §3); a comment is answered in private once. */
const WAYS = ['id', 'user_ref', 'comment_id', 'post_id'] as const;

/** Whom a recipient is. @throws GraphError for nobody, and for somebody who cannot be reached (facebook.md §4) */
export function personIn(parts: Parts, line: Line, recipient: Fields): OnHandset {
  const handset = line.handsets.get(idIn(recipient));
  // Who never wrote has no address on this Page.
  if (!handset || (handset.state === 'new' && handset.wroteAt === null)) throw refused(parts.product.nobody, NOBODY);
  return { line, handset };
}

function idIn(recipient: Fields): string {
  const named = WAYS.filter((way) => recipient.has(way));
  if (named.length !== 1) throw badParameter(`Param recipient must have exactly one of {${WAYS.join(', ')}}`);
  const [way = 'id'] = named;
  const id = recipient.id(way) ?? '';
  if (!/^\d{1,40}$/.test(id)) throw badParameter(`Param recipient[${way}] must be a valid ID string (e.g., "123")`);
  return way === 'id' ? id : '';
}

/** @throws GraphError where the person has blocked the business, is gone, or has thrown the chat away */
export function checkReachable({ core }: Parts, { handset }: OnHandset): void {
  if (handset.state === 'gone') throw unavailable([551, 1_545_041]);
  if (handset.state === 'blocked') {
    const blocked = { '551': unavailable([551, 1_545_041]), '200': unavailable([200, 1_545_041]) };
    if (core.assumptions.is('meta-pages-blocked', '551')) throw blocked['551'];
    if (core.assumptions.is('meta-pages-blocked', '200')) throw blocked['200'];
    throw refused([2], 'Service temporarily unavailable', 500);
  }
  if (handset.facts.deletedChat === true) throw notReceiving();
}
