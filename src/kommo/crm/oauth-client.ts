import { z } from 'zod';
import type { HttpRequest } from '../../http/client';
import { asAccountId } from '../../model/ids';
import type { CallOptions } from '../types';
import { id } from './answer-schemas';
import { readFailure } from './answers';
import { baseUrlOf, isKommoApiHost, isKommoHost } from './hosts';
import { readOAuthAnswer, refused } from './oauth-answers';
import type { OAuthAnswer, OAuthClient, OAuthClientOptions, TokenPair, Whereabouts } from './oauth-types';

const TIMEOUT_MS = 10_000;
const CONSENT_HOST = 'www.kommo.com';

/** A client of Kommo's OAuth for one integration (kommo-platform.md §1). */
export function createOAuthClient(options: OAuthClientOptions): OAuthClient {
  const { http, clock, clientId, clientSecret, redirectUri, addresses = {} } = options;

  async function send<Value>(
    request: Pick<HttpRequest, 'method' | 'url' | 'headers' | 'body'>,
    schema: z.ZodType<Value>,
    { signal }: CallOptions = {},
  ): Promise<OAuthAnswer<Value>> {
    const timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
    try {
      const response = await http.request({ ...request, timeoutMs, ...(signal === undefined ? {} : { signal }) });
      return readOAuthAnswer(response, schema, clock.now());
    } catch (error) {
      const failure = readFailure(error, request.method === 'GET');
      return failure.kind === 'refused' ? refused('other', failure.status) : failure;
    }
  }

  async function exchange(
    granted: Readonly<Record<string, string>>,
    host: string,
    callOptions: CallOptions | undefined,
  ): Promise<OAuthAnswer<TokenPair>> {
    if (!isKommoHost(host, addresses.testHosts)) return refused('host', null);
    const body = { client_id: clientId, client_secret: clientSecret, ...granted, redirect_uri: redirectUri };
    const request = {
      method: 'POST' as const,
      url: `${baseUrlOf(host, addresses)}/oauth2/access_token`,
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    };
    return send(request, tokenAnswer(clock.now()), callOptions);
  }

  return {
    consentUrl: ({ state, mode }) => {
      const url = new URL(`${baseUrlOf(CONSENT_HOST, addresses)}/oauth`);
      url.searchParams.set('client_id', clientId);
      url.searchParams.set('state', state);
      if (mode !== undefined) url.searchParams.set('mode', mode);
      return url.href;
    },

    exchange: (code, host, callOptions) => exchange({ grant_type: 'authorization_code', code }, host, callOptions),

    refresh: (refreshToken, host, callOptions) =>
      exchange({ grant_type: 'refresh_token', refresh_token: refreshToken }, host, callOptions),

    async locate(refreshToken, apiDomain, callOptions) {
      if (!isKommoApiHost(apiDomain, addresses.testHosts)) return refused('host', null);
      const url = `${baseUrlOf(apiDomain, addresses)}/oauth2/account/current/subdomain`;
      const answer = await send(
        { method: 'GET', url, headers: { 'X-Refresh-Token': refreshToken } },
        whereaboutsAnswer,
        callOptions,
      );
      if (answer.kind !== 'accepted' || isKommoHost(answer.value.host, addresses.testHosts)) return answer;
      return refused('host', null);
    },
  };
}

/** `server_time` counts from Kommo's clock; without it, ours has to do (§1.4). */
function tokenAnswer(now: number): z.ZodType<TokenPair> {
  return z
    .object({
      access_token: z.string().min(1),
      refresh_token: z.string().min(1),
      expires_in: z.number().positive(),
      server_time: z.number().positive().optional().catch(undefined),
    })
    .transform((body) => ({
      accessToken: body.access_token,
      refreshToken: body.refresh_token,
      expiresAt: (body.server_time === undefined ? now : body.server_time * 1_000) + body.expires_in * 1_000,
    }));
}

const whereaboutsAnswer: z.ZodType<Whereabouts> = z
  .object({ id, subdomain: z.string().min(1), domain: z.string().min(1) })
  .transform((body) => ({ accountId: asAccountId(body.id), subdomain: body.subdomain, host: body.domain }));
