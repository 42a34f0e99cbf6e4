import { Readable } from 'node:stream';
import type { Core } from '../core';
import type { SandboxFile } from '../files/sandbox-files';
import { fetchUrl } from '../graph/fetch-url';
import type { OnHandset } from '../lines/emulator';
import { mayVisit, serviceUrlOf } from './addresses';
import { badArgument } from './errors';

const TIMEOUT_MS = 20_000;
const INLINE = /^data:[\w.+/-]*;base64,([A-Za-z0-9+/]+={0,2})$/;

export interface Wanted {
  readonly contentUrl: string;
  readonly contentType: string;
  readonly name: string;
}

/**
 * The channel fetches a file that a message names: from its own store, from the message itself, or from the web (skype.md §7).
 * @throws ConnectorError 400
 */
export async function fetchFile(
  core: Core,
  { line }: OnHandset,
  { contentUrl, contentType, name }: Wanted,
  mostBytes: number,
): Promise<SandboxFile> {
  const own = `${serviceUrlOf(core, line)}v3/attachments/`;
  const kept = contentUrl.startsWith(own)
    ? core.files.get(contentUrl.slice(own.length).split('/')[0] ?? '')
    : undefined;
  if (kept) return kept;
  const inline = INLINE.exec(contentUrl)?.[1];
  const about = { name, mimeType: contentType };
  if (inline !== undefined) return core.files.add(Readable.from([Buffer.from(inline, 'base64')]), about);
  if (!mayVisit(core, contentUrl)) throw badArgument('contentUrl is no https address');
  const file = await fetchUrl(core, { side: 'botframework', url: contentUrl, mostBytes, timeoutMs: TIMEOUT_MS });
  if ('reason' in file) throw badArgument(`contentUrl: ${file.reason}`);
  const type = file.mimeType.split(';')[0]?.trim().toLowerCase();
  const wrong =
    file.size > mostBytes
      ? `larger than ${String(mostBytes)} bytes`
      : type === contentType
        ? undefined
        : `is ${type ?? ''}`;
  if (wrong === undefined) return file;
  await core.files.remove(file.id);
  throw badArgument(`contentUrl: ${wrong}`);
}
