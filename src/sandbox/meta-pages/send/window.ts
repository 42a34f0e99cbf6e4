import type { Core } from '../../core';
import { badParameter } from '../../graph/graph-error';
import type { OnHandset } from '../../lines/emulator';
import type { Handset } from '../../lines/records';
import type { PageProduct } from '../product';
import { OUTSIDE_WINDOW, refused } from './refusals';

const DAY_MS = 24 * 60 * 60 * 1000;
const AGENT_MS = 7 * DAY_MS;

/** Until when the business may write what it likes (facebook.md §6). */
export function windowOf({ clock }: Core, { wroteAt }: Handset): number | null {
  const until = (wroteAt ?? -Infinity) + DAY_MS;
  return until > clock.now() ? until : null;
}

/** By what right a message goes: `messaging_type`, and `tag` with it. */
export interface Right {
  readonly type: string;
  readonly tag: string | undefined;
}

const TYPES = ['RESPONSE', 'UPDATE', 'MESSAGE_TAG', 'UTILITY'];

/** @throws GraphError for rights that there are not, or not any more (facebook.md §0 row 2) */
export function checkRight({ type, tag }: Right, humanAgent: boolean): void {
  if (!TYPES.includes(type)) throw badParameter(`Param messaging_type must be one of {${TYPES.join(', ')}}`);
  // Utility templates have to be approved first (facebook.md §6); no Page of the sandbox has one.
  if (type === 'UTILITY') throw badParameter('Param message[template] must be an approved template of the Page.');
  if (type !== 'MESSAGE_TAG') {
    if (tag !== undefined) throw badParameter('Param tag is only for messages with messaging_type MESSAGE_TAG.');
    return;
  }
  if (tag !== 'HUMAN_AGENT') throw badParameter('Param tag must be one of {HUMAN_AGENT}');
  if (!humanAgent) throw refused([10], 'To use the tag HUMAN_AGENT, the app needs the Human Agent feature.', 403);
}

/** @throws GraphError outside the window */
export function checkWindow(core: Core, product: PageProduct, { handset }: OnHandset, { type }: Right): void {
  const since = core.clock.now() - (handset.wroteAt ?? -Infinity);
  if (since >= (type === 'MESSAGE_TAG' ? AGENT_MS : DAY_MS)) throw refused(product.outsideWindow, OUTSIDE_WINDOW);
}
