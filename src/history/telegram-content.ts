import type { MediaType } from '../model/content';
import { fileIn } from './entry-file';
import type { HistoryInput } from './reader';
import type { HistoryFile, HistoryMessage, MissingFile } from './record';
import { textOf, type TelegramMessage } from './telegram-shapes';

type Said = HistoryMessage['content'];

const MEDIA: Readonly<Record<string, MediaType>> = {
  voice_message: 'voice',
  video_message: 'video',
  video_file: 'video',
  /** A GIF, which Telegram keeps as a film without sound. */
  animation: 'video',
  audio_file: 'audio',
  sticker: 'sticker',
};

/** What stands in place of a file's name. */
const SENTINELS: Readonly<Record<string, MissingFile>> = {
  '(File not included. Change data exporting settings to download.)': 'not-exported',
  '(File exceeds maximum size. Change data exporting settings to download.)': 'too-large',
  '(File unavailable, please try again later)': 'lost',
};

/** What a message says. There is always something: what no version of this knows is told to be unknown. */
export function contentOf(message: TelegramMessage, input: HistoryInput, from: string): Said {
  const text = textOf(message.text);
  const caption = text === '' ? {} : { caption: text };
  const unsupported = (what: string, title: string | null | undefined): Said => {
    const words = [title ?? '', text].filter((each) => each !== '').join('\n');
    return { type: 'unsupported', what, ...(words === '' ? {} : { caption: words }) };
  };
  if (message.photo != null) {
    const size = message.photo_file_size;
    return { type: 'picture', file: fileOf(message.photo, sizeOnly(size), input, from), ...caption };
  }
  if (message.file != null || message.media_type != null) {
    if (isVector(message)) return unsupported('animated sticker', message.sticker_emoji);
    const file = fileOf(message.file ?? '', factsOf(message), input, from);
    return { type: typeOf(message), file, ...caption };
  }
  if (message.location_information != null) {
    const { latitude, longitude } = message.location_information;
    return {
      type: 'location',
      latitude,
      longitude,
      ...(message.place_name == null ? {} : { title: message.place_name }),
      ...(message.address == null ? {} : { address: message.address }),
    };
  }
  if (message.contact_information != null) {
    const { first_name, last_name, phone_number } = message.contact_information;
    const name = [first_name, last_name].filter((each) => each != null && each !== '').join(' ');
    return { type: 'contact', name, phone: phone_number ?? '' };
  }
  if (message.poll != null) return unsupported('poll', textOf(message.poll.question));
  if (message.game_title != null) return unsupported('game', message.game_title);
  if (message.invoice_information != null) return unsupported('invoice', message.invoice_information.title);
  if (message.todo_list != null) return unsupported('checklist', textOf(message.todo_list.title));
  if (message.giveaway_information != null) return unsupported('giveaway', '');
  return text === '' ? unsupported('message', '') : { type: 'text', text };
}

/** Telegram's own format of drawings that move, which nothing else shows. */
function isVector({ file_name, file, media_type }: TelegramMessage): boolean {
  return media_type === 'sticker' && /\.tgs$/i.test(file_name ?? file ?? '');
}

function typeOf({ media_type, file, mime_type }: TelegramMessage): MediaType {
  const type = MEDIA[media_type ?? ''] ?? 'file';
  return type === 'sticker' && (mime_type === 'video/webm' || /\.webm$/i.test(file ?? '')) ? 'video' : type;
}

function factsOf({
  file_name,
  file_size,
  mime_type,
  duration_seconds,
}: TelegramMessage): Omit<HistoryFile, 'entry' | 'missing'> {
  return {
    ...(file_name == null || file_name in SENTINELS ? {} : { name: file_name }),
    ...(mime_type == null ? {} : { mimeType: mime_type }),
    ...(duration_seconds == null ? {} : { durationS: duration_seconds }),
    ...sizeOnly(file_size),
  };
}

function sizeOnly(size: number | null | undefined): { readonly size?: number } {
  return size == null ? {} : { size };
}

function fileOf(
  named: string,
  facts: Omit<HistoryFile, 'entry' | 'missing'>,
  input: HistoryInput,
  from: string,
): HistoryFile {
  const missing = named === '' ? 'not-exported' : SENTINELS[named];
  if (missing !== undefined) return { ...facts, missing };
  // A sentence in brackets that is not known yet.
  if (/^\(.*\)$/s.test(named)) return { ...facts, missing: 'lost' };
  return fileIn(input, from, named, facts);
}
