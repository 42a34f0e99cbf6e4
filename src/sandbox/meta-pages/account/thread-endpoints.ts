import type { Outcome } from '../../exchange';
import { ok, SUCCESS, type GraphCall } from '../../graph/call';
import { badParameter } from '../../graph/graph-error';
import type { OnHandset } from '../../lines/emulator';
import type { Parts } from '../parts';
import { handOver, ownerOf, requestThread } from '../people/threads';
import { Fields } from '../send/fields';
import { personIn } from '../send/recipient';
import { otherOwner } from '../send/refusals';
import { lineIn, ownPage } from './access';

/** `POST /<pageId>/take_thread_control`: the caller's app has the chat from now on (facebook.md §0 row 13). */
export function takeThread(parts: Parts, call: GraphCall): Outcome {
  const on = chatIn(parts, call);
  handOver(parts, on, call.app.id, { by: 'take', metadata: call.params.text('metadata') });
  return ok(SUCCESS, { stored: true, chat: on.handset.id });
}

/** `POST /<pageId>/pass_thread_control`: another app has it, which `target_app_id` names. */
export function passThread(parts: Parts, call: GraphCall): Outcome {
  const on = chatIn(parts, call);
  if ((ownerOf(on.handset) ?? call.app.id) !== call.app.id) throw otherOwner();
  const target = call.params.required('target_app_id');
  if (!/^\d+$/.test(target)) throw badParameter('Param target_app_id must be a valid app ID');
  handOver(parts, on, target, { by: 'pass', metadata: call.params.text('metadata') });
  return ok(SUCCESS, { stored: true, chat: on.handset.id });
}

/** `POST /<pageId>/request_thread_control`: the app that has it is told. */
export function askForThread(parts: Parts, call: GraphCall): Outcome {
  const on = chatIn(parts, call);
  requestThread(parts, on, call.app.id, call.params.text('metadata'));
  return ok(SUCCESS, { stored: true, chat: on.handset.id });
}

function chatIn(parts: Parts, call: GraphCall): OnHandset {
  const line = lineIn(parts, ownPage(call, parts.product.scope), call.method);
  const recipient = call.params.object('recipient') ?? {};
  return personIn(parts, line, new Fields(recipient, 'recipient', false));
}
