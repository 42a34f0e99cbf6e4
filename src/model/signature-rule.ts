/**
 * How a webhook proves who sent it. A word for the trace of a message, kept as it was when the webhook came: a key of the bytes
 * (`hmac-…`), a secret in a header, a signed token, or a signature of the address alone.
 */
export const SIGNATURE_RULES = [
  'hmac-sha1-of-body',
  'hmac-sha256-of-body',
  'secret-header',
  'token-by-secret',
  'token-by-published-keys',
  'sha1-of-address',
] as const;

export type SignatureRule = (typeof SIGNATURE_RULES)[number];
