import type { Outcome } from '../../exchange';
import { ok, type GraphCall } from '../../graph/call';
import { badParameter, GraphError, noSuchObject } from '../../graph/graph-error';
import { pickFields } from '../../graph/pick-fields';
import { isPictured, pictureUrl } from '../media/pictures';
import type { OnHandset } from '../../lines/emulator';
import type { Parts } from '../parts';

/** `GET /<PSID>`: who a customer is, as far as Meta tells it (facebook.md §8, §11). */
export function showPerson(parts: Parts, call: GraphCall): Outcome {
  const { core, product } = parts;
  const { handset } = personAt(parts, call);
  const { state, facts, wroteAt } = handset;
  if (!call.token.scopes.includes(product.scope)) {
    throw new GraphError({
      code: 10,
      status: 403,
      message: '(#10) Application does not have permission for this action',
    });
  }
  if (product.consent === 'a message' && wroteAt === null) {
    throw new GraphError({ code: 230, message: '(#230) User consent is required to access user profile' });
  }
  if (facts.profile === 'refused' || state === 'gone') {
    throw badParameter('No profile available for this user.', 2_018_218);
  }
  const { id } = handset;
  if (facts.profile === 'hidden') return ok({ id });
  const node = {
    ...product.profileFields(handset),
    profile_pic: isPictured(handset) ? pictureUrl(core, product.messenger, `person-${id}`) : undefined,
    id,
  };
  return ok(pickFields(node, call.params, Object.keys(node), 'User'));
}

function personAt({ core, product }: Parts, { path, token, method }: GraphCall): OnHandset {
  const [id = ''] = path;
  for (const line of core.lines.of(product.messenger)) {
    const handset = line.handsets.get(id);
    if (handset && handset.state !== 'new' && token.targets.has(line.credentials.pageId ?? ''))
      return { line, handset };
  }
  throw noSuchObject(method, id);
}
