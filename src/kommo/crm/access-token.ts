import { z } from 'zod';
import { given } from '../given';
import { readJwtPart } from './jwt';

export interface AccessTokenFacts {
  /** Milliseconds since 1970. */
  readonly expiresAt?: number;
  /** The host to ask where the account is (kommo-platform.md §1.8). */
  readonly apiDomain?: string;
}

const claims = z.object({
  exp: z.number().positive().optional().catch(undefined),
  api_domain: z.string().min(1).optional().catch(undefined),
});

/** The two things that may be read of an access or long-lived token; all else of it is Kommo's own (kommo-platform.md §1.1). */
export function readAccessToken(token: string): AccessTokenFacts {
  const read = claims.safeParse(readJwtPart(token.split('.')[1] ?? '')).data;
  return given({
    expiresAt: read?.exp === undefined ? undefined : read.exp * 1_000,
    apiDomain: read?.api_domain,
  });
}
