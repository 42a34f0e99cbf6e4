import { isMessengerKind } from '../model/messenger-kind';
import type { Hook } from './hook';

/** A webhook as the spool keeps it: JSON, the bytes in base64. */
interface SpooledHook {
  readonly address: Hook['address'];
  /** Absent in those of versions that did not note it. */
  readonly at?: number;
  readonly request: Omit<Hook['request'], 'body'>;
  readonly fetched?: string;
  readonly body: string;
}

export function toEntry({ request: { body, ...request }, ...hook }: Hook): SpooledHook {
  return { ...hook, request, body: body.toString('base64') };
}

/** @throws for what is no webhook of ours. */
export function fromEntry(entry: unknown): Hook {
  const { address, at = Date.now(), request, body, fetched } = entry as SpooledHook;
  if (address.kind === 'messenger' && !isMessengerKind(address.messenger)) throw new Error('Not an entry of the spool');
  const hook = { address, at, request: { ...request, body: Buffer.from(body, 'base64') } };
  return fetched === undefined ? hook : { ...hook, fetched };
}
