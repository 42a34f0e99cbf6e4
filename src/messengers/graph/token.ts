import { z } from 'zod';
import { asApp, type GraphAccess, type GraphCaller, type MetaApp } from './access';
import { callGraph } from './call';
import { GraphId } from './graph-id';

/** What Meta knows of a token (facebook.md §1, `debug_token`). */
export interface TokenFacts {
  readonly isValid: boolean;
  /** The app it was made for. */
  readonly appId?: string;
  readonly scopes: readonly string[];
  /** Milliseconds since 1970; absent: never. */
  readonly expiresAt?: number;
}

const Facts = z.object({
  data: z.object({
    is_valid: z.boolean(),
    app_id: GraphId.optional().catch(undefined),
    scopes: z.array(z.string()).catch([]),
    expires_at: z.number().optional().catch(undefined),
  }),
});

/**
 * Asks Meta about the token of `access`, in the name of the app.
 *
 * @throws DeliveryError 902 where the app's own id and secret are not accepted
 */
export async function inspectToken(caller: GraphCaller, access: GraphAccess, app: MetaApp): Promise<TokenFacts> {
  const request = { method: 'GET', path: ['debug_token'], query: { input_token: access.token } } as const;
  const { data } = await callGraph(caller, asApp(access, app), request, Facts);
  return {
    isValid: data.is_valid,
    scopes: data.scopes,
    ...(data.app_id === undefined ? {} : { appId: data.app_id }),
    ...(data.expires_at === undefined || data.expires_at === 0 ? {} : { expiresAt: data.expires_at * 1_000 }),
  };
}
