import { createHash } from 'node:crypto';
import type { Core } from '../core';
import type { Handset, Line } from '../lines/records';

/** 1×1, grey. */
export const AVATAR = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
  'base64',
);

/** What of a customer's records outlives a reset. */
const LASTING = ['seeded', 'country', 'language', 'photo'];

/** A customer's app and habits; what is not said is as usual. */
export const USUAL_API_VERSION = 10;

export function apiVersionOf({ facts }: Handset): number {
  return typeof facts.apiVersion === 'number' ? facts.apiVersion : USUAL_API_VERSION;
}

/** What is set by acts and by messages goes. */
export function forgetFacts({ facts }: Handset): void {
  for (const name of Object.keys(facts)) if (!LASTING.includes(name)) Reflect.deleteProperty(facts, name);
}

/** A customer as callbacks show them: the id always, the name and the picture where both sides wish it (viber.md §1, §2). */
export function describePerson(core: Core, line: Line, handset: Handset): object {
  const { facts } = handset;
  return {
    id: handset.id,
    ...(line.facts.sendName === true ? { name: nameOf(core, handset) } : {}),
    ...(line.facts.sendPhoto === true ? { avatar: avatarOf(core, handset) } : {}),
    country: facts.country ?? undefined,
    language: facts.language ?? undefined,
    api_version: apiVersionOf(handset),
  };
}

/** The answer of `get_user_details` (viber.md §8). */
export function describeDetails(core: Core, handset: Handset): object {
  return {
    id: handset.id,
    name: nameOf(core, handset),
    avatar: avatarOf(core, handset),
    country: handset.facts.country ?? undefined,
    language: handset.facts.language ?? undefined,
    primary_device_os: 'Android 14',
    api_version: apiVersionOf(handset),
    viber_version: '22.5.0',
    mcc: 255,
    mnc: 1,
    device_type: 'Pixel 8',
  };
}

export function avatarKey(handset: Handset): string {
  return createHash('sha256').update(handset.id).digest('hex').slice(0, 32);
}

function nameOf(core: Core, { facts, name }: Handset): string | undefined {
  return facts.hidden === true ? hidden(core) : name;
}

function avatarOf(core: Core, handset: Handset): string | undefined {
  if (handset.facts.hidden === true) return hidden(core);
  return handset.facts.photo === true ? `${core.url}/viber/avatars/${avatarKey(handset)}.png` : undefined;
}

function hidden({ assumptions }: Core): string | undefined {
  return assumptions.is('viber-hidden-name', 'empty') ? '' : undefined;
}
