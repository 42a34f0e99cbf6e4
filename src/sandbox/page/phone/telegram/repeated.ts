import { type NewPhoneMessage, type PhoneFileKind, type PhoneKind, type PhoneMessage } from '../../../control/contract';
import { placeToSend } from '../placeToSend';

const FILE_KINDS: readonly PhoneKind[] = [
  'photo',
  'video',
  'voice',
  'audio',
  'document',
  'sticker',
  'animation',
  'video_note',
] satisfies readonly PhoneFileKind[];

function isFileKind(kind: PhoneKind): kind is PhoneFileKind {
  return FILE_KINDS.includes(kind);
}

/** The same message once more, passed on from its author. A poll goes as its question: nobody else holds its answers. */
export function repeated(message: PhoneMessage, author: string): NewPhoneMessage {
  const { kind, text, file, durationS, location, contact } = message;
  return {
    ...(text === '' || kind === 'dice' ? {} : { text }),
    ...(kind === 'dice' ? { dice: true } : {}),
    ...(file === null ? {} : { file: file.id, ...(isFileKind(kind) ? { as: kind } : {}) }),
    ...(durationS === null ? {} : { durationS }),
    ...(location === null ? {} : { location: placeToSend(location) }),
    ...(contact === null ? {} : { contact }),
    forwardFrom: { name: message.forwardedFrom ?? author },
  };
}
