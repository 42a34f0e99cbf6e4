import type { OnHandset } from '../../lines/emulator';
import type { Handset } from '../../lines/records';
import type { Parts } from '../parts';
import { itemOf } from './item';

/** The app that has the chat; undefined: no app in particular, so all may answer. */
export function ownerOf({ facts }: Handset): string | undefined {
  return typeof facts.owner === 'string' ? facts.owner : undefined;
}

interface Handover {
  readonly by: 'take' | 'pass';
  readonly metadata: string | undefined;
}

/** Another app has the chat now: who loses it and who gets it are told (facebook.md §2). */
export function handOver({ core, product, hooks }: Parts, on: OnHandset, to: string, { by, metadata }: Handover): void {
  const { line, handset } = on;
  const before = ownerOf(handset) ?? line.credentials.appId ?? '';
  handset.facts.owner = to;
  const field = product.fieldOf.handover;
  if (field === undefined || before === to) return;
  const told = { new_owner_app_id: to, previous_owner_app_id: before, ...(metadata === undefined ? {} : { metadata }) };
  const item = itemOf(on, core.clock.now(), { [`${by}_thread_control`]: told });
  hooks.send(line, { field, item, chat: handset.id, only: by === 'take' ? before : to });
}

/** The app that has the chat is asked for it. */
export function requestThread(
  { core, product, hooks }: Parts,
  on: OnHandset,
  by: string,
  metadata: string | undefined,
): void {
  const { line, handset } = on;
  const field = product.fieldOf.handover;
  if (field === undefined) return;
  const told = { requested_owner_app_id: by, ...(metadata === undefined ? {} : { metadata }) };
  const item = itemOf(on, core.clock.now(), { request_thread_control: told });
  const only = ownerOf(handset) ?? line.credentials.appId;
  hooks.send(line, { field, item, chat: handset.id, ...(only === undefined ? {} : { only }) });
}
