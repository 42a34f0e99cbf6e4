import type { Outcome } from '../../exchange';
import { ok, type GraphCall } from '../../graph/call';
import type { GraphError } from '../../graph/graph-error';
import { badParameter } from '../../graph/graph-error';
import type { Ordered } from '../../graph/orders';
import type { OnHandset } from '../../lines/emulator';
import type { Line } from '../../lines/records';
import { lineIn, ownPage } from '../account/access';
import { fileFor, keepUpload } from '../media/attachment-files';
import type { Parts } from '../parts';
import { ownerOf } from '../people/threads';
import type { Page } from '../state';
import { act } from './actions';
import type { MediaWanted } from './content';
import { deliver } from './deliver';
import { fieldsIn } from './fields-in';
import { readMessage } from './message';
import { checkReachable, personIn } from './recipient';
import { otherOwner, refused } from './refusals';
import { checkRight, checkWindow, type Right } from './window';

const NOTIFICATIONS = ['REGULAR', 'SILENT_PUSH', 'NO_PUSH'];

/** `POST /<pageId>/messages`: a message, or something that is done in the chat (facebook.md §3, §5). */
export async function send(parts: Parts, call: GraphCall): Promise<Outcome> {
  const { core, product } = parts;
  const page = ownPageToSend(parts, call);
  const line = lineIn(parts, page, call.method);
  checkStanding(line);
  const recipient = fieldsIn(parts, call, 'recipient').only('id', 'user_ref', 'comment_id', 'post_id');
  const isAction = call.params.has('sender_action');
  if (isAction === call.params.has('message')) {
    throw badParameter('Exactly one of the parameters message and sender_action is required.');
  }
  if (isAction) return act(parts, call, personIn(parts, line, recipient));
  const right = rightIn(call);
  checkRight(right, line.facts.humanAgent === true);
  const message = fieldsIn(parts, call, 'message');
  const content = readMessage(parts, message, call.uploads.get('filedata'));
  const on = personIn(parts, line, recipient);
  const ordered = parts.refusals.take(on.handset.id) ?? parts.refusals.take(line.id);
  if (ordered) throw orderedError(ordered);
  checkReachable(parts, on);
  if ((ownerOf(on.handset) ?? call.app.id) !== call.app.id) throw otherOwner();
  checkWindow(core, product, on, right);
  const replyTo = quotedIn(parts, call, on);
  parts.usage.send(page.id, line, content.media[0]?.kind);
  const { files, attachmentId } = await filesFor(parts, page, content.media);
  const metadata = message.text('metadata');
  const sent = deliver(parts, on, { content, files, replyTo, metadata, appId: call.app.id });
  const noted = { stored: true, chat: on.handset.id, messageId: sent.id, clientMessageId: metadata ?? null };
  const lie = parts.lies.take(on.handset.id) ?? parts.lies.take(line.id);
  if (lie) return { ...orderedError(lie).outcome, ...noted };
  const body = { recipient_id: on.handset.id, message_id: sent.id };
  return ok(attachmentId === undefined ? body : { ...body, attachment_id: attachmentId }, noted);
}

/** A permission that is not there has its own code here (facebook.md §4). */
function ownPageToSend({ product }: Parts, call: GraphCall): Page {
  if (!call.token.scopes.includes(product.scope)) {
    throw refused([10], 'Application does not have permission for this action', 403);
  }
  return ownPage(call, product.scope);
}

/** Why nothing goes out at all. */
function checkStanding({ facts }: Line): void {
  if (facts.standing === 'restricted') throw refused([10, 1_893_063], 'The Page is temporarily restricted.');
  if (facts.standing === 'blocked') throw refused([368], 'The action attempted has been deemed abusive.');
  if (facts.messageAccess !== true) {
    throw refused([200, 2_534_041], 'The account owner has disabled access to instagram direct messages.');
  }
}

function rightIn({ params }: GraphCall): Right {
  const notification = params.text('notification_type');
  if (notification !== undefined && !NOTIFICATIONS.includes(notification)) {
    throw badParameter(`Param notification_type must be one of {${NOTIFICATIONS.join(', ')}}`);
  }
  if (params.has('persona_id')) throw badParameter('Param persona_id must be a persona of the Page.');
  return { type: params.text('messaging_type') ?? 'RESPONSE', tag: params.text('tag') };
}

function quotedIn(parts: Parts, call: GraphCall, { handset }: OnHandset): string | null {
  if (!call.params.has('reply_to')) return null;
  const mid = fieldsIn(parts, call, 'reply_to').only('mid').required('mid');
  if (handset.messages.some(({ id, removed }) => id === mid && !removed)) return mid;
  if (parts.core.assumptions.is('meta-pages-stale-quote', 'refuse')) {
    throw badParameter('Param reply_to[mid] must be the id of a message in this conversation.');
  }
  return null;
}

async function filesFor(parts: Parts, { id }: Page, media: readonly MediaWanted[]) {
  const files = await Promise.all(media.map((each) => fileFor(parts, id, each)));
  const kept = media.flatMap(({ reusable, kind }, index) => {
    const file = files[index];
    return reusable && file ? [keepUpload(parts, id, kind, file).id] : [];
  });
  return { files, attachmentId: kept[0] };
}

function orderedError({ code, subcode, details = 'Ordered by the sandbox', status }: Ordered): GraphError {
  return refused(subcode === undefined ? [code] : [code, subcode], details, status);
}
