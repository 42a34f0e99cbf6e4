/** Where Kommo's hosts answer. Without any field it is the real Kommo. */
export interface KommoAddresses {
  /**
   * Hosts beside Kommo's own that may be given the client secret, exactly as they are named, with their port: a sandbox's.
   * They are spoken to over http.
   */
  readonly testHosts?: readonly string[];
  /**
   * Where `{subdomain}.kommo.com` is to be found instead, with `{subdomain}` in it; the sandbox's is
   * `http://127.0.0.1:8090/accounts/{subdomain}`. Answers go on naming Kommo's hosts.
   */
  readonly baseUrl?: string;
}

const HOST = /^([a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)\.(?:kommo\.com|amocrm\.com|amocrm\.ru)$/;
/** Kommo's own services, which are no accounts (kommo-platform.md §0.1, §1.9). */
const OWN = /^(?:www|amojo|developers|api-.*|drive-.*)$/;
const API = /^api-[a-z0-9]{1,8}$/;

/**
 * Whether this is the host of an account at Kommo, or one of ours for tests (kommo-platform.md §1.9). The host decides
 * where the client secret is posted, and it comes from whoever calls the redirect address.
 */
export function isKommoHost(host: string, testHosts: readonly string[] = []): boolean {
  const label = HOST.exec(host)?.[1];
  return testHosts.includes(host) || (label !== undefined && !OWN.test(label));
}

/**
 * The host that somebody means who typed or pasted an account's address: `acme.kommo.com`, or that of a page of it.
 * @returns undefined where it is no host of Kommo's
 */
export function readAccountAddress(text: string, testHosts: readonly string[] = []): string | undefined {
  const given = text.trim().toLowerCase();
  const host = given.startsWith('https://') && URL.canParse(given) ? new URL(given).host : given;
  return isKommoHost(host, testHosts) ? host : undefined;
}

/** Whether this is one of the hosts that all accounts share, as `api_domain` names them (kommo-platform.md §1.8). */
export function isKommoApiHost(host: string, testHosts: readonly string[] = []): boolean {
  const label = HOST.exec(host)?.[1];
  return testHosts.includes(host) || (label !== undefined && API.test(label));
}

/**
 * The base URL of a host that was checked, without a slash at the end: for `createCrmApi`.
 *
 * @throws Error for a host that is none of Kommo's
 */
export function baseUrlOf(host: string, { testHosts = [], baseUrl }: KommoAddresses = {}): string {
  if (testHosts.includes(host)) return `http://${host}`;
  const label = HOST.exec(host)?.[1];
  if (label === undefined) throw new Error('The host is none of Kommo’s');
  return (baseUrl?.replaceAll('{subdomain}', label) ?? `https://${host}`).replace(/\/+$/, '');
}
