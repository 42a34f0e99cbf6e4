import { isKommoHost } from './hosts';

/** What came to the redirect address (kommo-platform.md §1.3). */
export type OAuthRedirect =
  | {
      readonly kind: 'granted';
      readonly code: string;
      /** Checked. */
      readonly host: string;
      /** As we gave it; absent when Kommo's servers call. The caller compares it. */
      readonly state?: string;
      /**
       * Kommo's servers say that the widget was installed. Anybody can: without `state` such a grant belongs to no browser's
       * session.
       */
      readonly fromWidget: boolean;
    }
  | { readonly kind: 'denied'; readonly state?: string }
  | { readonly kind: 'refused'; readonly reason: 'no-code' | 'host' | 'no-origin' };

const LONGEST_CODE = 4_096;

/** Reads the query of the redirect; neither `state` nor `from_widget` is refused. */
export function readOAuthRedirect(query: URLSearchParams, testHosts: readonly string[] = []): OAuthRedirect {
  const given = query.get('state');
  const state = given === null || given === '' ? {} : { state: given };
  if (query.has('error')) return { kind: 'denied', ...state };
  const code = query.get('code') ?? '';
  if (code === '' || code.length > LONGEST_CODE) return { kind: 'refused', reason: 'no-code' };
  // One page spells it with two r in its prose.
  const host = (query.get('referer') ?? query.get('referrer') ?? '').toLowerCase();
  if (!isKommoHost(host, testHosts)) return { kind: 'refused', reason: 'host' };
  const fromWidget = query.has('from_widget');
  if (!fromWidget && state.state === undefined) return { kind: 'refused', reason: 'no-origin' };
  return { kind: 'granted', code, host, ...state, fromWidget };
}
