import type { PhoneFileKind } from '../control/contract';
import type { Outcome } from '../exchange';
import { badRequest } from './answers';
import type { Arguments } from './arguments';
import { readButtons } from './buttons';
import type { Call, Method } from './call';
import { findPhone } from './chats';
import { readSource, takeFile } from './media-argument';
import { readReply } from './reply';
import { checkCommon, deliver, readCaption } from './send';

const WITHOUT_CAPTION: readonly PhoneFileKind[] = ['sticker', 'video_note'];
const LASTING: readonly PhoneFileKind[] = ['video', 'voice', 'audio', 'animation', 'video_note'];

/** What a bot may lack the right to send. */
const PLURALS: Readonly<Record<PhoneFileKind, string>> = {
  photo: 'photos',
  video: 'videos',
  voice: 'voice notes',
  audio: 'music',
  document: 'documents',
  sticker: 'stickers',
  animation: 'animations',
  video_note: 'video notes',
};

export function sending(kind: PhoneFileKind): string {
  return `send ${PLURALS[kind]} to`;
}

/** The method that sends one file of this kind (telegram.md §3). */
export function sendFile(kind: PhoneFileKind): Method {
  return async (call: Call): Promise<Outcome> => {
    const { bot, args } = call;
    checkCommon(args);
    const details = readDetails(args, kind);
    const buttons = readButtons(args);
    const source = readSource(call, kind, args.text(kind), kind);
    if (!source) throw badRequest(`there is no ${kind.replace('_', ' ')} in the request`);
    const deed = sending(kind);
    readReply(findPhone(bot, args, deed), args);
    const file = await takeFile(call, kind, source, !args.flag('disable_content_type_detection'));
    // Fetching may have taken long enough for the customer to leave.
    const phone = findPhone(bot, args, deed);
    return deliver(call, phone, { kind: file.kind, file, buttons, ...details, ...readReply(phone, args) });
  };
}

/** What is said beside a file, for itself or in an album. */
export function readDetails(args: Arguments, kind: PhoneFileKind): { text: string; durationS: number | null } {
  for (const number of ['duration', 'width', 'height', 'length']) args.integer(number, 0);
  for (const flag of ['supports_streaming', 'has_spoiler']) args.flag(flag);
  for (const text of ['performer', 'title', 'emoji']) args.text(text);
  const duration = args.integer('duration', 0);
  return {
    text: WITHOUT_CAPTION.includes(kind) ? '' : readCaption(args),
    durationS: LASTING.includes(kind) && duration > 0 ? duration : null,
  };
}
