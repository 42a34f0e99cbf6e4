import type { Core } from '../core';
import type { Refused } from '../lines/emulator';
import { isOne, oneOf } from './one-of';
import type { TokenState } from './state';

type Fields = Readonly<Record<string, unknown>>;

const STATES: readonly TokenState[] = ['valid', 'expired', 'invalidated', 'revoked'];

/** The act `token` of every product: `state` is what it is now, `scopes` what it may do. */
export function changeToken(core: Core, value: string | undefined, { state, scopes }: Fields): Refused | undefined {
  const token = core.graph.tokens.get(value ?? '');
  if (!token) return { refused: 'The line has no token.' };
  if (state !== undefined) {
    if (!isOne(STATES, state)) return oneOf('state', STATES);
    token.state = state;
  }
  if (Array.isArray(scopes)) token.scopes = scopes.filter((each) => typeof each === 'string');
  return undefined;
}

/** The act `needs-proof`: whether calls of an app need `appsecret_proof`. */
export function needProof(core: Core, appId: string | undefined, { on }: Fields): undefined {
  const app = core.graph.apps.get(appId ?? '');
  if (app) app.needsProof = on !== false;
}
