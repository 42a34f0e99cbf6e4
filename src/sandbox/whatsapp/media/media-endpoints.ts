import type { Request, Response } from 'express';
import type { Core } from '../../core';
import { exchange } from '../../exchange';
import { serveFile } from '../../files/serve';
import { authenticate } from '../../graph/authenticate';
import { ok, SUCCESS, type GraphCall } from '../../graph/call';
import { badParameter, GraphError, noSuchObject } from '../../graph/graph-error';
import type { Outcome } from '../../exchange';
import { numberIn } from '../account/access';
import { refused } from '../codes';
import { addMedia, findMedia, mediaAt, urlOf, type Found } from './media';
import { listedTypes, plain, unfitForUpload } from './media-rules';

/** `POST /<phoneNumberId>/media` (whatsapp.md §7). */
export function upload(call: GraphCall): Outcome {
  const { core, params, uploads } = call;
  const line = numberIn(call, 'whatsapp_business_messaging');
  if (params.text('messaging_product') !== 'whatsapp') {
    throw badParameter('The parameter messaging_product is required.');
  }
  const type = plain(params.required('type'));
  const file = uploads.get('file');
  if (!file) throw badParameter('The parameter file is required.');
  const received = file.mimeType === '' ? 'application/octet-stream' : file.mimeType;
  if (file.mimeType === '' || (file.mimeType !== type && type.includes('/'))) {
    const types = listedTypes().join(', ');
    throw badParameter(
      `Param file must be a file with one of the following types: ${types}. Received file of type '${received}'.`,
    );
  }
  const wrong = unfitForUpload(core, file);
  if (wrong !== undefined) throw refused(131053, wrong);
  return ok({ id: addMedia(core, line, file, 'business').id }, { stored: true });
}

/** `GET /<mediaId>` */
export function resolveMedia(call: GraphCall): Outcome {
  const { core } = call;
  const { media, file } = foundIn(call);
  const url = urlOf(core, media);
  const body = {
    messaging_product: 'whatsapp',
    url,
    mime_type: media.mimeType,
    sha256: file.sha256,
    file_size: file.size,
    id: media.id,
  };
  return ok(body, { noted: { ...body, url: url.replace(/hash=.*/, 'hash=…') } });
}

/** `DELETE /<mediaId>` */
export function deleteMedia(call: GraphCall): Outcome {
  const { media } = foundIn(call);
  call.core.whatsapp.media.delete(media.id);
  return ok(SUCCESS, { stored: true });
}

function foundIn(call: GraphCall): Found {
  const { core, path, method, params } = call;
  const [id = ''] = path;
  const found = findMedia(core, id);
  const line = found && core.lines.get('whatsapp', found.media.phoneNumberId);
  const named = params.text('phone_number_id');
  const isWrong = named !== undefined && named !== found?.media.phoneNumberId;
  if (!line || isWrong || !call.token.targets.has(line.credentials.wabaId ?? '')) throw noSuchObject(method, id);
  return found;
}

/** The bytes, with the bearer; what is dead or made up is not found. */
export async function download(core: Core, req: Request, res: Response): Promise<void> {
  const query = new URLSearchParams(req.originalUrl.split('?', 2)[1] ?? '');
  await exchange(core, req, res, {
    side: 'whatsapp',
    operation: 'media-download',
    path: '/whatsapp/attachments/',
    request: { mid: query.get('mid') },
    chats: [],
    disturb: ({ status = 500 }) => ({ status }),
    perform: () => {
      const needsAgent = core.assumptions.is('whatsapp-media-user-agent', 'required');
      if (needsAgent && (req.headers['user-agent'] ?? '') === '') return { status: 403 };
      try {
        const { token } = authenticate(core.graph, req.headers.authorization, {});
        const found = mediaAt(core, query);
        const line = found && core.lines.get('whatsapp', found.media.phoneNumberId);
        if (!line || !token.targets.has(line.credentials.wabaId ?? '')) return { status: 404 };
        const { file, media } = found;
        return { status: 200, serve: () => serveFile(core.files, req, res, { ...file, mimeType: media.mimeType }) };
      } catch (error) {
        if (error instanceof GraphError) return { status: 401 };
        throw error;
      }
    },
  });
}
