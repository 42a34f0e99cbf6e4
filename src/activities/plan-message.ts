import type { KnownFile } from '../ledger/media';
import type { Capabilities } from '../messengers/contract';
import { splitText } from '../messengers/split-text';
import { wordsOf, type Button, type ListMessage, type MediaType, type MessageContent } from '../model/content';
import type { Failure } from '../model/outcome';

/** One send: a text, or the message's file with a text beside it (which may be empty). */
export interface Piece {
  readonly carries: 'text' | 'media';
  readonly text: string;
}

export type Plan =
  | {
      readonly kind: 'pieces';
      /** In order; at least one. A quote goes with the first, the buttons with the last. */
      readonly pieces: readonly Piece[];
      /** What the file goes as. */
      readonly mediaType?: MediaType;
      readonly buttons?: readonly (readonly Button[])[];
    }
  | { readonly kind: 'refused'; readonly failure: Failure }
  /** The file is still being fetched. */
  | { readonly kind: 'waiting' };

export interface Surrounding {
  readonly title: string;
  readonly capabilities: Capabilities;
  /** The file of the message, where it has one. */
  readonly file: KnownFile | undefined;
  /** What is quoted, in words, where the messenger cannot be pointed to it. */
  readonly quoted: string | undefined;
}

/**
 * Cuts what a manager says into what the messenger takes (design, Driver contract): long text into parts, a long caption
 * into a text of its own, buttons it does not have into numbered lines. What cannot be carried is refused with the
 * reason and what would work (promise P11).
 */
export function planMessage(content: MessageContent, around: Surrounding): Plan {
  const { capabilities } = around;
  if (content.type === 'unsupported') {
    return refused(`A ${content.what} cannot be sent to ${around.title}. Send a text instead.`);
  }
  const buttons = buttonsOf(content, capabilities);
  const words = [
    quoteLines(around.quoted),
    wordsFor(content),
    passedOn(content),
    buttons === undefined ? numbered(content) : '',
  ]
    .filter((text) => text.trim() !== '')
    .join('\n\n');
  const withButtons = buttons === undefined ? {} : { buttons };
  if (!('file' in content)) {
    // Buttons need something to stand under.
    const texts = splitText(words === '' ? labelsOf(buttons) : words, capabilities.textLimit);
    if (texts.length === 0) return refused('The message is empty.');
    return { kind: 'pieces', pieces: texts.map((text) => ({ carries: 'text', text })), ...withButtons };
  }
  const file = fileFor(content.type, around);
  if (file.kind !== 'goes-as') return file;
  if (words.length <= capabilities.captionLimits[file.mediaType]) {
    return { kind: 'pieces', pieces: [{ carries: 'media', text: words }], mediaType: file.mediaType, ...withButtons };
  }
  const texts = splitText(words, capabilities.textLimit).map((text): Piece => ({ carries: 'text', text }));
  const pieces: Piece[] = [{ carries: 'media', text: '' }, ...texts];
  return { kind: 'pieces', pieces, mediaType: file.mediaType, ...withButtons };
}

type FilePlan = Exclude<Plan, { kind: 'pieces' }> | { readonly kind: 'goes-as'; readonly mediaType: MediaType };

function fileFor(type: MediaType, { title, capabilities, file }: Surrounding): FilePlan {
  if (file === undefined) return refused('The file of the message is not here any more.');
  if (file.state === 'waiting') return { kind: 'waiting' };
  if (file.state === 'refused') return refused(`The file could not be had from Kommo. ${file.refusal}`);
  const { outbound, fileLimits } = capabilities;
  const goesAs = ([type, 'file'] as const).find((each) => outbound[each] !== 'refused');
  if (goesAs === undefined) return refused(`${title} takes no files. Send a link instead.`);
  const mediaType = ([goesAs, 'file'] as const).find(
    (each) => outbound[each] !== 'refused' && file.size <= fileLimits[each],
  );
  if (mediaType === undefined) {
    const most = megabytes(Math.max(fileLimits[goesAs], fileLimits.file));
    return refused(`The file is too big for ${title}: ${megabytes(file.size)}, at most ${most}. Send a link instead.`);
  }
  return { kind: 'goes-as', mediaType };
}

function wordsFor(content: MessageContent): string {
  if (content.list !== undefined) {
    const { header, body, footer } = content.list;
    const said = wordsOf(content);
    const lines = [said === body ? '' : said, header ?? '', body, footer ?? ''];
    return lines.filter((line) => line !== '').join('\n\n');
  }
  if (content.type === 'location') {
    const { latitude, longitude } = content;
    const map = `https://www.openstreetmap.org/?mlat=${String(latitude)}&mlon=${String(longitude)}`;
    return [wordsOf(content), map].filter((line) => line !== '').join('\n');
  }
  return wordsOf(content);
}

/** Whose words they were stays in Kommo: they may be another customer's. */
function passedOn({ forwarded }: MessageContent): string {
  return forwarded?.text === undefined ? '' : `↪ ${forwarded.text}`;
}

function quoteLines(text: string | undefined): string {
  if (text === undefined) return '';
  const line = text.replace(/\s+/g, ' ').trim();
  return line === '' ? '' : `> ${line.length > 200 ? `${line.slice(0, 199)}…` : line}`;
}

/** @returns undefined where there are none, or the messenger cannot show them as buttons. */
function buttonsOf(content: MessageContent, capabilities: Capabilities): readonly (readonly Button[])[] | undefined {
  const limits = capabilities.buttons;
  const rows =
    content.list === undefined ? content.buttons : rowsOf(content.list).map(({ title }) => [{ text: title }]);
  if (limits === null || rows === undefined || rows.length === 0) return undefined;
  const all = rows.flat();
  const fit = all.length <= limits.most && all.every(({ text }) => text.length <= limits.labelLimit);
  return fit ? rows : undefined;
}

/** The rows of a list message in the order in which they are shown and pressed. */
export function rowsOf(list: ListMessage): ListMessage['sections'][number]['rows'] {
  return list.sections.flatMap(({ rows }) => rows);
}

function labelsOf(buttons: readonly (readonly Button[])[] | undefined): string {
  return (buttons ?? [])
    .flat()
    .map(({ text }) => text)
    .join(' · ');
}

/** What to answer with, where it cannot be pressed. */
function numbered({ buttons, list }: MessageContent): string {
  const lines =
    list === undefined
      ? (buttons ?? []).flat().map(({ text, url }) => (url === undefined ? text : `${text}: ${url}`))
      : rowsOf(list).map(({ title, description }) => (description === undefined ? title : `${title} – ${description}`));
  return lines.map((line, index) => `${String(index + 1)}. ${line}`).join('\n');
}

function refused(text: string): { readonly kind: 'refused'; readonly failure: Failure } {
  return { kind: 'refused', failure: { code: 905, text } };
}

function megabytes(bytes: number): string {
  const value = bytes / 1_048_576;
  return `${value >= 10 ? String(Math.round(value)) : value.toFixed(1)} MB`;
}
