import type { Outcome } from '../../exchange';
import { ok, type GraphCall } from '../../graph/call';
import { badParameter } from '../../graph/graph-error';
import { Fields } from '../send/fields';
import type { Parts } from '../parts';
import type { Page } from '../state';
import { ownPage } from './access';

const PAYLOAD = 1000;
const DONE = { result: 'success' };

/** `POST /<pageId>/messenger_profile`: the button to start with, the greeting, the menu (facebook.md §8). */
export function setProfile({ product }: Parts, call: GraphCall): Outcome {
  const page = ownPage(call, product.scope);
  const set = product.profileProperties.flatMap((name) => {
    if (!call.params.has(name)) return [];
    const value = name === 'get_started' ? call.params.object(name) : call.params.array(name);
    if (name === 'get_started') new Fields(value as Record<string, unknown>, name, false).required('payload', PAYLOAD);
    return [[name, value] as const];
  });
  if (set.length === 0) throw badParameter(`Requires one of the params: ${product.profileProperties.join(',')}`);
  page.profiles.set(product.messenger, { ...profileOf(page, product.messenger), ...Object.fromEntries(set) });
  return ok(DONE, { stored: true });
}

/** `GET /<pageId>/messenger_profile?fields=` */
export function showProfile({ product }: Parts, call: GraphCall): Outcome {
  const page = ownPage(call, product.scope);
  const profile = profileOf(page, product.messenger);
  const found = namedIn(call, product.profileProperties).flatMap((name) =>
    name in profile ? [[name, profile[name]] as const] : [],
  );
  return ok({ data: found.length === 0 ? [] : [Object.fromEntries(found)] });
}

/** `DELETE /<pageId>/messenger_profile?fields=` */
export function deleteProfile({ product }: Parts, call: GraphCall): Outcome {
  const page = ownPage(call, product.scope);
  const gone = namedIn(call, product.profileProperties);
  const left = Object.entries(profileOf(page, product.messenger)).filter(([name]) => !gone.includes(name));
  page.profiles.set(product.messenger, Object.fromEntries(left));
  return ok(DONE, { stored: true });
}

export function profileOf(page: Page, platform: string): Readonly<Record<string, unknown>> {
  return page.profiles.get(platform) ?? {};
}

function namedIn({ params }: GraphCall, known: readonly string[]): readonly string[] {
  const names = params.names('fields') ?? [];
  const unknown = names.find((name) => !known.includes(name));
  if (names.length === 0 || unknown !== undefined)
    throw badParameter(`Param fields must be one of {${known.join(', ')}}`);
  return names;
}
