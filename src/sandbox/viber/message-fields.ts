import type { Assumptions } from '../assumptions';
import type { LineMessage } from '../lines/records';
import { ViberError } from './answers';
import { mayVisit, endingOf } from './addresses';
import type { Fields } from './fields';
import { lineButtons, readCarousel, readKeyboard, type Keys } from './keyboard';

const TYPES = ['text', 'picture', 'video', 'file', 'sticker', 'contact', 'location', 'url', 'rich_media'] as const;
type Type = (typeof TYPES)[number];

const MOST = { text: 7000, tracking: 4000, name: 28, fileName: 256, contact: 28, phone: 18, url: 2000 } as const;

/** A file that Viber has to fetch. */
export interface Wanted {
  readonly kind: 'picture' | 'video' | 'file' | 'thumbnail';
  readonly url: string;
  readonly name?: string;
  /** Bytes, as its sender said. */
  readonly size?: number;
}

/** A message to be sent, once everything in it was checked that can be without leaving the house. */
export interface Draft {
  /** What the handset shows. */
  readonly shows: Partial<Pick<LineMessage, 'kind' | 'text' | 'durationS' | 'location' | 'contact' | 'buttons'>>;
  readonly type: Type | 'keyboard';
  readonly wanted: readonly Wanted[];
  readonly keyboard: Keys;
  readonly senderName: string;
  readonly trackingData: string | undefined;
  readonly minApiVersion: number;
  /** What the customer's app will find wrong with it, after Viber took it. */
  readonly willFail: string | undefined;
}

/** A message as `send_message` and the answer to `conversation_started` have it (viber.md §3). @throws ViberError */
export function readMessage(fields: Fields, assumptions: Assumptions): Draft {
  const sender = fields.object('sender');
  const senderName = sender.text('name', { most: MOST.name });
  const avatar = sender.optionalText('avatar', { most: MOST.url, empty: true });
  if (avatar !== undefined && avatar !== '' && !URL.canParse(avatar))
    throw sender.wrong('avatar', 'an address expected');
  const trackingData = fields.optionalText('tracking_data', { most: MOST.tracking, empty: true });
  const minApiVersion = fields.optionalInteger('min_api_version', 1) ?? 1;
  const { keyboard, willFail } = below(fields, minApiVersion, assumptions);
  const type = fields.oneOf('type', TYPES);
  if (type === undefined && !fields.has('keyboard')) throw fields.missing('type');
  const content =
    type === undefined ? ({ shows: { kind: 'other' } } as const) : read(type, fields, minApiVersion, assumptions);
  const buttons = lineButtons([...(content.keys ?? []), ...keyboard]);
  return {
    shows: { ...content.shows, buttons },
    type: type ?? 'keyboard',
    wanted: content.wanted ?? [],
    keyboard: [...(content.keys ?? []), ...keyboard],
    senderName,
    trackingData,
    minApiVersion,
    willFail,
  };
}

/** The keyboard; what is wrong with it is found by Viber, or later by the app. */
function below(
  fields: Fields,
  minApiVersion: number,
  assumptions: Assumptions,
): { readonly keyboard: Keys; readonly willFail?: string | undefined } {
  if (!fields.has('keyboard')) return { keyboard: [] };
  try {
    return { keyboard: readKeyboard(fields.object('keyboard'), minApiVersion, assumptions) };
  } catch (error) {
    if (!(error instanceof ViberError) || assumptions.is('viber-bad-keyboard', 'refuse-3')) throw error;
    return { keyboard: [], willFail: error.message };
  }
}

interface Content {
  readonly shows: Draft['shows'];
  readonly wanted?: readonly Wanted[];
  readonly keys?: Keys;
}

