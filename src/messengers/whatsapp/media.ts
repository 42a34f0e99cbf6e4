import type { MediaType } from '../../model/content';
import type { DriverContext, OutboundMedia } from '../contract';
import { repeatable } from '../delivery-error';
import type { GraphRefusal } from '../graph/refusal';
import { upload } from './calls';
import type { WhatsAppCredentials } from './credentials';
import { refusedBy } from './errors';

/** How WhatsApp names a kind of file (whatsapp.md §3). */
type Kind = 'image' | 'video' | 'audio' | 'document' | 'sticker';

/** A file that WhatsApp can be pointed to: by the id of an upload, or by an address. */
export type Handed = { readonly id: string } | { readonly link: string };

/** Its sound has to be Opus, in OGG (whatsapp.md §3). */
const SPEECH = 'audio/ogg; codecs=opus';

/** The block of a message that is a file. What the kind does not take was made a `file` above. */
export async function mediaBlock(
  context: DriverContext<WhatsAppCredentials>,
  { type, file, caption }: Pick<OutboundMedia, 'type' | 'file' | 'caption'>,
): Promise<object> {
  const kind = kindOf(type);
  const handed = await hand(context, kind, file);
  const hasCaption = caption !== undefined && caption !== '' && kind !== 'audio' && kind !== 'sticker';
  const block = {
    ...handed,
    ...(hasCaption ? { caption } : {}),
    ...(kind === 'document' ? { filename: file.name } : {}),
    ...(type === 'voice' && file.mimeType === SPEECH ? { voice: true } : {}),
  };
  return { type: kind, [kind]: block };
}

/**
 * Uploads it. WhatsApp names a few types of documents that it takes, and fetches any other from an address.
 *
 * @throws DeliveryError: nothing was sent yet, so also without an answer it may be tried again
 */
export async function hand(
  context: DriverContext<WhatsAppCredentials>,
  kind: Kind,
  file: OutboundMedia['file'],
): Promise<Handed> {
  const answer = await upload(context, file).catch((error: unknown) => {
    throw repeatable(error);
  });
  if (answer.kind === 'done') return { id: answer.result };
  if (kind === 'document' && isAboutType(answer.refusal)) return { link: file.link() };
  throw repeatable(refusedBy(answer.refusal));
}

const TYPES = [100, 131_009, 131_051, 131_053];

function isAboutType({ code }: GraphRefusal): boolean {
  return code !== undefined && TYPES.includes(code);
}

function kindOf(type: MediaType): Kind {
  switch (type) {
    case 'picture':
      return 'image';
    case 'video':
      return 'video';
    case 'voice':
    case 'audio':
      return 'audio';
    case 'sticker':
      return 'sticker';
    case 'file':
      return 'document';
  }
}
