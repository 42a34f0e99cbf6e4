import type { MediaType, SaidContent } from '../../model/content';
import { isRecord } from '../../http/json';
import { firstElement } from './html';
import { inlineReference, referenceTo } from './file-reference';
import { Attachment, Card, GeoCoordinates, Place, TeamsFile, type Activity, type Said } from './shapes';
import { htmlOf } from './words';

const TEAMS_FILE = 'application/vnd.microsoft.teams.file.download.info';

/** The files, cards and places of a message, one piece each (skype.md §2). */
export function piecesOf(activity: Activity, said: Said): readonly SaidContent[] {
  return [
    ...said.attachments.flatMap((raw) => attachmentOf(activity, raw)),
    ...said.entities.flatMap((raw) => placeOf(raw)),
  ];
}

/** Teams has stickers and moving pictures in its copy in HTML only. */
export function pictureInHtml(activity: Activity, said: Said): SaidContent | undefined {
  const source = firstElement(htmlOf(said) ?? '', 'img')?.attributes.get('src') ?? '';
  const reference = referenceTo(source, activity.serviceUrl);
  return reference === undefined ? undefined : { type: 'picture', file: { reference } };
}

function attachmentOf(activity: Activity, raw: unknown): readonly SaidContent[] {
  const attachment = Attachment.safeParse(raw).data;
  if (attachment === undefined) return [{ type: 'unsupported', what: 'attachment' }];
  const { contentType = '', contentUrl = '', content, name } = attachment;
  // The copy of the text, or what a bot of Teams is told of what it was called by.
  if (contentType === 'text/html') return [];
  const named = name === undefined ? {} : { name };
  if (contentType === TEAMS_FILE) {
    const file = TeamsFile.safeParse(content).data;
    const reference = file && referenceTo(file.downloadUrl, undefined);
    if (reference === undefined) return [unsupported('file', name)];
    return [{ type: typeOfFile(file?.fileType), file: { reference, ...named } }];
  }
  const reference = referenceTo(contentUrl, activity.serviceUrl) ?? inlineReference(contentUrl);
  if (reference !== undefined) {
    const mimeType = /^[\w.+-]+\/[\w.+-]+$/.test(contentType) ? { mimeType: contentType } : {};
    return [{ type: typeOf(contentType), file: { reference, ...named, ...mimeType } }];
  }
  if (/^application\/vnd\.microsoft\.(teams\.)?card\./.test(contentType)) return [cardOf(content)];
  return [unsupported(WORDS[typeOf(contentType)], name)];
}

const WORDS: Readonly<Record<MediaType, string>> = {
  picture: 'picture',
  video: 'video',
  audio: 'sound',
  voice: 'voice message',
  sticker: 'sticker',
  file: 'file',
};

/** What files of Teams are called at their end: nothing else tells what they are (skype.md §2, Teams file). */
const BY_ENDING: readonly (readonly [MediaType, readonly string[]])[] = [
  ['picture', ['png', 'jpg', 'jpeg', 'gif', 'webp', 'bmp', 'heic']],
  ['video', ['mp4', 'mov', 'm4v', 'webm', 'avi', 'mkv', 'wmv', 'mpeg', 'mpg', '3gp']],
  ['audio', ['mp3', 'm4a', 'wav', 'ogg', 'oga', 'opus', 'aac', 'flac', 'wma', 'amr']],
];

function typeOfFile(fileType = ''): MediaType {
  const ending = fileType.toLowerCase();
  return BY_ENDING.find(([, endings]) => endings.includes(ending))?.[0] ?? 'file';
}

/** Some channels write `image` or `image/*` where they do not know which. */
function typeOf(contentType: string): MediaType {
  const [kind = ''] = contentType.toLowerCase().split('/');
  switch (kind) {
    case 'image':
      return 'picture';
    case 'video':
      return 'video';
    // The connector tells voice messages from other sounds by nothing.
    case 'audio':
      return 'audio';
    default:
      return 'file';
  }
}

function cardOf(content: unknown): SaidContent {
  const { title = '', text = '' } = Card.safeParse(content).data ?? {};
  return unsupported('card', [title, text].filter((line) => line !== '').join('\n'));
}

function unsupported(what: string, caption = ''): SaidContent {
  return { type: 'unsupported', what, ...(caption === '' ? {} : { caption }) };
}

function placeOf(raw: unknown): readonly SaidContent[] {
  if (!isRecord(raw)) return [];
  const place = Place.safeParse(raw).data;
  const geo = place?.geo ?? GeoCoordinates.safeParse(raw).data;
  if (geo === undefined) return [];
  const { latitude, longitude } = geo;
  const title = place?.name ?? geo.name;
  return [{ type: 'location', latitude, longitude, ...(title === undefined ? {} : { title }) }];
}
