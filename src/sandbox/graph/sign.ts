import { createHmac } from 'node:crypto';
import { graphJson } from './graph-json';

/** The bytes of a webhook and the headers over them. */
export interface SignedHook {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** A webhook's body and its `X-Hub-Signature-256` over exactly these bytes (whatsapp.md §1, facebook.md §1). */
export function signHook(secret: string, payload: object): SignedHook {
  const body = graphJson(payload);
  const signed = (hash: string): string => `${hash}=${createHmac(hash, secret).update(body).digest('hex')}`;
  return {
    body,
    headers: {
      'Content-Type': 'application/json',
      'User-Agent': 'facebookexternalua',
      // The old one accompanies it.
      'X-Hub-Signature': signed('sha1'),
      'X-Hub-Signature-256': signed('sha256'),
    },
  };
}
