import { HANDSET_FILE_KINDS, type HandsetFileKind } from '../../control/lines-contract';
import type { LineMessage } from '../../lines/records';
import { linkTo } from '../media/cdn';
import type { Parts } from '../parts';

/** What `message` holds of a customer's message beside its id (facebook.md §2). */
export function describe({ core, product }: Parts, message: LineMessage): Readonly<Record<string, unknown>> {
  const { kind, text, location } = message;
  if (location) return { ...product.place?.(core, location) };
  if (!isFileKind(kind)) return { text };
  const attachments = message.files.flatMap((id) => {
    const file = core.files.get(id);
    if (!file) return [];
    const { name, mimeType, sha256 } = file;
    const attachment = product.describeFile(core, kind, { url: linkTo(core, product, file), name, mimeType, sha256 });
    return attachment ? [attachment] : [];
  });
  return attachments.length === 0 ? { is_unsupported: true } : { attachments };
}

function isFileKind(kind: LineMessage['kind']): kind is HandsetFileKind {
  return HANDSET_FILE_KINDS.some((each) => each === kind);
}
