import { z } from 'zod';
import { asAccountId, type AccountId } from '../../model/ids';
import { isKommoHost } from './hosts';
import { isSignedHs256, readJwtPart } from './jwt';

export interface WidgetTokenRules {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Its scheme and host are the audience. */
  readonly redirectUri: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** The account that is asked for, where the request names one. */
  readonly accountId?: AccountId;
  readonly testHosts?: readonly string[];
}

/** Who works in the widget; whether with the rights of an administrator, only the API tells (kommo-platform.md §2). */
export interface WidgetCaller {
  readonly accountId: AccountId;
  readonly userId: number;
  readonly subdomain: string;
  /** The account's, checked. */
  readonly host: string;
  /** For a list of those that were used to change something: the token goes on being good. */
  readonly tokenId: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

export type WidgetTokenVerdict =
  | { readonly kind: 'valid'; readonly caller: WidgetCaller }
  | { readonly kind: 'refused'; readonly reason: WidgetTokenFault };

export type WidgetTokenFault =
  'malformed' | 'algorithm' | 'signature' | 'audience' | 'expired' | 'not-yet' | 'integration' | 'issuer' | 'account';

const LEEWAY_S = 60;
const LONGEST_TOKEN = 8_192;
/** `exp = iat + 1800`; one that is good for longer is not Kommo's. */
const LONGEST_LIFE_S = 30 * 60;

const Head = z.object({ alg: z.string(), crit: z.never().optional() });
const time = z.number().int().positive();
const Claims = z.object({
  iss: z.string(),
  aud: z.string(),
  jti: z.string().min(1).max(100),
  iat: time,
  nbf: time,
  exp: time,
  account_id: z.int().positive(),
  user_id: z.int().positive(),
  subdomain: z.string().min(1),
  client_uuid: z.string(),
});

/** Verifies the one-time token of `$authorizedAjax`, the header `X-Auth-Token` (kommo-platform.md §2). */
export function verifyWidgetToken(token: string, rules: WidgetTokenRules): WidgetTokenVerdict {
  if (token.length > LONGEST_TOKEN) return { kind: 'refused', reason: 'malformed' };
  const [head = '', body = '', signature, ...more] = token.split('.');
  const parsedHead = Head.safeParse(readJwtPart(head));
  if (!parsedHead.success || signature === undefined || more.length > 0)
    return { kind: 'refused', reason: 'malformed' };
  if (parsedHead.data.alg !== 'HS256') return { kind: 'refused', reason: 'algorithm' };
  if (!isSignedHs256(token, rules.clientSecret)) return { kind: 'refused', reason: 'signature' };
  const claims = Claims.safeParse(readJwtPart(body)).data;
  if (claims === undefined) return { kind: 'refused', reason: 'malformed' };
  const host = hostOfIssuer(claims.iss);
  const reason = faultOf(claims, host, rules);
  if (reason !== undefined) return { kind: 'refused', reason };
  return {
    kind: 'valid',
    caller: {
      accountId: asAccountId(claims.account_id),
      userId: claims.user_id,
      subdomain: claims.subdomain,
      host,
      tokenId: claims.jti,
      expiresAt: claims.exp * 1_000,
    },
  };
}

function faultOf(claims: z.infer<typeof Claims>, host: string, rules: WidgetTokenRules): WidgetTokenFault | undefined {
  const now = rules.now / 1_000;
  if (!isAudience(claims.aud, rules.redirectUri)) return 'audience';
  if (claims.exp <= now - LEEWAY_S) return 'expired';
  if (claims.nbf > now + LEEWAY_S || claims.iat > now + LEEWAY_S) return 'not-yet';
  if (claims.exp - claims.iat > LONGEST_LIFE_S + LEEWAY_S) return 'expired';
  if (claims.client_uuid !== rules.clientId) return 'integration';
  if (!isKommoHost(host, rules.testHosts)) return 'issuer';
  if (rules.accountId !== undefined && claims.account_id !== rules.accountId) return 'account';
  return undefined;
}

/** Scheme and host; whether a port belongs to it, the sources do not agree. */
function isAudience(audience: string, redirectUri: string): boolean {
  const { origin, protocol, hostname } = new URL(redirectUri);
  return audience === origin || audience === `${protocol}//${hostname}`;
}

/** Of an address without anything but a host; empty where it is more or less. */
function hostOfIssuer(issuer: string): string {
  return /^https?:\/\/([^/?#@\s]+)$/.exec(issuer)?.[1] ?? '';
}
