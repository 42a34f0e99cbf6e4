import type { GraphCall } from '../../graph/call';
import { badParameter } from '../../graph/graph-error';
import type { Parts } from '../parts';
import { Fields } from './fields';

/** An object among the parameters of a call; in a form it comes as JSON. @throws GraphError 100 where it is absent */
export function fieldsIn({ core }: Parts, { params }: GraphCall, name: string): Fields {
  const raw = params.object(name);
  if (!raw) throw badParameter(`The parameter ${name} is required.`);
  return new Fields(raw, name, core.assumptions.is('meta-pages-unknown-keys', 'refuse'));
}
