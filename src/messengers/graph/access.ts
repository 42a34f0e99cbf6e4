import type { DriverContext } from '../contract';

/** Who asks the Graph API, and where. */
export interface GraphAccess {
  /** For people, in errors: `WhatsApp`. */
  readonly product: string;
  /** `https://graph.facebook.com` */
  readonly apiBaseUrl: string;
  /** `v26.0`: never unversioned calls (whatsapp.md, Versions). */
  readonly apiVersion: string;
  readonly token: string;
  /** Other secrets that must not show in Meta's words. */
  readonly secrets?: readonly string[];
}

/** What of a driver's context a call needs. */
export type GraphCaller = Pick<DriverContext<unknown>, 'http' | 'clock' | 'signal'>;

/** A Meta app: it signs webhooks, and holds the permissions and the subscribed fields. */
export interface MetaApp {
  readonly appId: string;
  readonly appSecret: string;
}

/** The same server with the app's own token, for what concerns the app (facebook.md §1: the id, a bar, the secret). */
export function asApp(access: GraphAccess, { appId, appSecret }: MetaApp): GraphAccess {
  return { ...access, token: `${appId}|${appSecret}`, secrets: [access.token, appSecret, ...(access.secrets ?? [])] };
}

/** @param segments of the path, each as it is */
export function addressOf(
  { apiBaseUrl, apiVersion }: GraphAccess,
  segments: readonly string[],
  query: Readonly<Record<string, string | undefined>> = {},
): string {
  const path = [apiBaseUrl.replace(/\/+$/, ''), apiVersion, ...segments.map(encodeURIComponent)].join('/');
  const asked = new URLSearchParams(
    Object.entries(query).flatMap(([name, value]): [string, string][] => (value === undefined ? [] : [[name, value]])),
  ).toString();
  return asked === '' ? path : `${path}?${asked}`;
}
