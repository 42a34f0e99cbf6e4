import { SANDBOX } from '../../../src/sandbox/credentials';
import { answered, type Answered } from './http';

const { account, integration } = SANDBOX.kommo;

/** Speaks to Kommo's platform without any client. */
export class PlatformCaller {
  constructor(readonly url: string) {}

  /** With the sandbox's long-lived token, at the account's own host. */
  async crm(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answered> {
    return this.at(`/accounts/${account.subdomain}/api/v4${path}`, method, body, headers);
  }

  async at(path: string, method: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answered> {
    const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
    return answered(
      await fetch(`${this.url}${path}`, {
        method,
        headers: {
          Authorization: `Bearer ${integration.longLivedToken}`,
          ...(text === undefined ? {} : { 'Content-Type': 'application/json' }),
          ...headers,
        },
        ...(text === undefined ? {} : { body: text }),
        redirect: 'manual',
      }),
    );
  }

  /** The token endpoint; fields are those of a good exchange unless told. */
  async token(fields: object, path = '/oauth2/access_token'): Promise<Answered> {
    return this.at(path, 'POST', {
      client_id: integration.clientId,
      client_secret: integration.clientSecret,
      ...fields,
    });
  }
}

export function listOf({ json }: Answered, name: string): Record<string, unknown>[] {
  const list = (json as { _embedded?: Record<string, Record<string, unknown>[]> } | undefined)?._embedded?.[name];
  if (!list) throw new Error(`no ${name} in ${JSON.stringify(json)}`);
  return list;
}
