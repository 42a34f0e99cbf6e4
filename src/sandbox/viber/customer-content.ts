import type { NewHandsetMessage } from '../control/lines-contract';
import type { Core } from '../core';
import type { SandboxFile } from '../files/sandbox-files';
import type { Refused } from '../lines/emulator';
import type { LineMessage } from '../lines/records';
import { addressOf, gifAddress } from './incoming-media';

const LONGEST_TEXT = 7000;
const STICKER_ID = 46_105;
const LINK = 'https://example.com/offer';

/** What a customer says: what the handset shows, and the `message` of the callback; `null`: bots never hear of it. */
export interface Said {
  readonly shows: Partial<Pick<LineMessage, 'kind' | 'text' | 'files' | 'durationS' | 'location' | 'contact'>>;
  readonly message: (Readonly<Record<string, unknown>> & { readonly type: string }) | null;
}

/** viber.md §2 */
export function readSaid(core: Core, said: NewHandsetMessage): Said | Refused {
  const { text = '', files = [], location, contact, other } = said;
  if (said.replyTo !== undefined) return { refused: 'A bot of Viber is not told what a message answers.' };
  if (said.forwarded === true) return { refused: 'A bot of Viber is not told that a message was forwarded.' };
  if (text.length > LONGEST_TEXT) return { refused: `Viber takes ${String(LONGEST_TEXT)} characters at most.` };
  if (files.length > 1) return { refused: 'Viber sends one file with each message.' };
  if (location) return { shows: place(location), message: placeMessage(core, location) };
  if (contact) return aContact(contact);
  if (other !== undefined) return special(core, other);
  const file = core.files.get(files[0] ?? '');
  return file ? aFile(core, file, { ...said, text }) : aText(text);
}

export function aText(text: string): Said {
  return { shows: { text }, message: { type: 'text', text } };
}

export function aContact({ name, phone }: { readonly name: string; readonly phone: string }): Said {
  return {
    shows: { kind: 'contact', contact: { name, phone } },
    message: { type: 'contact', contact: { name, phone_number: phone } },
  };
}

export function aLink(url: string, text?: string): Said {
  return {
    shows: { text: text === undefined ? url : `${text}\n${url}` },
    message: { type: 'url', media: url, text },
  };
}

function special(core: Core, other: string): Said | Refused {
  switch (other) {
    case 'url':
      return aLink(LINK);
    case 'gif': {
      const media = gifAddress(core);
      const isPicture = core.assumptions.is('viber-gif', 'picture');
      return { shows: { kind: 'other', text: '[GIF]' }, message: { type: isPicture ? 'picture' : 'url', media } };
    }
    case 'sticker':
      return {
        shows: { kind: 'sticker', text: `[sticker ${String(STICKER_ID)}]` },
        message: { type: 'sticker', sticker_id: STICKER_ID },
      };
    case 'rich_media':
      return { refused: 'Customers of Viber do not send carousels.' };
    default:
      return { shows: { kind: 'other', text: `[${other}]` }, message: { type: other } };
  }
}

function aFile(core: Core, file: SandboxFile, said: NewHandsetMessage & { readonly text: string }): Said | Refused {
  const { text, durationS = null, as = 'file' } = said;
  const { assumptions } = core;
  const most = assumptions.number('viber-incoming-mb');
  if (file.size > most * assumptions.number('viber-kilobyte') ** 2) {
    return { refused: `Viber takes files of ${String(most)} MB at most.` };
  }
  const media = addressOf(core, file);
  const shows = { kind: as, text, files: [file.id], durationS } as const;
  switch (as) {
    case 'picture':
      return { shows, message: { type: as, media, ...caption(text), thumbnail: media, ...named(file) } };
    case 'video': {
      const beside = assumptions.is('viber-video-caption', 'sent') ? caption(text) : {};
      return { shows, message: { type: as, media, ...beside, size: file.size, duration: durationS ?? undefined } };
    }
    case 'file': {
      if (text !== '') return { refused: 'Viber has no words beside a file.' };
      const size = assumptions.is('viber-file-size-field', 'size') ? 'size' : 'file_size';
      return { shows, message: { type: as, media, file_name: file.name, [size]: file.size } };
    }
    case 'sticker':
      if (text !== '') return { refused: 'Viber has no words beside a sticker.' };
      return { shows, message: { type: as, sticker_id: STICKER_ID, media } };
    case 'voice':
      return {
        shows,
        message: assumptions.is('viber-voice-notes', 'lost')
          ? null
          : { type: as, media, duration: durationS ?? undefined, size: file.size },
      };
    case 'audio':
      return { refused: 'Viber sends music as a file.' };
  }
}

function caption(text: string): object {
  return text === '' ? {} : { text };
}

function named({ name, size }: SandboxFile): object {
  return { file_name: name, size };
}

type Place = NonNullable<NewHandsetMessage['location']>;

function place({ latitude, longitude, title, address }: Place): Said['shows'] {
  return { kind: 'location', location: { latitude, longitude, title: title ?? null, address: address ?? null } };
}

function placeMessage({ assumptions }: Core, { latitude, longitude, address }: Place) {
  const asStrings = assumptions.is('viber-location-as', 'strings');
  const [lat, lon] = asStrings ? [String(latitude), String(longitude)] : [latitude, longitude];
  return { type: 'location', location: { lat, lon, address } };
}
