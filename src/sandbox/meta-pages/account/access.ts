import type { GraphCall } from '../../graph/call';
import { GraphError, noPermission, noSuchObject } from '../../graph/graph-error';
import type { Line } from '../../lines/records';
import { lineOn } from '../page';
import type { Parts } from '../parts';
import type { Page } from '../state';

/** The Page that a call is about: the path names it, or it is the token's own. @throws GraphError */
export function pageIn({ core, token, path, method }: GraphCall): Page {
  const [named = ''] = path;
  const id = named === 'me' ? token.subjectId : named;
  const page = core.pages.pages.get(id);
  if (!page || !token.targets.has(id)) throw noSuchObject(method, id);
  return page;
}

/** The same where only a Page itself may ask, with a permission. @throws GraphError 190, 200 */
export function ownPage(call: GraphCall, scope: string): Page {
  const page = pageIn(call);
  if (call.token.type !== 'PAGE' || call.token.subjectId !== page.id) {
    const message = '(#190) This method must be called with a Page Access Token';
    throw new GraphError({ code: 190, message, subcode: 2_069_032 });
  }
  if (!call.token.scopes.includes(scope)) throw noPermission(`Requires ${scope} permission to manage the object`);
  return page;
}

/** What customers write to on the Page. @throws GraphError where it has no account of this messenger */
export function lineIn({ core, product }: Parts, page: Page, method: string): Line {
  const line = lineOn(core, product, page.id);
  if (!line) throw noSuchObject(method, page.id);
  return line;
}
