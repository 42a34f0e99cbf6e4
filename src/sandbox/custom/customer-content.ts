import type { NewHandsetMessage } from '../control/lines-contract';
import type { Core } from '../core';
import type { SandboxFile } from '../files/sandbox-files';
import type { Refused } from '../lines/emulator';
import type { LineMessage } from '../lines/records';
import { addressOf } from './files';

const MOST_FILES = 10;
const LONGEST_TEXT = 20_000;
const LONGEST_QUOTE = 200;
const LINK = { url: 'https://shop.example.com/p/2', title: 'The other one', description: 'In green' };

/** What a customer says: what the page shows, and the fields of the message. */
export interface Said {
  readonly shows: Partial<Pick<LineMessage, 'kind' | 'text' | 'files' | 'durationS' | 'location' | 'contact'>>;
  readonly fields: object;
}

/** webhook.md §2 */
export function readSaid(core: Core, said: NewHandsetMessage): Said | Refused {
  const { text = '', files: ids = [], as = 'file', durationS = null, location, contact, other } = said;
  if (said.forwarded === true) return { refused: 'The protocol does not say whose a message was.' };
  if (text.length > LONGEST_TEXT) return { refused: `A text has ${String(LONGEST_TEXT)} characters at most.` };
  if (ids.length > MOST_FILES) return { refused: `A message has ${String(MOST_FILES)} files at most.` };
  if (location) return aPlace(location);
  if (contact) return aCard(contact);
  if (other !== undefined) return special(other);
  const files = ids.flatMap((id) => core.files.get(id) ?? []);
  if (files.length === 0) return { shows: { text }, fields: { text } };
  return {
    shows: { kind: as, text, files: files.map(({ id }) => id), durationS },
    fields: {
      ...(text === '' ? {} : { text }),
      attachments: files.map((file) => attachmentOf(core, file, as, durationS)),
    },
  };
}

/** All that a message says, once more with other words (webhook.md §2, message.updated). */
export function readAgain(core: Core, { kind, files, durationS }: LineMessage, text: string): object {
  const kept = files.flatMap((id) => core.files.get(id) ?? []);
  return {
    text,
    ...(kept.length === 0 ? {} : { attachments: kept.map((file) => attachmentOf(core, file, kind, durationS)) }),
  };
}

/** With its words, for whoever does not know the message. */
export function quoteOf({ id, text, from }: LineMessage): object {
  return { id, text: text.slice(0, LONGEST_QUOTE), sender: { type: from === 'customer' ? 'customer' : 'agent' } };
}

export function aLink({
  url,
  title,
  description,
}: {
  readonly url: string;
  readonly title?: string | undefined;
  readonly description?: string;
}): Said {
  return {
    shows: { text: [title, description, url].filter((each) => each !== undefined).join('\n') },
    fields: { link: { url, title, description } },
  };
}

function special(other: string): Said {
  if (other === 'link') return aLink(LINK);
  // Of a later version of the protocol.
  return { shows: { kind: 'other', text: `[${other}]` }, fields: { [other]: {}, fallback_text: `[${other}]` } };
}

function aPlace({ latitude, longitude, title, address }: NonNullable<NewHandsetMessage['location']>): Said {
  return {
    shows: { kind: 'location', location: { latitude, longitude, title: title ?? null, address: address ?? null } },
    fields: { location: { lat: latitude, lon: longitude, title, address } },
  };
}

function aCard(contact: NonNullable<NewHandsetMessage['contact']>): Said {
  const { name, phone } = contact;
  return { shows: { kind: 'contact', contact }, fields: { contact_card: { name, phones: [phone] } } };
}

function attachmentOf(core: Core, file: SandboxFile, kind: string, durationS: number | null): object {
  const { name, mimeType, size, sha256 } = file;
  return {
    kind,
    url: addressOf(core, file),
    name,
    mime_type: mimeType,
    size,
    sha256,
    ...(durationS === null ? {} : { duration_s: durationS }),
  };
}
