import type { z } from 'zod';
import { isRecord, parseJson, type Raw } from '../../http/json';
import type { Content, MediaType, RemoteFile, SaidContent } from '../../model/content';
import { aroundOf } from './around';
import { placeIn } from '../places';
import * as shapes from './shapes';

type Said = Content<RemoteFile>;

/** Reads the block that a kind is told by; undefined where that is not as WhatsApp says. */
type Read = (block: unknown, message: Raw) => Said | undefined;

interface Kind {
  /** The word for people, where the content itself cannot be carried. */
  readonly what: string;
  readonly read?: Read;
}

/** Kinds of messages by their `type`, which names the block too (whatsapp.md §2). */
const KINDS: Readonly<Record<string, Kind | undefined>> = {
  text: { what: 'text', read: text },
  image: { what: 'photo', read: fileAs('picture') },
  video: { what: 'video', read: fileAs('video') },
  audio: { what: 'audio file', read: audio },
  document: { what: 'file', read: fileAs('file') },
  sticker: { what: 'sticker', read: fileAs('sticker') },
  location: { what: 'location', read: location },
  contacts: { what: 'contact card', read: contacts },
  button: { what: 'button press', read: button },
  interactive: { what: 'answer to a form', read: interactive },
  order: { what: 'order', read: order },
  poll: { what: 'poll' },
  event: { what: 'event' },
  // Of old messages: the file comes apart, or not at all.
  media_placeholder: { what: 'file that is on the phone only' },
};

/**
 * What a message says, with what surrounds it.
 *
 * @param type of the message; the block of that name holds what it says
 */
export function contentOf(type: string, message: Raw): SaidContent {
  const said = saidIn(type, message);
  return { ...said, ...aroundOf(message, said.type) };
}

function saidIn(type: string, message: Raw): Said {
  const kind = Object.hasOwn(KINDS, type) ? KINDS[type] : undefined;
  const block = message[type];
  return kind?.read?.(block, message) ?? unsupported(kind?.what, block, message);
}

/** Why WhatsApp does not hand a message over (whatsapp.md §2). */
const TOO_LARGE = 131_052;

function unsupported(what: string | undefined, block: unknown, message: Raw): Said {
  const [error] = shapes.Errors.safeParse(message.errors).data ?? [];
  const caption = isRecord(block) && typeof block.caption === 'string' ? block.caption : '';
  return {
    type: 'unsupported',
    what:
      error?.code === TOO_LARGE
        ? 'file that WhatsApp could not hand over: it may be over 100 MB'
        : (what ?? 'message of a kind that WhatsApp does not hand over'),
    ...(caption === '' ? {} : { caption }),
  };
}

function text(block: unknown): Said | undefined {
  const body = shapes.Text.safeParse(block).data?.body;
  return body === undefined ? undefined : { type: 'text', text: body };
}

function fileAs(type: MediaType): Read {
  return (block) => {
    const media = shapes.Media.safeParse(block).data;
    return media && { type, file: remoteFile(media), ...captionOf(media) };
  };
}

function audio(block: unknown): Said | undefined {
  const media = shapes.Media.safeParse(block).data;
  return media && { type: media.voice === true ? 'voice' : 'audio', file: remoteFile(media), ...captionOf(media) };
}

function captionOf({ caption }: z.infer<typeof shapes.Media>): { readonly caption?: string } {
  return caption === undefined ? {} : { caption };
}

/** The id fetches it for a week; the hash names the same bytes for ever (whatsapp.md §7). */
function remoteFile(media: z.infer<typeof shapes.Media>): RemoteFile {
  return {
    reference: media.id,
    ...(media.sha256 === undefined ? {} : { sameAs: media.sha256 }),
    ...(media.filename === undefined ? {} : { name: media.filename }),
    ...(media.mime_type === undefined ? {} : { mimeType: media.mime_type }),
    ...(media.file_size === undefined ? {} : { size: media.file_size }),
  };
}

function location(block: unknown): Said | undefined {
  const place = shapes.Location.safeParse(block).data;
  if (place === undefined) return undefined;
  const { latitude, longitude, name, address } = place;
  return {
    type: 'location',
    latitude,
    longitude,
    ...(name === undefined ? {} : { title: name }),
    ...(address === undefined ? {} : { address }),
  };
}

