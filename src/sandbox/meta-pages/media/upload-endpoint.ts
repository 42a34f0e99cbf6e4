import type { Outcome } from '../../exchange';
import { ok, type GraphCall } from '../../graph/call';
import { badParameter } from '../../graph/graph-error';
import { ownPage } from '../account/access';
import type { Parts } from '../parts';
import { readFile } from '../send/attachment';
import { fieldsIn } from '../send/fields-in';
import { fileFor, keepUpload } from './attachment-files';

/** `POST /<pageId>/message_attachments`: a file to be sent often (facebook.md §3). */
export async function uploadAttachment(parts: Parts, call: GraphCall): Promise<Outcome> {
  const { id } = ownPage(call, parts.product.scope);
  const attachment = fieldsIn(parts, call, 'message').only('attachment').object('attachment');
  const wanted = readFile(attachment.only('type', 'payload'), call.uploads.get('filedata'));
  if ('id' in wanted.source) throw badParameter('Param message[attachment][payload] must have a url or a file.');
  if (!wanted.reusable) throw badParameter('Param message[attachment][payload][is_reusable] must be true.');
  const file = await fileFor(parts, id, wanted);
  return ok({ attachment_id: keepUpload(parts, id, wanted.kind, file).id }, { stored: true });
}
