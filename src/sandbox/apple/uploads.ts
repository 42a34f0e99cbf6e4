import { randomBytes, randomUUID } from 'node:crypto';
import type { Request } from 'express';
import type { Core } from '../core';
import type { Outcome } from '../exchange';
import { AppleError, bad } from './answers';
import { headerOf, type Call } from './call';
import { Checksum } from './encryption';
import type { Place } from './state';

/** `GET /preUpload`: where so many encrypted bytes may be put (apple.md §7). */
export function preUpload({ core, req, line }: Call): Outcome {
  const name = core.assumptions.is('apple-size-header', 'size') ? 'size' : 'mmcs-size';
  const given = headerOf(req, name) ?? '';
  if (!/^[1-9]\d{0,14}$/.test(given)) throw bad(`${name} is no number of bytes`);
  const bytes = Number(given);
  if (bytes > core.assumptions.number('apple-file-bytes')) throw new AppleError(413, 'The file is too big');
  const place: Place = {
    token: randomBytes(24).toString('base64url'),
    lineId: line.id,
    ...newName(),
    bytes,
  };
  core.apple.places.set(place.token, place);
  return {
    status: 200,
    body: {
      'upload-url': `${core.url}/apple/upload/${place.token}`,
      'mmcs-url': place.url,
      'mmcs-owner': place.owner,
    },
  };
}

/** How a file is called at Apple, and by whom. */
export function newName(): { readonly url: string; readonly owner: string } {
  return {
    url: `https://p01-content.icloud.com/${randomUUID()}`,
    owner: `M${randomBytes(12).toString('base64url')}`,
  };
}

/** `POST <upload-url>`: the encrypted bytes, once; who has the address may put them there. */
export async function upload(core: Core, req: Request, token: string): Promise<Outcome> {
  const place = core.apple.places.get(token);
  if (place === undefined) throw new AppleError(404);
  if (headerOf(req, 'content-type') !== 'application/octet-stream') throw bad('not an application/octet-stream');
  if (headerOf(req, 'content-length') !== String(place.bytes)) throw bad('not as many bytes as were told');
  core.apple.places.delete(token);
  const checksum = new Checksum();
  const file = await core.files.add(counted(req, checksum), {
    name: 'encrypted',
    mimeType: 'application/octet-stream',
  });
  const { lineId, url, owner } = place;
  const { size } = file;
  const fileChecksum = checksum.digest();
  core.apple.files.set(url, {
    url,
    owner,
    lineId,
    checksum: fileChecksum,
    size,
    holds: { kind: 'encrypted', fileId: file.id },
  });
  const receipt = randomBytes(16).toString('base64url');
  return { status: 200, stored: true, body: { singleFile: { fileChecksum, size, receipt } } };
}

async function* counted(bytes: AsyncIterable<Buffer>, checksum: Checksum): AsyncGenerator<Buffer> {
  for await (const chunk of bytes) {
    checksum.update(chunk);
    yield chunk;
  }
}
