import type { Check, Clock, Webhook } from '../contract';
import { hostOf } from '../host-of';
import { sayMeta } from './guide-phrases';
import type { TokenFacts } from './token';

const WEEK_MS = 7 * 24 * 60 * 60 * 1_000;

export const ABOUT_TOKEN = about('token');
export const ABOUT_ADDRESS = about('address');

function about(name: 'token' | 'permissions' | 'address'): Pick<Check, 'name' | 'title'> {
  return { name, title: sayMeta(`meta.check.${name}`) };
}

/**
 * The checks `token` and `permissions` of a driver's `check`.
 *
 * @param facts undefined: Meta does not tell
 * @param needed scopes without which it does not work
 */
export function tokenChecks(
  facts: TokenFacts | undefined,
  { appId, needed, clock }: { readonly appId: string; readonly needed: readonly string[]; readonly clock: Clock },
): readonly Check[] {
  if (facts === undefined) return [{ ...ABOUT_TOKEN, state: 'warning', ...sayMeta('meta.check.token.untold') }];
  return [tokenCheck(facts, appId, clock), ...(facts.isValid ? [scopeCheck(facts, needed)] : [])];
}

function tokenCheck({ isValid, appId, expiresAt }: TokenFacts, expected: string, clock: Clock): Check {
  if (!isValid) return { ...ABOUT_TOKEN, state: 'broken', ...sayMeta('meta.check.token.dead') };
  if (appId !== undefined && appId !== expected) {
    return { ...ABOUT_TOKEN, state: 'broken', ...sayMeta('meta.check.token.other-app') };
  }
  if (expiresAt === undefined) return { ...ABOUT_TOKEN, state: 'ok', ...sayMeta('meta.check.token.ok') };
  const day = new Date(expiresAt).toISOString().slice(0, 10);
  return expiresAt - clock.now() < WEEK_MS
    ? { ...ABOUT_TOKEN, state: 'warning', ...sayMeta('meta.check.token.ends', { day }) }
    : { ...ABOUT_TOKEN, state: 'ok', ...sayMeta('meta.check.token.until', { day }) };
}

function scopeCheck({ scopes }: TokenFacts, needed: readonly string[]): Check {
  const missing = needed.filter((scope) => !scopes.includes(scope)).join(', ');
  const all = needed.join(', ');
  return missing === ''
    ? { ...about('permissions'), state: 'ok', ...sayMeta('meta.check.permissions.ok', { needed: all }) }
    : {
        ...about('permissions'),
        state: 'broken',
        ...sayMeta('meta.check.permissions.missing', { missing, needed: all }),
      };
}

/** Where Meta sends what happens. @param address as Meta has it; empty or undefined: none */
export function addressCheck({ url }: Webhook, address = ''): Check {
  if (address === url) return { ...ABOUT_ADDRESS, state: 'ok', ...sayMeta('meta.check.address.ok', { url }) };
  const words =
    address === ''
      ? sayMeta('meta.check.address.none')
      : sayMeta('meta.check.address.elsewhere', { host: hostOf(address) });
  return { ...ABOUT_ADDRESS, state: 'broken', ...words };
}
