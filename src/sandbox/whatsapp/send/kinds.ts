import type { Core } from '../../core';
import { KIND_ON_HANDSET, type MediaKind } from '../media/media-rules';
import { missing, refused } from '../codes';
import type { Block } from './block';
import { contentOf, type Content } from './content';
import { readInteractive } from './interactive';
import { readMedia } from './media-block';

/** Lengths of whatsapp.md §3 and §9. */
export const RULES = {
  text: { label: 'Message text', max: 4096 },
  caption: { label: 'Caption', max: 1024 },
  place: { label: 'Location name', max: 1000 },
  address: { label: 'Location address', max: 1000 },
} as const;
const MOST_CONTACTS = 257;
const ANY = 4096;

/** What a message of this type says. Reactions and templates are read elsewhere. @throws GraphError */
export function readContent(core: Core, message: Block, type: string): Content {
  switch (type) {
    case 'text': {
      const text = message.block('text').only('body', 'preview_url');
      text.flag('preview_url');
      return contentOf({ kind: 'text', text: text.required('body', RULES.text) });
    }
    case 'image':
    case 'video':
    case 'audio':
    case 'document':
    case 'sticker':
      return readMediaMessage(core, message.block(type), type);
    case 'location':
      return readLocation(message.block('location'));
    case 'contacts':
      return readContacts(message.blocks('contacts', 'contacts', MOST_CONTACTS));
    case 'interactive':
      return readInteractive(core, message.block('interactive'));
    default:
      throw refused(131051, `Message type '${type}' is currently not supported.`);
  }
}

function readMediaMessage(core: Core, block: Block, kind: MediaKind): Content {
  const hasCaption = kind === 'image' || kind === 'video' || kind === 'document';
  block.only(
    'id',
    'link',
    'provider',
    ...(hasCaption ? ['caption'] : []),
    ...(kind === 'document' ? ['filename'] : []),
    ...(kind === 'audio' ? ['voice'] : []),
  );
  const text = hasCaption ? captionOf(block) : '';
  const media = readMedia(core, block, kind);
  return contentOf({ kind: media.voice ? 'voice' : KIND_ON_HANDSET[kind], text, media });
}

/** An empty caption is none. */
function captionOf(block: Block): string {
  return block.text('caption') === '' ? '' : (block.optional('caption', RULES.caption) ?? '');
}

function readLocation(block: Block): Content {
  block.only('latitude', 'longitude', 'name', 'address');
  const latitude = block.number('latitude', -90, 90);
  const longitude = block.number('longitude', -180, 180);
  const title = block.optional('name', RULES.place) ?? null;
  const address = block.optional('address', RULES.address) ?? null;
  return contentOf({ kind: 'location', location: { latitude, longitude, title, address } });
}

function readContacts(blocks: readonly Block[]): Content {
  const people = blocks.map((block) => {
    block.only('name', 'phones', 'emails', 'addresses', 'urls', 'org', 'birthday');
    const name = block.block('name');
    name.only('formatted_name', 'first_name', 'last_name', 'middle_name', 'suffix', 'prefix');
    const formatted = name.required('formatted_name', { label: 'Contact name', max: ANY });
    // One more of them is needed (whatsapp.md §3 has first_name).
    const more = ['first_name', 'last_name', 'middle_name', 'suffix', 'prefix'].some((each) => name.has(each));
    if (!more) throw missing(`Parameter '${name.name}['first_name']' is mandatory`);
    const phones = block.has('phones') ? block.blocks('phones', 'phones', MOST_CONTACTS) : [];
    for (const phone of phones) phone.only('phone', 'type', 'wa_id');
    return { name: formatted, phone: phones[0]?.text('phone') ?? '' };
  });
  const [first = null, ...others] = people;
  return contentOf({
    kind: 'contact',
    contact: first,
    text: others.map(({ name, phone }) => `${name} ${phone}`.trim()).join('\n'),
  });
}
