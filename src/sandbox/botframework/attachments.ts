import { Readable } from 'node:stream';
import { z } from 'zod';
import type { Outcome } from '../exchange';
import type { SandboxFile } from '../files/sandbox-files';
import { serveFile } from '../files/serve';
import { findConversation } from './activities';
import { downloadAddress } from './addresses';
import type { Ask, Call } from './call';
import { checked } from './cards';
import { refusal } from './errors';

const upload = z.object({
  type: z.string().min(1),
  name: z.string().min(1),
  originalBase64: z.base64().min(1),
  thumbnailBase64: z.base64().optional(),
});

/** `POST …/attachments`, of Skype's time (skype.md §3). */
export async function uploadAttachment(call: Call): Promise<Outcome> {
  const { core, channel } = call;
  if (!channel.uploads) throw refusal('MethodNotAllowed');
  const handset = findConversation(call);
  const { type, name, originalBase64 } = checked(upload, call.json(), 'body');
  const bytes = Buffer.from(originalBase64, 'base64');
  const { id } = await core.files.add(Readable.from([bytes]), { name, mimeType: type });
  return { status: 201, body: { id }, stored: true, chat: handset.id };
}

/** `GET /v3/attachments/{id}` */
export function describeAttachment(call: Call): Outcome {
  const { name, mimeType, size } = findFile(call);
  return { status: 200, body: { name, type: mimeType, views: [{ viewId: 'original', size }] } };
}

/** `GET /v3/attachments/{id}/views/{viewId}`: the bytes, or where they are. */
export function viewAttachment(call: Call): Outcome {
  const { core, req, res, ids } = call;
  if (ids.view !== 'original') throw refusal('NotFound');
  const file = findFile(call);
  if (core.assumptions.is('botframework-attachment-redirect', 'on')) {
    return { status: 302, headers: { Location: downloadAddress(core, file) } };
  }
  return { status: 200, serve: () => serveFile(core.files, req, res, file) };
}

/** A file that whoever has its address may fetch, and that takes no token; for a while. */
export function download({ core, req, res }: Ask, since: string, id: string): Outcome {
  if (req.method !== 'GET' && req.method !== 'HEAD') return { status: 405, headers: { Allow: 'GET, HEAD' } };
  const file = core.files.get(id);
  const age = core.clock.now() - parseInt(since, 36);
  if (!file || !(age <= core.assumptions.number('botframework-download-life-ms'))) return { status: 404 };
  // A bot that sends its token along gives it away (skype.md §7).
  if (req.headers.authorization !== undefined) return { status: 401 };
  return { status: 200, serve: () => serveFile(core.files, req, res, file) };
}

function findFile({ core, ids }: Call): SandboxFile {
  const file = core.files.get(ids.attachment ?? '');
  if (!file) throw refusal('NotFound');
  return file;
}
