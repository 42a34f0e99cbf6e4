import { createHmac } from 'node:crypto';
import { encoded, type SigningKeys } from './signing-keys';

export const ISSUER = 'https://api.botframework.com';
const LIFE_S = 3600;
const HOUR_S = 3600;

/** What can be wrong with the token of an activity, each of which a bot has to refuse (skype.md §1, verify inbound). */
export const FLAWS = [
  'no-token',
  'algorithm',
  'unknown-key',
  'signature',
  'expired',
  'not-yet',
  'issuer',
  'audience',
  'endorsement',
  'service-url',
] as const;
export type Flaw = (typeof FLAWS)[number];

export interface For {
  readonly appId: string;
  readonly serviceUrl: string;
}

/**
 * The token that proves an activity to the bot; undefined where it goes without. By the machine's clock: the bot that verifies
 * it has no other.
 */
export function connectorToken(keys: SigningKeys, { appId, serviceUrl }: For, flaw?: Flaw): string | undefined {
  const now = Math.floor(Date.now() / 1000);
  const claims = { serviceurl: serviceUrl, nbf: now - 300, exp: now + LIFE_S, iss: ISSUER, aud: appId };
  switch (flaw) {
    case undefined:
      return keys.sign(claims);
    case 'no-token':
      return undefined;
    case 'algorithm': {
      // With a public key as the secret, which whoever looks at the algorithm alone would take.
      const said = [{ alg: 'HS256', typ: 'JWT' }, claims].map(encoded).join('.');
      return `${said}.${createHmac('sha256', JSON.stringify(keys.published())).update(said).digest('base64url')}`;
    }
    case 'unknown-key':
      return keys.signUnknown(claims);
    case 'signature': {
      const [header = '', , signature = ''] = keys.sign(claims).split('.');
      return [header, encoded({ ...claims, exp: now + 2 * LIFE_S }), signature].join('.');
    }
    case 'expired':
      return keys.sign({ ...claims, nbf: now - 2 * HOUR_S, exp: now - HOUR_S });
    case 'not-yet':
      return keys.sign({ ...claims, nbf: now + HOUR_S, exp: now + 2 * HOUR_S });
    case 'issuer':
      return keys.sign({ ...claims, iss: 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/' });
    case 'audience':
      return keys.sign({ ...claims, aud: '00000000-0000-4000-8000-000000000000' });
    case 'endorsement':
      return keys.signElsewhere(claims);
    case 'service-url':
      return keys.sign({ ...claims, serviceurl: 'https://smba.example.com/elsewhere/' });
  }
}
