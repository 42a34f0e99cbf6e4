import type { HttpClient } from '../../http/client';
import type { AccountId } from '../../model/ids';
import type { CallOptions } from '../types';
import type { CrmAnswer } from './answer-types';
import type { KommoAddresses } from './hosts';

export interface OAuthClientOptions {
  readonly http: HttpClient;
  /** Milliseconds since 1970. */
  readonly clock: { now(): number };
  readonly clientId: string;
  readonly clientSecret: string;
  /** As in the integration's settings, to the letter. */
  readonly redirectUri: string;
  readonly addresses?: KommoAddresses;
  /** Whole request; 10 000 ms unless told. */
  readonly timeoutMs?: number;
}

/** OAuth 2.0 of one integration (kommo-platform.md §1). Outcomes are values; each request is sent once. */
export interface OAuthClient {
  /** Where a browser is sent to ask for consent (§1.2). */
  consentUrl(consent: { readonly state: string; readonly mode?: 'popup' | 'post_message' }): string;

  /**
   * Exchanges a code, which lives 20 minutes and works once (§1.4). After `unknown` the code may be used up.
   *
   * @param host the account's, from `referer`; one that is not Kommo's is refused before anything is sent (§1.9)
   */
  exchange(code: string, host: string, options?: CallOptions): Promise<OAuthAnswer<TokenPair>>;

  /**
   * Exchanges a refresh token for a new pair. Never two at once for one account; after `unknown` try once more with the
   * same token: it may still be good (§1.5).
   */
  refresh(refreshToken: string, host: string, options?: CallOptions): Promise<OAuthAnswer<TokenPair>>;

  /**
   * Where an account is now, after it answered `moved` (§1.8).
   *
   * @param apiDomain from the last access token: `readAccessToken`
   */
  locate(refreshToken: string, apiDomain: string, options?: CallOptions): Promise<OAuthAnswer<Whereabouts>>;
}

export type OAuthAnswer<Value> = CrmAnswer<Value, OAuthReason>;

/**
 * `host` — none of Kommo's; nothing was sent · `code` — expired, used or not of this account · `revoked` — the refresh token
 * is dead: read the store again, another process may have won, else the account has to be authorised again · `client` — id,
 * secret or redirect address are wrong · `moved` — the account may have another host now: `locate` · `blocked` — this server
 * is turned away.
 */
export type OAuthReason = 'host' | 'code' | 'revoked' | 'client' | 'moved' | 'blocked' | 'invalid' | 'other';

export interface TokenPair {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** Milliseconds since 1970, by Kommo's clock (§1.4). */
  readonly expiresAt: number;
}

export interface Whereabouts {
  readonly accountId: AccountId;
  readonly subdomain: string;
  /** Checked: it may be given the client secret. */
  readonly host: string;
}
