/** Which host of Kommo a request was meant for, and the path there. */
export interface Address {
  /** The account's subdomain; undefined for the hosts that all accounts share. */
  readonly subdomain: string | undefined;
  readonly path: string;
  readonly query: string;
}

const PREFIX = /^\/accounts\/(?<label>[^/?]+)(?<rest>\/[^?]*)$/;
const OWN = /^\/(oauth|oauth2\/.*|api\/.*)\/?$/;
/** `www` and `api-c` (kommo-platform.md §0.1). */
const SHARED = /^(www|api-[a-z])$/;

/**
 * A sandbox has one origin, Kommo has a host for each account: `/accounts/{label}/…` stands for
 * `https://{label}.kommo.com/…`. Without the prefix it is a host that all share, and the token tells the account.
 *
 * @returns undefined for what is none of Kommo's platform
 */
export function readAddress(url: string): Address | undefined {
  const [whole = '', query = ''] = url.split('?', 2);
  const { label, rest } = PREFIX.exec(whole)?.groups ?? {};
  if (label === undefined || rest === undefined) {
    return OWN.test(whole) ? { subdomain: undefined, path: whole, query } : undefined;
  }
  return { subdomain: SHARED.test(label) ? undefined : label, path: rest, query };
}
