import { randomBytes } from 'node:crypto';
import type { Response } from 'express';
import type { Core } from '../core';
import type { Outcome } from '../exchange';
import type { SandboxFile } from '../files/sandbox-files';
import { serveFile } from '../files/serve';
import { readForm } from '../form';
import type { Line } from '../lines/records';
import { refusal, WeChatError } from './answers';
import type { Ask, Call } from './call';
import { checkUpload, endingOf } from './file-kinds';
import { countToday } from './limits';
import { MEDIA_TYPES, type MediaType, type StoredMedia } from './state';

/** Three days (wechat.md §7). */
const LIFE_MS = 3 * 86_400_000;
const MOST_BYTES = 32 * 1024 * 1024;
const NOT_FOUND: Outcome = { status: 404 };
/** What customers' messages and videos name; whoever has such an address may fetch it. */
const PUBLIC = /^\/(?:mmbiz_pic|video)\/(?<id>[\w-]{20,80})(?:\/0)?$/;

/** `POST /cgi-bin/media/upload` */
export async function upload({ core, req, query, line }: Call): Promise<Outcome> {
  const type = MEDIA_TYPES.find((each) => each === query.get('type'));
  if (!type) throw refusal(40004);
  countToday(core, line, 'upload');
  const isForm = (req.headers['content-type'] ?? '').startsWith('multipart/form-data');
  const form = isForm ? await readForm(req, core.files, MOST_BYTES, (said) => said ?? '') : 'unreadable';
  if (form === 'too large') throw refusal(45001);
  const file = form === 'unreadable' ? undefined : form.uploads.get('media');
  try {
    if (!file) throw refusal(41005);
    if (file.mimeType === '') throw refusal(41005, 'the part has no Content-Type');
    await checkUpload(core, type, file);
  } catch (error) {
    if (form !== 'unreadable') for (const each of form.uploads.values()) void core.files.remove(each.id);
    throw error;
  }
  const { id, at } = store(core, line, type, file);
  const createdAt = Math.floor(at / 1000);
  return {
    status: 200,
    body: { type, [type === 'thumb' ? 'thumb_media_id' : 'media_id']: id, created_at: createdAt, item: [] },
    stored: true,
  };
}

export function store({ wechat, clock }: Core, line: Line, type: MediaType, file: SandboxFile): StoredMedia {
  const media = { id: randomBytes(48).toString('base64url'), lineId: line.id, type, fileId: file.id, at: clock.now() };
  wechat.media.set(media.id, media);
  return media;
}

/** What is there under this id, for a message of this kind. @throws WeChatError 41006, 40007, 40004 */
export function findMedia(core: Core, line: Line, id: string | undefined, types: readonly MediaType[]): SandboxFile {
  if (id === undefined || id === '') throw refusal(41006);
  const { type, file } = lookUp(core, line, id);
  if (!types.includes(type)) throw refusal(40004);
  return file;
}

/** `GET /cgi-bin/media/get`, and `/jssdk` for a voice message in high quality. */
export function download({ core, req, res, query, line }: Call): Outcome {
  if (req.method !== 'GET') throw refusal(43001);
  const id = query.get('media_id') ?? '';
  try {
    if (id === '') throw refusal(41006);
    const { type, file } = lookUp(core, line, id);
    if (req.path.endsWith('/jssdk') && type !== 'voice') throw refusal(40007);
    if (type === 'video') return { status: 200, body: { video_url: `${core.url}/wechat/video/${id}` } };
    return bytes({ core, req }, res, file, { 'Content-Disposition': `attachment; filename="${fileName(id, file)}"` });
  } catch (error) {
    if (!(error instanceof WeChatError)) throw error;
    // JSON, and called text (wechat.md §7).
    return { ...error.outcome, headers: { 'Content-Type': 'text/plain' } };
  }
}

export function pictureAddress({ url }: Core, { id }: StoredMedia): string {
  return `${url}/wechat/mmbiz_pic/${id}/0`;
}

/** @param path below `/wechat` */
export function isPublicPath(path: string): boolean {
  return PUBLIC.test(path);
}

export function servePublic({ core, req, res }: Pick<Ask, 'core' | 'req' | 'res'>): Outcome {
  if (req.method !== 'GET' && req.method !== 'HEAD') return { status: 405, headers: { Allow: 'GET, HEAD' } };
  const media = core.wechat.media.get(PUBLIC.exec(req.path)?.groups?.id ?? '');
  const file = media && !isOver(core, media) ? core.files.get(media.fileId) : undefined;
  return file ? bytes({ core, req }, res, file) : NOT_FOUND;
}

function lookUp(core: Core, line: Line, id: string): { readonly type: MediaType; readonly file: SandboxFile } {
  const media = core.wechat.media.get(id);
  const file = media && core.files.get(media.fileId);
  if (!media || !file || media.lineId !== line.id || isOver(core, media)) throw refusal(40007);
  return { type: media.type, file };
}

function isOver({ clock }: Core, { at }: StoredMedia): boolean {
  return clock.now() - at >= LIFE_MS;
}

function bytes(
  { core, req }: Pick<Ask, 'core' | 'req'>,
  res: Response,
  file: SandboxFile,
  headers: Readonly<Record<string, string>> = {},
): Outcome {
  return {
    status: 200,
    serve: () => {
      res.set(headers);
      serveFile(core.files, req, res, file);
    },
  };
}

function fileName(id: string, { name }: SandboxFile): string {
  const ending = endingOf(name);
  return ending === '' ? id : `${id}.${ending}`;
}
