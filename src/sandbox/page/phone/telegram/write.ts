import type { NewPhoneMessage, PhoneFileKind } from '../../../control/contract';
import type { MediaKind } from '../../content/said';
import type { NewFile, NewMessage } from '../phone';
import type { phoneControl } from './control';

const AS: Readonly<Record<MediaKind, PhoneFileKind>> = {
  picture: 'photo',
  animation: 'animation',
  video: 'video',
  round: 'video_note',
  voice: 'voice',
  audio: 'audio',
  file: 'document',
  sticker: 'sticker',
};

/** Brings what somebody wrote to the bot; several files go as an album, the words with its first. */
export function write(chat: ReturnType<typeof phoneControl>, message: NewMessage): Promise<unknown> {
  const { files = [], replyTo, place, ...rest } = message;
  const [only, ...more] = files;
  if (more.length > 0) {
    return chat.sendAlbum(
      files.map(({ id, kind }, index) => ({
        file: id,
        as: AS[kind],
        ...(index === 0 && rest.text !== undefined ? { text: rest.text } : {}),
      })),
    );
  }
  return chat.write({
    ...rest,
    ...(place === undefined ? {} : { location: place }),
    ...(only === undefined ? {} : fileFields(only)),
    ...(replyTo === undefined ? {} : { replyTo: Number(replyTo) }),
  });
}

function fileFields({ id, kind, durationS }: NewFile): Pick<NewPhoneMessage, 'file' | 'as' | 'durationS'> {
  return { file: id, as: AS[kind], ...(durationS === null ? {} : { durationS }) };
}
