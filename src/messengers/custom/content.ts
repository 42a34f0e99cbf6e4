import { isMediaType, type Content, type RemoteFile } from '../../model/content';
import type { Attachment } from './protocol/objects';
import type { Said } from './protocol/to-courier';

type Carried = Content<RemoteFile>;

/**
 * What a message of the service says, as messages of one thing each, in order; at least one. The text stands under the
 * first attachment that has no caption of its own.
 */
export function contentsOf(said: Said): readonly [Carried, ...Carried[]] {
  const { attachments = [], location, contact_card, link, fallback_text = '' } = said;
  const text = textOf(said);
  const under = attachments.findIndex(({ caption = '' }) => caption === '');
  const alone = text !== '' && under === -1 ? [{ type: 'text', text } as const] : [];
  const [first, ...others]: Carried[] = [
    ...alone,
    ...attachments.map((attachment, index) => fileOf(attachment, index === under ? text : '')),
    ...(location === undefined ? [] : [placeOf(location)]),
    ...(contact_card === undefined ? [] : [cardOf(contact_card)]),
  ];
  if (first !== undefined) return [first, ...others];
  const fallback = fallback_text.trim() === '' ? undefined : fallback_text;
  return fallback === undefined
    ? [{ type: 'unsupported', what: link === undefined ? 'message of an unknown kind' : 'link' }]
    : [{ type: 'text', text: fallback }];
}

/** With the link that was shared, as Kommo has no type for one. */
function textOf({ text = '', link }: Said): string {
  const lines =
    link === undefined ? [] : [link.title, link.description, text.includes(link.url) ? undefined : link.url];
  return [text, ...lines].filter((line) => line !== undefined && line.trim() !== '').join('\n');
}

function fileOf({ kind, url, name, mime_type, size, duration_s, caption = '' }: Attachment, text: string): Carried {
  const words = caption === '' ? text : caption;
  return {
    type: isMediaType(kind) ? kind : 'file',
    file: {
      reference: url,
      ...(name === undefined || name === '' ? {} : { name }),
      ...(mime_type === undefined || mime_type === '' ? {} : { mimeType: mime_type }),
      ...(size === undefined ? {} : { size }),
      ...(duration_s === undefined ? {} : { durationS: Math.round(duration_s) }),
    },
    ...(words === '' ? {} : { caption: words }),
  };
}

function placeOf({ lat, lon, title, address }: NonNullable<Said['location']>): Carried {
  return {
    type: 'location',
    latitude: lat,
    longitude: lon,
    ...(title === undefined || title === '' ? {} : { title }),
    ...(address === undefined || address === '' ? {} : { address }),
  };
}

function cardOf({ name, phones = [], emails = [] }: NonNullable<Said['contact_card']>): Carried {
  const [phone] = phones;
  if (phone !== undefined && phone !== '') return { type: 'contact', name, phone };
  return { type: 'unsupported', what: 'contact card', caption: [name, ...emails].join(' ') };
}