function read(type: Type, fields: Fields, minApiVersion: number, assumptions: Assumptions): Content {
  switch (type) {
    case 'text':
      return { shows: { kind: 'text', text: fields.text('text', { most: MOST.text }) } };
    case 'picture': {
      const text = fields.text('text', { most: assumptions.number('viber-caption-length'), empty: true });
      return { shows: { kind: 'picture', text }, wanted: media(fields, 'picture', assumptions) };
    }
    case 'video': {
      const size = fields.integer('size', 1);
      const durationS = fields.optionalInteger('duration', 0, assumptions.number('viber-video-seconds')) ?? null;
      return { shows: { kind: 'video', durationS }, wanted: media(fields, 'video', assumptions, { size }) };
    }
    case 'file': {
      const size = fields.integer('size', 1);
      const name = fields.text('file_name', { most: MOST.fileName });
      if (isForbidden(name)) throw fields.wrong('file_name', 'this kind of file is not allowed');
      return { shows: { kind: 'file' }, wanted: media(fields, 'file', assumptions, { size, name }) };
    }
    case 'sticker':
      return { shows: { kind: 'sticker', text: `[sticker ${String(fields.integer('sticker_id', 1))}]` } };
    case 'contact': {
      const contact = fields.object('contact');
      const name = contact.text('name', { most: MOST.contact });
      return {
        shows: { kind: 'contact', contact: { name, phone: contact.text('phone_number', { most: MOST.phone }) } },
      };
    }
    case 'location':
      return { shows: { kind: 'location', location: readPlace(fields.object('location')) } };
    case 'url': {
      const url = fields.text('media', { most: MOST.url });
      if (!URL.canParse(url) || !/^https?:/i.test(url)) throw fields.wrong('media', 'an address expected');
      return { shows: { kind: 'text', text: url } };
    }
    case 'rich_media': {
      const text = fields.optionalText('alt_text', { most: MOST.text, empty: true }) ?? '';
      const keys = readCarousel(fields.object('rich_media'), minApiVersion, assumptions);
      return { shows: { kind: 'card', text }, keys };
    }
  }
}

function readPlace(fields: Fields): LineMessage['location'] {
  const place = {
    latitude: degrees(fields, 'lat', 90),
    longitude: degrees(fields, 'lon', 180),
  };
  return { ...place, title: null, address: null };
}

/** A number or a text of one. */
function degrees(fields: Fields, name: string, most: number): number {
  const value = fields.value(name);
  if (value === undefined) throw fields.missing(name);
  const written = typeof value === 'string' && /^-?\d{1,3}(\.\d{1,20})?$/.test(value) ? Number(value) : value;
  if (typeof written !== 'number' || Math.abs(written) > most) throw fields.wrong(name, 'degrees expected');
  return written;
}

const ENDINGS = { picture: ['jpg', 'jpeg', 'png', 'gif'], video: ['mp4'], thumbnail: ['jpg', 'jpeg', 'png', 'gif'] };

/** What Viber passes on to nobody (viber.md §7). */
const FORBIDDEN = new Set(
  [
    'action apk app bat bin cmd com command cpl csh exe gadget inf1 ins inx ipa isu job js jse ksh lnk msc msi msp mst',
    'osx out paf pif prg ps1 reg rgs run sct sh shb shs u3p vb vbe vbs vbscript ws wsf wsh',
  ].flatMap((each) => each.split(' ')),
);

function isForbidden(name: string): boolean {
  return FORBIDDEN.has(endingOf(name));
}

function media(
  fields: Fields,
  kind: 'picture' | 'video' | 'file',
  assumptions: Assumptions,
  promised: { readonly size?: number; readonly name?: string } = {},
): readonly Wanted[] {
  const url = readAddress(fields, 'media', kind, assumptions);
  if (url === undefined) throw fields.missing('media');
  const thumbnail = kind === 'file' ? undefined : readAddress(fields, 'thumbnail', 'thumbnail', assumptions);
  return [
    { kind, url, ...promised },
    ...(thumbnail === undefined ? [] : [{ kind: 'thumbnail' as const, url: thumbnail }]),
  ];
}

/** An address that Viber can go to, whose path ends as files of this kind do (viber.md §7). */
function readAddress(fields: Fields, name: string, kind: Wanted['kind'], assumptions: Assumptions): string | undefined {
  const url = fields.optionalText(name, { most: MOST.url, empty: kind === 'thumbnail' });
  if (url === undefined || url === '') return undefined;
  if (!mayVisit(url, assumptions)) throw fields.wrong(name, 'an https address expected');
  const ending = endingOf(new URL(url).pathname);
  const fits = kind === 'file' ? ending !== '' && !FORBIDDEN.has(ending) : ENDINGS[kind].includes(ending);
  if (!fits) throw fields.wrong(name, `the path has to end as a ${kind} does`);
  return url;
}
