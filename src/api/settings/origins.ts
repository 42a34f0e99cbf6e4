import { isKommoHost } from '../../kommo/crm/hosts';
import type { SettingsDependencies } from './dependencies';

type Rules = Pick<SettingsDependencies, 'kommo' | 'sandbox'>;

/** Whether a page of this origin may read what it is answered: one of an account at Kommo, or of a sandbox. */
export function mayRead(origin: string, rules: Rules): boolean {
  const host = /^https:\/\/([^/]+)$/.exec(origin)?.[1];
  return (host !== undefined && isKommoHost(host)) || isSandbox(origin, rules);
}

/** Whether the page that asks is one of the account that its token is of. */
export function isAccountsOwn(origin: string, host: string, rules: Rules): boolean {
  return origin === `https://${host}` || isSandbox(origin, rules);
}

function isSandbox(origin: string, { kommo, sandbox }: Rules): boolean {
  if (sandbox === undefined) return false;
  return (
    /^http:\/\/127\.0\.0\.1(:\d{1,5})?$/.test(origin) ||
    origin === sandbox.origin ||
    (kommo.testHosts ?? []).some((host) => origin === `http://${host}`)
  );
}

/** Who may have the window inside of a page: Kommo (kommo-platform.md §0.1), and a sandbox outside of production. */
export function frameAncestors({ kommo, sandbox }: Rules): readonly string[] {
  const atKommo = ['https://*.kommo.com', 'https://*.amocrm.com'];
  if (sandbox === undefined) return atKommo;
  return [...new Set([...atKommo, sandbox.origin, ...(kommo.testHosts ?? []).map((host) => `http://${host}`)])];
}
