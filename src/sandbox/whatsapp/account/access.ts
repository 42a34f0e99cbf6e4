import type { GraphCall } from '../../graph/call';
import { noPermission, noSuchObject } from '../../graph/graph-error';
import type { Line } from '../../lines/records';
import { refused } from '../codes';
import { wabaIdOf } from '../number';
import type { Waba } from '../state';

export type Scope = 'whatsapp_business_messaging' | 'whatsapp_business_management';

/** The number that the path names. @throws GraphError when this token may not know of it or lacks the permission */
export function numberIn(call: GraphCall, scope: Scope): Line {
  const [id = ''] = call.path;
  const line = call.core.lines.get('whatsapp', id);
  if (!line || !call.token.targets.has(wabaIdOf(line)) || line.facts.account === 'deleted') {
    throw noSuchObject(call.method, id);
  }
  checkScope(call, scope);
  return line;
}

/** The account that the path names. @throws GraphError as above */
export function wabaIn(call: GraphCall): Waba {
  const [id = ''] = call.path;
  const waba = call.core.whatsapp.wabas.get(id);
  if (!waba || !call.token.targets.has(id)) throw noSuchObject(call.method, id);
  checkScope(call, 'whatsapp_business_management');
  return waba;
}

/** Sending without the permission has a code of its own (whatsapp.md §4). */
function checkScope({ token, path }: GraphCall, scope: Scope): void {
  if (token.scopes.includes(scope)) return;
  if (path[1] === 'messages') throw refused(131005, 'Access denied');
  throw noPermission(`You do not have the ${scope} permission for this object.`);
}