/** One card is a contact; several, or one without a number, are said in lines. */
function contacts(block: unknown): Said | undefined {
  const cards = Array.isArray(block) ? block.flatMap((each: unknown) => shapes.Card.safeParse(each).data ?? []) : [];
  const [first] = cards;
  if (first === undefined) return undefined;
  const [phone] = phonesOf(first);
  if (cards.length === 1 && phone !== undefined && first.phones.length === 1) {
    return { type: 'contact', name: nameOf(first) ?? phone, phone };
  }
  return { type: 'text', text: cards.map(lineOf).join('\n') };
}

type Card = z.infer<typeof shapes.Card>;

function lineOf(card: Card): string {
  const emails = card.emails.flatMap(({ email }) => email ?? []);
  const parts = [nameOf(card) ?? '', card.org?.company ?? '', ...phonesOf(card), ...emails].filter(
    (part) => part !== '',
  );
  return `👤 ${parts.length === 0 ? 'contact card' : parts.join(', ')}`;
}

function nameOf({ name }: Card): string | undefined {
  const parts = [name?.first_name, name?.last_name].filter((part) => part !== undefined).join(' ');
  return name?.formatted_name ?? (parts === '' ? undefined : parts);
}

function phonesOf({ phones }: Card): readonly string[] {
  return phones.flatMap(({ phone, wa_id }) => phone ?? (wa_id === undefined ? [] : `+${wa_id}`));
}

/** A customer who was asked for their number has sent their own card (whatsapp.md §8). @returns digits */
export function ownPhoneIn(message: Raw): string | undefined {
  const block = message.contacts;
  const card = shapes.Card.safeParse(Array.isArray(block) ? block[0] : undefined).data;
  return card?.origin === 'contact_request' ? card.phones[0]?.wa_id : undefined;
}

/** A button of a template. */
function button(block: unknown, message: Raw): Said | undefined {
  const pressed = shapes.TemplateButton.safeParse(block).data;
  return pressed && pressOf(pressed.payload, pressed.text, message);
}

/** A button that another program made, or of a message that is not told, says its words. */
function pressOf(payload: string | undefined, title: string | undefined, message: Raw): Said {
  const of = shapes.Context.safeParse(message.context).data?.id;
  const place = payload === undefined ? undefined : placeIn(payload);
  if (of !== undefined && place !== undefined) {
    return { type: 'press', of, ...place, ...(title === undefined ? {} : { label: title }) };
  }
  return title === undefined ? { type: 'unsupported', what: 'button press' } : { type: 'text', text: title };
}

function interactive(block: unknown, message: Raw): Said | undefined {
  const answer = shapes.Interactive.safeParse(block).data;
  const chosen = answer?.button_reply ?? answer?.list_reply;
  if (chosen !== undefined) return pressOf(chosen.id, chosen.title, message);
  if (answer?.nfm_reply === undefined) return undefined;
  const { name, body, response_json } = answer.nfm_reply;
  const lines = [body ?? name ?? 'Form', ...answersIn(response_json)];
  return { type: 'text', text: lines.join('\n') };
}

/** What was filled into a form (flow); its token is nothing that anybody said. */
function answersIn(json: string | undefined): readonly string[] {
  const answers = json === undefined ? undefined : parseJson(Buffer.from(json));
  if (!isRecord(answers)) return [];
  return Object.entries(answers)
    .filter(([field, value]) => field !== 'flow_token' && value !== null && value !== '')
    .map(([field, value]) => `${field}: ${typeof value === 'string' ? value : JSON.stringify(value)}`);
}

function order(block: unknown): Said | undefined {
  const ordered = shapes.Order.safeParse(block).data;
  if (ordered === undefined) return undefined;
  const items = ordered.product_items.map(({ product_retailer_id, quantity, item_price, currency }) => {
    const price = item_price === undefined ? '' : ` – ${[String(item_price), currency ?? ''].join(' ').trim()}`;
    return `${quantity} × ${product_retailer_id}${price}`;
  });
  return { type: 'text', text: ['🛒', ...items, ...(ordered.text === undefined ? [] : [ordered.text])].join('\n') };
}
