import type { OnHandset } from '../../lines/emulator';
import type { LineMessage } from '../../lines/records';
import type { Parts } from '../parts';
import { arrive } from '../send/deliver';
import { tell } from './customers';

/** The customer sees what the business wrote, all or up to a message: told by a time, or one by one (facebook.md §2, §11). */
export function see(parts: Parts, on: OnHandset, upTo: LineMessage | undefined): void {
  const { messages } = on.handset;
  const until = upTo ? messages.indexOf(upTo) : messages.length - 1;
  const seen = messages
    .slice(0, until + 1)
    .filter(({ from, status }) => from !== 'customer' && (status === 'sent' || status === 'delivered'));
  const last = seen.at(-1);
  if (!last) return;
  arrive(parts, on, seen);
  for (const message of seen) message.status = 'read';
  if (parts.product.seen === 'watermark') tell(parts, on, 'read', { read: { watermark: last.at } });
  else for (const { id } of seen) tell(parts, on, 'read', { read: { mid: id } });
}

/** What waited for the phone arrives. */
export function comeOnline(parts: Parts, on: OnHandset): void {
  on.handset.facts.offline = false;
  arrive(
    parts,
    on,
    on.handset.messages.filter(({ from }) => from !== 'customer'),
  );
}
