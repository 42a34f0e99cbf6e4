import type { Core } from '../../core';
import type { SandboxFile } from '../../files/sandbox-files';
import type { Line, LineMessage } from '../../lines/records';
import { titleOf } from '../codes';
import { digitsOf } from '../ids';
import { addMedia, urlOf } from '../media/media';
import { INCOMING_BYTES, type MediaKind } from '../media/media-rules';

/** The type and the block of a customer's message as webhooks have them (whatsapp.md §2, Message kinds). */
export type Described = Readonly<Record<string, unknown>> & { readonly type: string };

export function describe(core: Core, line: Line, message: LineMessage): Described {
  const { kind, text, location, contact, facts } = message;
  const file = core.files.get(message.files[0] ?? '');
  if (file && file.size > INCOMING_BYTES) return unsupported(131052, 'Media file is too big to be downloaded.');
  switch (kind) {
    case 'text':
    case 'card':
      return { type: 'text', text: { body: text } };
    case 'location':
      return {
        type: 'location',
        location: {
          latitude: location?.latitude,
          longitude: location?.longitude,
          ...(location?.title == null ? {} : { name: location.title }),
          ...(location?.address == null ? {} : { address: location.address }),
        },
      };
    case 'contact':
      return { type: 'contacts', contacts: [contactCard(contact, facts.origin === 'contact_request')] };
    case 'picture':
    case 'video':
    case 'voice':
    case 'audio':
    case 'file':
    case 'sticker':
      return file ? describeFile(core, line, message, file) : unsupported(131051);
    case 'other':
      return describeOther(String(facts.other ?? ''));
  }
}

function describeFile(core: Core, line: Line, message: LineMessage, file: SandboxFile): Described {
  const type = TYPE_OF[message.kind] ?? 'document';
  const media = addMedia(core, line, file, 'customer');
  const caption = message.text === '' ? {} : { caption: message.text };
  const own = {
    mime_type: type === 'audio' && file.mimeType === 'audio/ogg' ? 'audio/ogg; codecs=opus' : file.mimeType,
    // Here in base64, in the answer to a resolve in hex (whatsapp.md §7).
    sha256: Buffer.from(file.sha256, 'hex').toString('base64'),
    id: media.id,
    url: urlOf(core, media),
  };
  switch (type) {
    case 'image':
    case 'video':
      return { type, [type]: { ...caption, ...own } };
    case 'audio':
      return { type, audio: { ...own, voice: message.kind === 'voice' } };
    case 'sticker':
      return { type, sticker: { ...own, animated: false } };
    case 'document':
      return { type, document: { ...caption, filename: file.name, ...own } };
  }
}

const TYPE_OF: Readonly<Partial<Record<LineMessage['kind'], MediaKind>>> = {
  picture: 'image',
  video: 'video',
  voice: 'audio',
  audio: 'audio',
  file: 'document',
  sticker: 'sticker',
};

/** Kinds that have no common word: `order` and `flow` come as themselves, the others cannot be shown to a business. */
function describeOther(other: string): Described {
  switch (other) {
    case 'order':
      return {
        type: 'order',
        order: {
          catalog_id: '884000000000001',
          text: 'Is it there by Friday?',
          product_items: [{ product_retailer_id: 'lamp-1', quantity: 2, item_price: 10.5, currency: 'USD' }],
        },
      };
    case 'flow':
      return {
        type: 'interactive',
        interactive: {
          type: 'nfm_reply',
          nfm_reply: { name: 'flow', body: 'Sent', response_json: '{"flow_token":"sandbox","size":"M"}' },
        },
      };
    case 'unavailable':
      return unsupported(131060, 'This message is currently unavailable.');
    default:
      return unsupported(131051);
  }
}

export function unsupported(code: number, details = 'Message type is currently not supported.'): Described {
  const title = titleOf(code);
  return { type: 'unsupported', errors: [{ code, title, message: title, error_data: { details } }] };
}

function contactCard(contact: LineMessage['contact'], requested: boolean): object {
  const name = contact?.name ?? '';
  const phone = contact?.phone ?? '';
  const [first = name, ...rest] = name.split(' ');
  const last = rest.join(' ');
  return {
    name: { formatted_name: name, first_name: first, ...(last === '' ? {} : { last_name: last }) },
    phones: [{ phone, wa_id: digitsOf(phone), type: 'CELL' }],
    origin: requested ? 'contact_request' : 'other',
  };
}
