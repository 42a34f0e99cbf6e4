import type { SandboxFile } from '../../files/sandbox-files';
import { askable } from '../../graph/addresses';
import { fetchUrl } from '../../graph/fetch-url';
import { newUploadId } from '../ids';
import type { Parts } from '../parts';
import type { FileKind } from '../product';
import type { MediaWanted } from '../send/content';
import { badAttachmentId, fetchTimedOut, notFetched, tooBig, wrongType } from '../send/refusals';
import type { Upload } from '../state';

const MB = 1024 * 1024;
const PICTURE_BYTES = 8 * MB;
const FILE_BYTES = 25 * MB;
const FETCH_MS = 10_000;
const FETCH_VIDEO_MS = 75_000;
const KEPT_MS = 90 * 24 * 60 * 60 * 1000;

/** The file that a message needs, checked: uploaded with it, known already, or fetched (facebook.md §7). @throws GraphError */
export async function fileFor(parts: Parts, pageId: string, wanted: MediaWanted): Promise<SandboxFile> {
  const { kind, source } = wanted;
  if ('id' in source) return uploaded(parts, pageId, kind, source.id);
  const file = 'file' in source ? source.file : await fetched(parts, kind, source.url);
  const wrong = unfit(parts, kind, file);
  if (!wrong) return file;
  if ('url' in source) await parts.core.files.remove(file.id);
  throw wrong;
}

/** Keeps a file under an id for later messages of the Page. */
export function keepUpload({ core }: Parts, pageId: string, kind: FileKind, file: SandboxFile): Upload {
  const upload = { id: newUploadId(core.lines), pageId, kind, fileId: file.id, until: core.clock.now() + KEPT_MS };
  core.pages.uploads.set(upload.id, upload);
  return upload;
}

function uploaded({ core }: Parts, pageId: string, kind: FileKind, id: string): SandboxFile {
  const upload = core.pages.uploads.get(id);
  const file = upload && core.files.get(upload.fileId);
  const isGood = upload?.pageId === pageId && upload.kind === kind && upload.until > core.clock.now();
  if (!file || !isGood) throw badAttachmentId();
  return file;
}

async function fetched({ core, product }: Parts, kind: FileKind, url: string): Promise<SandboxFile> {
  const target = askable(url, core.assumptions.is('meta-pages-fetch-urls', 'on'));
  if (!target || core.assumptions.is('meta-pages-fetch-urls', 'off')) throw notFetched();
  const timeoutMs = kind === 'video' ? FETCH_VIDEO_MS : FETCH_MS;
  const got = await fetchUrl(core, { side: product.messenger, url, mostBytes: mostBytes(kind), timeoutMs });
  if ('id' in got) return got;
  throw got.timedOut && kind === 'video' ? fetchTimedOut() : notFetched();
}

function unfit({ core, product }: Parts, kind: FileKind, { mimeType, size }: SandboxFile): Error | undefined {
  if (size > mostBytes(kind)) return tooBig();
  const types = product.types(core)[kind];
  const type = mimeType.split(';')[0]?.trim().toLowerCase() ?? '';
  return size === 0 || (types && !types.includes(type)) ? wrongType() : undefined;
}

function mostBytes(kind: FileKind): number {
  return kind === 'image' ? PICTURE_BYTES : FILE_BYTES;
}
