import type { NewHandsetMessage } from '../control/lines-contract';
import type { Core } from '../core';
import type { SandboxFile } from '../files/sandbox-files';
import type { Refused } from '../lines/emulator';
import type { Line, NewLineMessage } from '../lines/records';
import { sendAttachment } from './attachments';

const FILE_MARK = '\ufffc';

/** What a customer says: what the phone shows, and the fields of the webhook. */
export interface Said {
  readonly shows: Omit<NewLineMessage, 'id' | 'from' | 'at'>;
  readonly fields: object;
}

/** apple.md §2 */
export async function readSaid(core: Core, line: Line, said: NewHandsetMessage): Promise<Said | Refused> {
  const { text = '', files = [], location, contact, other } = said;
  if (said.forwarded === true) return { refused: 'Apple does not tell that a message was passed on.' };
  if (other !== undefined) return { refused: `Messages has no ${other}.` };
  if (location !== undefined) return aPlace(core, line, location);
  if (contact !== undefined) return aContact(core, line, contact);
  if (files.length > 0) return someFiles(core, line, { ...said, text, files });
  return { shows: { text }, fields: { body: text } };
}

async function someFiles(
  core: Core,
  line: Line,
  said: NewHandsetMessage & { readonly text: string; readonly files: readonly string[] },
): Promise<Said> {
  const { text, files, durationS = null, as = 'file' } = said;
  const found = files.flatMap((id) => core.files.get(id) ?? []);
  const attachments = [];
  for (const file of found) attachments.push(await sendAttachment(core, line, file, calledAs(file, as)));
  const body = found.map(() => FILE_MARK).join('') + text;
  return { shows: { kind: as, files, text, durationS }, fields: { body, attachments } };
}

/** An iPhone records in CAF; the sandbox has no codec, so the bytes are what they were. */
function calledAs(file: SandboxFile, as: NonNullable<NewHandsetMessage['as']>): { name: string; mimeType: string } {
  if (as === 'voice' && file.mimeType !== 'audio/amr') return { name: 'Audio Message.caf', mimeType: 'audio/x-caf' };
  const { name, mimeType } = file;
  return { name, mimeType };
}

async function aPlace(core: Core, line: Line, place: NonNullable<NewHandsetMessage['location']>): Promise<Said> {
  const { latitude, longitude, title = null, address = null } = place;
  const mimeType = core.assumptions.is('apple-location-type', 'text/vcard') ? 'text/vcard' : 'text/x-vlocation';
  const map = `https://maps.apple.com/?ll=${String(latitude)},${String(longitude)}`;
  const card = await aCard(core, `${title ?? 'Current Location'}.loc.vcf`, mimeType, [
    `N:;${title ?? 'Current Location'};;;`,
    `FN:${title ?? 'Current Location'}`,
    `item1.URL;type=pref:${map}`,
    'item1.X-ABLabel:map url',
  ]);
  return {
    shows: { kind: 'location', location: { latitude, longitude, title, address } },
    fields: { body: FILE_MARK, attachments: [await sendAttachment(core, line, card)] },
  };
}

async function aContact(core: Core, line: Line, contact: NonNullable<NewHandsetMessage['contact']>): Promise<Said> {
  const { name, phone } = contact;
  const lines = [`N:;${name};;;`, `FN:${name}`, `TEL;type=CELL:${phone}`];
  const card = await aCard(core, `${name}.vcf`, 'text/vcard', lines);
  return {
    shows: { kind: 'contact', contact: { name, phone } },
    fields: { body: FILE_MARK, attachments: [await sendAttachment(core, line, card)] },
  };
}

function aCard(core: Core, name: string, mimeType: string, lines: readonly string[]): Promise<SandboxFile> {
  const text = ['BEGIN:VCARD', 'VERSION:3.0', ...lines, 'END:VCARD', ''].join('\r\n');
  return core.files.add(piece(Buffer.from(text)), { name, mimeType });
}

async function* piece(bytes: Buffer): AsyncGenerator<Buffer> {
  yield await Promise.resolve(bytes);
}
