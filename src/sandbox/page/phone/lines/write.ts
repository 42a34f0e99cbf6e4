import type {
  HandsetAbility,
  HandsetFileKind,
  HandsetMessage,
  NewHandsetMessage,
} from '../../../control/lines-contract';
import { HANDSET_FILE_KINDS } from '../../../control/lines-contract';
import type { MediaKind } from '../../content/said';
import type { NewMessage } from '../phone';
import { placeToSend } from '../placeToSend';

const AS: Readonly<Record<MediaKind, HandsetFileKind>> = {
  picture: 'picture',
  animation: 'picture',
  video: 'video',
  round: 'video',
  voice: 'voice',
  audio: 'audio',
  file: 'file',
  sticker: 'sticker',
};

/** What somebody wrote, in the words that all lines share; where there is no music, it goes as a file. */
export function written(
  { text, files = [], place, contact, replyTo }: NewMessage,
  can: ReadonlySet<HandsetAbility>,
): NewHandsetMessage {
  const [first] = files;
  const kind = first && AS[first.kind];
  return {
    ...(text === undefined ? {} : { text }),
    ...(first === undefined || kind === undefined
      ? {}
      : {
          files: files.map(({ id }) => id),
          as: can.has(kind) ? kind : 'file',
          ...(first.durationS === null ? {} : { durationS: first.durationS }),
        }),
    ...(place === undefined ? {} : { location: place }),
    ...(contact === undefined ? {} : { contact: { name: contact.name, phone: contact.phone } }),
    ...(replyTo === undefined ? {} : { replyTo }),
  };
}

/** The same message once more, passed on. */
export function repeated({ kind, text, files, durationS, location, contact }: HandsetMessage): NewHandsetMessage {
  const fileKind = HANDSET_FILE_KINDS.find((each) => each === kind);
  return {
    ...(text === '' || location !== null || contact !== null ? {} : { text }),
    ...(files.length === 0 || fileKind === undefined
      ? {}
      : { files: files.map(({ id }) => id), as: fileKind, ...(durationS === null ? {} : { durationS }) }),
    ...(location === null ? {} : { location: placeToSend(location) }),
    ...(contact === null ? {} : { contact }),
    forwarded: true,
  };
}
