import type { NewHandsetMessage } from '../control/lines-contract';
import type { Core } from '../core';
import type { SandboxFile } from '../files/sandbox-files';
import type { OnHandset, Refused } from '../lines/emulator';
import type { LineMessage } from '../lines/records';
import { attachmentAddress, channelOf, downloadAddress, endingOf } from './addresses';
import { escaped, paragraphs } from './html';

/** What a customer says: what the handset shows, and the activity's fields. */
export interface Said {
  readonly shows: Partial<
    Pick<LineMessage, 'kind' | 'text' | 'files' | 'durationS' | 'location' | 'contact' | 'replyTo' | 'forwarded'>
  >;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** skype.md §2, the table of kinds */
export function readSaid(core: Core, on: OnHandset, said: NewHandsetMessage): Said | Refused {
  const { text = '', files = [], location, contact, other, replyTo, forwarded = false } = said;
  if (other !== undefined) return { refused: `There is no ${other} here.` };
  const found = files.flatMap((id) => core.files.get(id) ?? []);
  const { as = 'file', durationS = null } = said;
  if (found.length > 1 && as !== 'picture' && as !== 'video')
    return { refused: 'Only pictures and videos go together.' };
  const quoted = on.handset.messages.find(({ id }) => id === replyTo);
  const words = withQuote(core, on, text, quoted);
  const shows = {
    ...(found.length > 0 ? { kind: as, files: found.map(({ id }) => id), durationS } : {}),
    ...(location ? { kind: 'location' as const, location: { title: null, address: null, ...location } } : {}),
    ...(contact ? { kind: 'contact' as const, contact } : {}),
    text,
    replyTo: replyTo ?? null,
    forwarded,
  };
  const place = location && {
    type: 'Place',
    ...(location.title === undefined ? {} : { name: location.title }),
    ...(location.address === undefined ? {} : { address: location.address }),
    geo: { type: 'GeoCoordinates', latitude: location.latitude, longitude: location.longitude },
  };
  const pieces = [...found.map((file) => aFile(core, on, file, as)), ...(contact ? [aCard(contact)] : [])];
  const stickers = as === 'sticker' && channelOf(on.line).id === 'msteams' ? found : [];
  const html = words.html + stickers.map((file) => aSticker(core, file)).join('');
  const isPlain = words.isPlain && stickers.length === 0;
  return { shows, fields: fieldsOf(core, on, { ...words, html, isPlain, pieces, place }) };
}

interface Written extends Words {
  readonly pieces: readonly (object | undefined)[];
  readonly place: object | undefined;
}

function fieldsOf(
  core: Core,
  { line, handset }: OnHandset,
  { text, textFormat, html, pieces, place, isPlain }: Written,
): Said['fields'] {
  const isTeams = channelOf(line).id === 'msteams';
  const isCopied = isTeams && html !== '' && (!isPlain || core.assumptions.is('botframework-html-copy', 'always'));
  const attachments = [
    ...pieces.filter((piece) => piece !== undefined),
    ...(isCopied ? [{ contentType: 'text/html', content: html }] : []),
  ];
  const client = { type: 'clientInfo', locale: handset.facts.locale, platform: 'Windows' };
  const entities = [...(place ? [place] : []), ...(isTeams ? [client] : [])];
  return {
    ...(text === '' && attachments.length > 0 ? {} : { text, textFormat }),
    ...(attachments.length === 0 ? {} : { attachments }),
    ...(entities.length === 0 ? {} : { entities }),
  };
}

/** Only the words, as after an edit. */
export function wordsAlone(core: Core, on: OnHandset, text: string): Said['fields'] {
  const words = withQuote(core, on, text, undefined);
  return fieldsOf(core, on, { ...words, pieces: [], place: undefined });
}

interface Words {
  readonly text: string;
  readonly textFormat: 'plain' | 'xml';
  /** The copy; empty where there is none. */
  readonly html: string;
  /** The copy says no more than the text. */
  readonly isPlain: boolean;
}

/** Teams tells what is quoted in its copy, Skype in the text itself. */
function withQuote(core: Core, { line, handset }: OnHandset, text: string, quoted: LineMessage | undefined): Words {
  const author = quoted?.from === 'customer' ? handset.name : line.name;
  const plain = { text, textFormat: 'plain', isPlain: true } as const;
  if (channelOf(line).id === 'skype') {
    if (quoted === undefined || core.assumptions.is('botframework-skype-quote', 'lost')) return { ...plain, html: '' };
    const at = String(Math.floor(quoted.at / 1000));
    const mark =
      `<quote authorname="${escaped(author)}" timestamp="${at}" messageid="${escaped(quoted.id)}">` +
      `<legacyquote>[${at}] ${escaped(author)}: </legacyquote>${escaped(quoted.text)}` +
      `<legacyquote>&lt;&lt;&lt; </legacyquote></quote>`;
    return { text: mark + escaped(text), textFormat: 'xml', html: '', isPlain: true };
  }
  if (quoted === undefined) return { ...plain, html: paragraphs(text) };
  const html =
    `<blockquote itemscope="" itemtype="http://schema.skype.com/Reply" itemid="${escaped(quoted.id)}">` +
    `<strong itemprop="mri">${escaped(author)}</strong><span itemprop="time"></span>` +
    `<p itemprop="preview">${escaped(quoted.text)}</p></blockquote>${paragraphs(text)}`;
  return { text: `${author} ${quoted.text}\n${text}`, textFormat: 'plain', html, isPlain: false };
}

/** Pictures are kept by the connector; other files of Teams are in the customer's own store (skype.md §2). */
function aFile(core: Core, { line }: OnHandset, file: SandboxFile, as: LineMessage['kind']): object | undefined {
  const { name, mimeType } = file;
  const isTeams = channelOf(line).id === 'msteams';
  if (!isTeams) return { contentType: mimeType, contentUrl: attachmentAddress(core, line, file), name };
  // In the copy alone.
  if (as === 'sticker') return undefined;
  if (as === 'picture') {
    const contentType = core.assumptions.is('botframework-image-type', 'image/*') ? 'image/*' : mimeType;
    return { contentType, contentUrl: attachmentAddress(core, line, file), name };
  }
  return {
    contentType: 'application/vnd.microsoft.teams.file.download.info',
    // For people who are signed in; a bot takes the other one.
    contentUrl: `${core.url}/botframework/documents/${file.id}`,
    name,
    content: { downloadUrl: downloadAddress(core, file), uniqueId: file.id, fileType: endingOf(name) },
  };
}

function aSticker(core: Core, file: SandboxFile): string {
  return `<p><img alt="sticker" src="${escaped(downloadAddress(core, file))}" itemtype="http://schema.skype.com/Sticker"></p>`;
}

/** A vCard, in the activity itself (skype.md §2, §7). */
function aCard({ name, phone }: NonNullable<NewHandsetMessage['contact']>): object {
  const card = `BEGIN:VCARD\r\nVERSION:3.0\r\nFN:${name}\r\nTEL:${phone}\r\nEND:VCARD\r\n`;
  return {
    contentType: 'text/vcard',
    contentUrl: `data:text/vcard;base64,${Buffer.from(card).toString('base64')}`,
    name: `${name}.vcf`,
  };
}
