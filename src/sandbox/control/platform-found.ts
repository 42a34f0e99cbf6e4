import type { Request } from 'express';
import { Problem } from './problem';

/** The one of a list that the path names by its id. */
export function byId<T extends { readonly id: number }>(list: readonly T[], req: Request): T {
  const wanted = list.find(({ id }) => id === Number(req.params.id));
  return named(wanted, req, 'id');
}

/** What a part of the path names, or 404. */
export function named<T>(thing: T | undefined, req: Request, parameter: string): T {
  if (thing === undefined) throw new Problem(404, `there is no ${String(req.params[parameter])} here`);
  return thing;
}
