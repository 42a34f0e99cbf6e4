import type { SandboxFile } from '../../files/sandbox-files';
import { badParameter } from '../../graph/graph-error';
import type { HandsetKind } from '../../control/lines-contract';
import { FILE_KINDS, type FileKind } from '../product';
import { contentOf, type Content, type MediaWanted } from './content';
import type { Fields } from './fields';
import { readTemplate } from './templates';

const KIND_ON_PHONE: Readonly<Record<FileKind, HandsetKind>> = {
  image: 'picture',
  video: 'video',
  audio: 'audio',
  file: 'file',
};

/** `attachment`: a file, or a template with buttons or cards (facebook.md §3). */
export function readAttachment(attachment: Fields, upload: SandboxFile | undefined): Content {
  attachment.only('type', 'payload');
  if (attachment.text('type') === 'template') return readTemplate(attachment.object('payload'));
  const media = readFile(attachment, upload);
  return contentOf({ kind: KIND_ON_PHONE[media.kind], media: [media] });
}

/** `attachments`: several pictures by their addresses. */
export function readPictures(message: Fields, most: number): Content {
  const media = message.list('attachments', most).map((each) => readFile(each.only('type', 'payload'), undefined));
  if (media.some(({ kind }) => kind !== 'image')) {
    throw badParameter('Param message[attachments] must be attachments of the type image.');
  }
  return contentOf({ kind: 'picture', media });
}

/** By address, by id, or by the bytes that came with the call: exactly one of them. @throws GraphError 100 */
export function readFile(attachment: Fields, upload: SandboxFile | undefined): MediaWanted {
  const kind = attachment.one('type', FILE_KINDS);
  const payload = attachment.object('payload').only('url', 'attachment_id', 'is_reusable');
  const reusable = payload.flag('is_reusable');
  const id = payload.id('attachment_id');
  const ways = [payload.has('url'), id !== undefined, upload !== undefined].filter((given) => given).length;
  if (ways !== 1) throw badParameter(`Param ${payload.name} must have exactly one of {url, attachment_id} or a file.`);
  if (upload) return { kind, reusable, source: { file: upload } };
  return { kind, reusable, source: id === undefined ? { url: payload.webUrl('url') } : { id } };
}
