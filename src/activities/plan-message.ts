import type { KnownFile } from '../ledger/media';
import type { Capabilities } from '../messengers/contract';
import { numbered } from '../messengers/numbered';
import { splitText } from '../messengers/split-text';
import { lengthOf, type TextUnit } from '../messengers/text-unit';
import {
  rowsOf,
  wordsOf,
  type Button,
  type ListMessage,
  type MediaType,
  type MessageContent,
  type Template,
} from '../model/content';
import type { Reason } from './guard/reasons';

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
  /** A menu of the messenger's own. */
  | { readonly kind: 'list'; readonly list: ListMessage }
  /** A template of the messenger's own, with a file where the message has one. */
  | {
      readonly kind: 'template';
      readonly template: Template & { readonly externalId: string };
      readonly text: string;
      readonly hasFile: boolean;
    }
  | { readonly kind: 'refused'; readonly reason: Reason }
  /** The file is still being fetched. */
  | { readonly kind: 'waiting' };

export interface Surrounding {
  readonly capabilities: Capabilities;
  /** The messenger has templates of its own. */
  readonly hasTemplates: boolean;
  /** The file of the message, where it has one. */
  readonly file: KnownFile | undefined;
  /** What is quoted, in words, where the messenger cannot be pointed to it. */
  readonly quoted: string | undefined;
  /** Stands before the words, to tell the customer that a bot wrote them. */
  readonly mark?: string | undefined;
}

/**
 * Cuts what a manager says into what the messenger takes (design, Driver contract): long text into parts, a long caption
 * into a text of its own, buttons it does not have into numbered lines. What cannot be carried is refused with the
 * reason and what would work (promise P11).
 */
export function planMessage(content: MessageContent, around: Surrounding): Plan {
  const { capabilities } = around;
  if (content.type === 'unsupported') {
    return refused({ kind: 'unsupported', what: content.what });
  }
  const { template } = content;
  if (around.hasTemplates && template?.externalId !== undefined) {
    return planTemplate(content, { ...template, externalId: template.externalId }, around);
  }
  const list = listOf(content, around);
  if (list !== undefined) return { kind: 'list', list };
  const buttons = buttonsOf(content, capabilities);
  const said = [
    quoteLines(around.quoted),
    wordsFor(content),
    passedOn(content),
    buttons === undefined ? numbered(content) : '',
  ]
    .filter((text) => text.trim() !== '')
    .join('\n\n');
  const words = marked(said, around.mark);
  const withButtons = buttons === undefined ? {} : { buttons };
  if (!('file' in content)) {
    const pieces = texts(words, buttons, capabilities);
    return pieces.length === 0 ? refused({ kind: 'empty' }) : { kind: 'pieces', pieces, ...withButtons };
  }
  const file = fileFor(content.type, around);
  if (file.kind !== 'goes-as') return file;
  const { mediaType } = file;
  const apart = buttons !== undefined && capabilities.buttons?.underFiles === false;
  if (!apart && lengthOf(words, unitOf(capabilities)) <= capabilities.captionLimits[mediaType]) {
    return { kind: 'pieces', pieces: [{ carries: 'media', text: words }], mediaType, ...withButtons };
  }
  const pieces: Piece[] = [{ carries: 'media', text: '' }, ...texts(words, buttons, capabilities)];
  return { kind: 'pieces', pieces, mediaType, ...withButtons };
}

/** An empty message stays one. */
function marked(words: string, mark: string | undefined): string {
  return mark === undefined || words === '' ? words : `${mark} ${words}`;
}

/** The last of them is short enough for the buttons, which need something to stand under. */
function texts(
  words: string,
  buttons: readonly (readonly Button[])[] | undefined,
  capabilities: Capabilities,
): readonly Piece[] {
  const said = words === '' ? labelsOf(buttons) : words;
  const unit = unitOf(capabilities);
  const parts = splitText(said, capabilities.textLimit, unit);
  const last = parts.pop() ?? '';
  const limit = buttons === undefined ? undefined : capabilities.buttons?.textLimit;
  const ends = splitText(last, limit ?? capabilities.textLimit, unit);
  return [...parts, ...ends].map((text) => ({ carries: 'text', text }));
}

