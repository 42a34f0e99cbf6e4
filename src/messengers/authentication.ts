import type { DriverContext } from './driver-context';
import type { Claims, RawRequest, ReceiveContext, RefusedRequest } from './receiving';

/** The public keys of a messenger, as it publishes them: JSON Web Keys (RFC 7517) with whatever it adds to them. */
export type KeySet = readonly Readonly<Record<string, unknown>>[];

/**
 * How requests are proven that carry a token signed by the messenger. That is looked at beside `receive`, which waits for
 * nothing, and which is given the claims of a token that was verified.
 */
export type Authentication<Credentials> = BySecret<Credentials> | ByPublishedKeys<Credentials>;

/** With a secret that both sides have. */
export interface BySecret<Credentials> {
  readonly keysAt?: undefined;
  readonly fetchKeys?: undefined;

  /** Verifies the token of a request, as of `context.clock`. Calls nobody, and never throws for what was sent. */
  authenticate(
    context: ReceiveContext<Credentials>,
    request: RawRequest,
  ): Promise<Exclude<Authenticated, { kind: 'unknown-key' }>>;
}

/** With public keys that change: they are fetched and kept by whoever runs `receive`. */
export interface ByPublishedKeys<Credentials> {
  /** The address where the keys are published. Connections with the same one share its keys. */
  keysAt(credentials: Credentials): string;

  /** @throws DeliveryError when they cannot be had now. */
  fetchKeys(context: DriverContext<Credentials>): Promise<KeySet>;

  /**
   * Verifies the token of a request, as of `context.clock`. Calls nobody, and never throws for what was sent. What can be
   * refused without the key is refused first, so that strangers cause no fetching.
   */
  authenticate(context: ReceiveContext<Credentials>, request: RawRequest, keys: KeySet): Promise<Authenticated>;
}

/** `unknown-key`: it names a key that is not among these, so nothing is known of it. */
export type Authenticated =
  { readonly kind: 'authentic'; readonly claims: Claims } | { readonly kind: 'unknown-key' } | RefusedRequest;
