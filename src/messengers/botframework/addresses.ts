import type { BotCredentials } from './credentials';

/** Where the parts of a cloud are (skype.md §1). */
interface Cloud {
  readonly login: string;
  readonly openId: string;
  readonly issuer: string;
  /** What our own token is good for. */
  readonly scope: string;
}

const CLOUDS: Readonly<Record<BotCredentials['cloud'], Cloud>> = {
  public: {
    login: 'https://login.microsoftonline.com',
    openId: 'https://login.botframework.com/v1/.well-known/openidconfiguration',
    issuer: 'https://api.botframework.com',
    scope: 'https://api.botframework.com/.default',
  },
  'us-government': {
    login: 'https://login.microsoftonline.us',
    openId: 'https://login.botframework.azure.us/v1/.well-known/openidconfiguration',
    issuer: 'https://api.botframework.us',
    scope: 'https://api.botframework.us/.default',
  },
};

/** The cloud that was chosen, with the addresses that were entered instead of its own. */
export function cloudOf({ cloud, loginBaseUrl, openIdMetadataUrl, tokenIssuer }: BotCredentials): Cloud {
  const { login, openId, issuer, scope } = CLOUDS[cloud];
  return {
    login: loginBaseUrl === '' ? login : loginBaseUrl,
    openId: openIdMetadataUrl === '' ? openId : openIdMetadataUrl,
    issuer: tokenIssuer === '' ? issuer : tokenIssuer,
    scope,
  };
}

/** Without a slash at the end. */
export function baseOf(url: string): string {
  return url.replace(/\/+$/, '');
}

/**
 * Whether our token may be sent there (skype.md §1, ⑨): over https, or as the keys themselves come, which are those of a
 * sandbox where they come without.
 */
export function isSafe(serviceUrl: string, credentials: BotCredentials): boolean {
  if (!URL.canParse(serviceUrl)) return false;
  const { protocol } = new URL(serviceUrl);
  return protocol === 'https:' || (protocol === 'http:' && cloudOf(credentials).openId.startsWith('http:'));
}
