import { createHmac, timingSafeEqual } from 'node:crypto';
import type { GrantKey } from '../ledger/grants';

/**
 * The account's webhooks carry no signature (kommo-platform.md §9.2), so their address is what nobody can guess:
 * `/hooks/crm/<integration>/<account>/<code>`, the code made of the two and a key of ours.
 *
 * @param keys derived for this purpose: the first makes, all verify
 */
export function crmHookUrl(keys: readonly Buffer[], publicUrl: string, key: GrantKey): string {
  const [newest] = keys;
  if (newest === undefined) throw new Error('There is no key for the webhooks of accounts');
  return `${publicUrl}/hooks/crm/${key.integrationId}/${String(key.accountId)}/${codeOf(newest, key)}`;
}

export function isCrmHookCode(keys: readonly Buffer[], key: GrantKey, code: string): boolean {
  const given = Buffer.from(code);
  return keys.some((each) => {
    const expected = Buffer.from(codeOf(each, key));
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}

/** What {@link crmHookUrl} is made with; for `deriveKeys`. */
export const CRM_HOOK_PURPOSE = 'webhooks of accounts';

function codeOf(key: Buffer, { integrationId, accountId }: GrantKey): string {
  return createHmac('sha256', key)
    .update(`${integrationId}/${String(accountId)}`)
    .digest('base64url');
}
