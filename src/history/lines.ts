import { readPhone } from '../model/phone';
import { fileIn } from './entry-file';
import { HistoryLine, type AttachmentLine, type MessageLine } from './lines-schema';
import { createClock, isoDigits } from './local-time';
import { createKeyMaker } from './message-key';
import type { HistoryInput, HistoryReader, ReadOptions } from './reader';
import type { GapReason, HistoryAuthor, HistoryFile, HistoryMessage, HistoryRecord } from './record';
import { settled } from './settled';
import { linesOf, type TextLine } from './text-lines';

/** JSON Lines in our own shape (docs/history-import.md, JSON Lines): for whatever has no reader of its own. */
export const lines: HistoryReader = {
  format: 'lines',
  // Not by the first line alone: that may be the very one that is broken.
  recognises: (head) => head.split('\n', LINES_LOOKED_AT).some((line) => isRecognised(line)),
  read: (input, entries, options) => settled(readAll(input, entries, options), options),
};

const LINES_LOOKED_AT = 20;

function isRecognised(line: string): boolean {
  return /"type"\s*:\s*"(chat|message)"/.test(line) && parsed(line) !== undefined;
}

async function* readAll(
  input: HistoryInput,
  entries: readonly string[],
  options: ReadOptions,
): AsyncGenerator<HistoryRecord, void, undefined> {
  const told = new Map<string, Told>();
  const clock = createClock(options.timeZone);
  for (const entry of entries) {
    const place = (line: number): string => `${entries.length > 1 ? `${entry}, ` : ''}line ${String(line)}`;
    for await (const line of linesOf(await input.open(entry))) {
      if (line.text?.trim() === '') continue;
      yield* recordsOf(line, { input, entry, told, clock, place: place(line.number) });
    }
  }
}

interface Told {
  readonly isGroup: boolean;
  readonly keyOf: ReturnType<typeof createKeyMaker>;
}

interface Around {
  readonly input: HistoryInput;
  readonly entry: string;
  readonly told: Map<string, Told>;
  readonly clock: (digits: number) => number;
  readonly place: string;
}

function* recordsOf({ text }: TextLine, around: Around): Generator<HistoryRecord, void, undefined> {
  const line = text === undefined ? undefined : parsed(text);
  if (line === undefined) {
    yield { kind: 'gap', place: around.place, why: 'broken' };
  } else if (line.type === 'message') {
    yield* messagesOf(line, around);
  } else if (!around.told.has(line.id)) {
    around.told.set(line.id, { isGroup: line.group === true, keyOf: createKeyMaker() });
    yield {
      kind: 'chat',
      chat: line.id,
      title: line.title ?? '',
      ...(line.address === undefined ? {} : { address: line.address }),
      ...(line.group === true ? { isGroup: true } : {}),
    };
  }
}

function parsed(text: string): HistoryLine | undefined {
  try {
    return HistoryLine.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** A message of several things becomes several; the first has the message's key, the others that and their number. */
function* messagesOf(line: MessageLine, around: Around): Generator<HistoryRecord, void, undefined> {
  const gap = (why: GapReason): HistoryRecord => ({ kind: 'gap', chat: line.chat, place: around.place, why });
  const chat = around.told.get(line.chat);
  if (chat === undefined) return yield gap('no-chat');
  if (chat.isGroup) return yield gap('group');
  const author = authorOf(line.sender);
  if (author === undefined) return yield gap('no-author');
  const contents = [...contentsOf(line, around)];
  if (contents.length === 0) return yield gap('broken');
  const digits = isoDigits(line.created_at);
  const at = digits === undefined ? Date.parse(line.created_at) : around.clock(digits);
  if (Number.isNaN(at)) return yield gap('no-date');
  const key = line.id ?? chat.keyOf({ at: digits ?? at, author: author.key, text: line.text ?? '' });
  const isAlbum = contents.filter((content) => 'file' in content).length > 1;
  for (const [index, content] of contents.entries()) {
    const part = (id: string): string => (index === 0 ? id : `${id}#${String(index + 1)}`);
    yield {
      kind: 'message',
      chat: line.chat,
      key: part(key),
      ...(line.remote_id === undefined ? {} : { remoteId: part(line.remote_id) }),
      at,
      author,
      content: {
        ...content,
        ...(index === 0 ? quoteOf(line) : {}),
        ...(line.forwarded_from === undefined ? {} : { forwarded: { author: line.forwarded_from } }),
        ...(isAlbum && 'file' in content ? { album: key } : {}),
      },
    };
  }
}

function authorOf(sender: MessageLine['sender']): HistoryAuthor | undefined {
  const key = sender?.id ?? sender?.name ?? sender?.phone ?? sender?.type;
  if (sender === undefined || key === undefined || key === '') return undefined;
  const phone = readPhone(sender.phone ?? '');
  return {
    key,
    name: sender.name ?? '',
    ...(phone === undefined ? {} : { phone }),
    ...(sender.type === undefined ? {} : { side: sender.type === 'customer' ? 'customer' : 'business' }),
  };
}

type Said = HistoryMessage['content'];

function* contentsOf(line: MessageLine, around: Around): Generator<Said, void, undefined> {
  const attachments = line.attachments ?? [];
  // A text beside a single file is its caption, as messengers show it.
  const [only, second] = attachments;
  const captioned = second === undefined && only !== undefined && only.caption === undefined ? line.text : undefined;
  if (line.text !== undefined && line.text !== '' && captioned === undefined) yield { type: 'text', text: line.text };
  for (const attachment of attachments) {
    const caption = attachment.caption ?? captioned;
    const file = fileOf(attachment, around);
    yield { type: attachment.kind, file, ...(caption === undefined || caption === '' ? {} : { caption }) };
  }
  if (line.location !== undefined) {
    const { lat: latitude, lon: longitude, title, address } = line.location;
    yield {
      type: 'location',
      latitude,
      longitude,
      ...(title === undefined ? {} : { title }),
      ...(address === undefined ? {} : { address }),
    };
  }
  if (line.contact_card !== undefined) {
    yield { type: 'contact', name: line.contact_card.name, phone: line.contact_card.phones?.[0] ?? '' };
  }
}

function fileOf({ file, name, mime_type, size, duration_s }: AttachmentLine, { input, entry }: Around): HistoryFile {
  const facts = {
    ...(name === undefined ? {} : { name }),
    ...(mime_type === undefined ? {} : { mimeType: mime_type }),
    ...(size === undefined ? {} : { size }),
    ...(duration_s === undefined ? {} : { durationS: duration_s }),
  };
  return file === undefined ? { ...facts, missing: 'not-exported' } : fileIn(input, entry, file, facts);
}

function quoteOf({ reply_to }: MessageLine): Pick<Said, 'replyTo'> {
  if (reply_to === undefined) return {};
  const { id, text, sender } = reply_to;
  return {
    replyTo: {
      key: id,
      ...(text === undefined ? {} : { text }),
      ...(sender?.name === undefined ? {} : { author: sender.name }),
    },
  };
}