function unitOf({ textUnit = 'utf16' }: Capabilities): TextUnit {
  return textUnit;
}

/** What the messenger has approved goes as it is; around it nothing is added. */
function planTemplate(
  content: MessageContent,
  template: Template & { readonly externalId: string },
  around: Surrounding,
): Plan {
  const hasFile = 'file' in content;
  if (hasFile) {
    const file = fileFor(content.type, around);
    if (file.kind !== 'goes-as') return file;
  }
  const text = wordsOf(content);
  return { kind: 'template', template, text, hasFile };
}

/** @returns undefined where there is none, or the messenger's own menu does not hold it. */
function listOf(content: MessageContent, { capabilities, quoted, mark }: Surrounding): ListMessage | undefined {
  const rules = capabilities.list;
  const { list } = content;
  if (rules === null || list === undefined || 'file' in content) return undefined;
  const said = wordsOf(content);
  const before = [quoteLines(quoted), said === list.body ? '' : said];
  const body = marked([...before, list.body].filter((text) => text.trim() !== '').join('\n\n'), mark);
  const rows = rowsOf(list);
  const fits =
    body.length <= rules.bodyLimit &&
    list.button.length <= rules.buttonLimit &&
    rows.length <= rules.rows &&
    rows.every(
      ({ title, description = '' }) => title.length <= rules.titleLimit && description.length <= rules.descriptionLimit,
    );
  return fits ? { ...list, body } : undefined;
}

type FilePlan =
  Extract<Plan, { kind: 'refused' | 'waiting' }> | { readonly kind: 'goes-as'; readonly mediaType: MediaType };

function fileFor(type: MediaType, { capabilities, file }: Surrounding): FilePlan {
  if (file === undefined) return refused({ kind: 'file-gone' });
  if (file.state === 'waiting') return { kind: 'waiting' };
  if (file.state === 'refused') return refused({ kind: 'file-not-had', why: file.refusal });
  const { outbound, fileLimits } = capabilities;
  const possible = ([type, 'file'] as const).filter((each) => outbound[each] !== 'refused');
  const [goesAs] = possible;
  if (goesAs === undefined) return refused({ kind: 'no-files' });
  const taken = possible.filter((each) => takesType(capabilities, each, file.mimeType));
  if (taken.length === 0) return refused({ kind: 'file-type' });
  const mediaType = taken.find((each) => file.size <= fileLimits[each]);
  if (mediaType === undefined) {
    const most = Math.max(...taken.map((each) => fileLimits[each]));
    return refused({ kind: 'file-size', size: file.size, most });
  }
  return { kind: 'goes-as', mediaType };
}

function takesType({ fileTypes }: Capabilities, type: MediaType, mimeType: string): boolean {
  const taken = fileTypes?.[type];
  const [essence = ''] = mimeType.split(';');
  // Some take what is in it in one coding only: `audio/ogg; codecs=opus`.
  return taken === undefined || taken.includes(mimeType) || taken.includes(essence.trim());
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
  const rows: readonly (readonly Button[])[] | undefined =
    content.list === undefined ? content.buttons : rowsOf(content.list).map(({ title }) => [{ text: title }]);
  if (limits === null || rows === undefined || rows.length === 0) return undefined;
  const all = rows.flat();
  const fit =
    all.length <= limits.most &&
    all.every(({ text, url }) => text.length <= limits.labelLimit && (limits.links || url === undefined));
  return fit ? rows : undefined;
}

function labelsOf(buttons: readonly (readonly Button[])[] | undefined): string {
  return (buttons ?? [])
    .flat()
    .map(({ text }) => text)
    .join(' · ');
}

function refused(reason: Reason): { readonly kind: 'refused'; readonly reason: Reason } {
  return { kind: 'refused', reason };
}
