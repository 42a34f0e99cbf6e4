import { isMessengerKind } from '../model/messenger-kind';
import type { Hook } from './hook';

/** A webhook as the spool keeps it: JSON, the bytes in base64. */
interface SpooledHook {
  readonly address: Hook['address'];
  /** Absent in those of versions that did not note it. */
  readonly at?: number;
  readonly request: Omit<Hook['request'], 'body'>;
  readonly fetched?: string;
  /** The first time, and for that; absent in those of versions that did not note it. */
  readonly spooled?: Hook['spooled'];
  readonly body: string;
}

/** @param reason what it waits for there; one that waited before keeps its time */
export function toEntry({ request: { body, ...request }, ...hook }: Hook, reason: 'ledger' | 'keys'): SpooledHook {
  const spooled = hook.spooled ?? { at: Date.now(), for: reason };
  return { ...hook, request, spooled, body: body.toString('base64') };
}

/** @throws for what is no webhook of ours. */
export function fromEntry(entry: unknown): Hook {
  const { address, at = Date.now(), request, body, fetched, spooled } = entry as SpooledHook;
  if (address.kind === 'messenger' && !isMessengerKind(address.messenger)) throw new Error('Not an entry of the spool');
  return {
    address,
    at,
    request: { ...request, body: Buffer.from(body, 'base64') },
    ...(fetched === undefined ? {} : { fetched }),
    ...(spooled === undefined ? {} : { spooled }),
  };
}
