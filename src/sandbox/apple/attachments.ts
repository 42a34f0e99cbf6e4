import type { Core } from '../core';
import type { SandboxFile } from '../files/sandbox-files';
import type { Line } from '../lines/records';
import { bad } from './answers';
import { Checksum, crypted, hexOf, newKey } from './encryption';
import type { GivenAttachment } from './shapes';
import type { StoredFile } from './state';
import { newName } from './uploads';

/** A file that a message names, as the phone opens it. @throws AppleError 400 where it is not there, or another one */
export async function openAttachment(core: Core, line: Line, given: GivenAttachment): Promise<SandboxFile> {
  const stored = core.apple.files.get(given.url);
  if (stored?.holds.kind !== 'encrypted' || stored.lineId !== line.id) throw bad('attachments: url names no file');
  if (stored.owner !== given.owner) throw bad('attachments: owner is another one');
  if (stored.checksum !== given['signature-base64']) throw bad('attachments: signature-base64 is not that of the file');
  if (stored.size !== Number(given.size)) throw bad('attachments: size is another one');
  const { name, mimeType, key } = given;
  return core.files.add(crypted(key, core.files.open(stored.holds.fileId)), { name, mimeType });
}

/** Puts a customer's file to Apple, and tells how it is named in a webhook (apple.md §2). */
export async function sendAttachment(
  core: Core,
  line: Line,
  file: SandboxFile,
  told: { readonly name: string; readonly mimeType: string } = file,
): Promise<object> {
  const key = newKey();
  const checksum = new Checksum();
  for await (const chunk of crypted(key, core.files.open(file.id))) checksum.update(chunk);
  const stored: StoredFile = {
    ...newName(),
    lineId: line.id,
    checksum: checksum.digest(),
    size: file.size,
    holds: { kind: 'plain', fileId: file.id, key },
  };
  core.apple.files.set(stored.url, stored);
  return named(core, { ...told, key, stored });
}

interface Named {
  readonly name: string;
  readonly mimeType: string;
  readonly key: string;
  readonly stored: StoredFile;
}

function named({ assumptions }: Core, { name, mimeType, key, stored }: Named): object {
  const { url, owner, checksum } = stored;
  const size = String(stored.size);
  const signature = hexOf(checksum);
  const newer = { mimeType, size, key, url, owner, signature, 'signature-base64': checksum };
  const older = {
    'mime-type': mimeType,
    'file-size': size,
    'decryption-key': key,
    'mmcs-url': url,
    'mmcs-owner': owner,
    'mmcs-signature-hex': signature,
  };
  if (assumptions.is('apple-attachment-names', 'newer')) return { name, ...newer };
  return assumptions.is('apple-attachment-names', 'older') ? { name, ...older } : { name, ...newer, ...older };
}
