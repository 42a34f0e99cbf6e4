import type { DriverContext, OutboundMedia } from '../contract';
import { repeatable } from '../delivery-error';
import type { WeChatCredentials } from './credentials';
import { isAboutFile, refusedBy } from './errors';
import { VOICE_SECONDS } from './limits';
import { upload, type Uploadable } from './upload';
import { textMessage, type Message } from './message';
import { THUMB } from './thumb';

type Context = DriverContext<WeChatCredentials>;
type Kind = 'image' | 'voice' | 'video';

/** Types and sizes fit by now (`capabilities`); what WeChat all the same does not take goes as a link. */
export async function fileMessage(context: Context, { type, file, caption = '' }: OutboundMedia): Promise<Message> {
  const kind = kindOf(type, file);
  const id = kind === 'link' ? undefined : await stored(context, kind, file);
  if (kind === 'link' || id === undefined) return linkTo(file, caption);
  if (kind !== 'video') return { msgtype: kind, [kind]: { media_id: id } };
  const thumb = await stored(context, 'thumb', THUMB);
  if (thumb === undefined) return linkTo(file, caption);
  // A title would stand over the video, and a file's name is none.
  return { msgtype: kind, video: { media_id: id, thumb_media_id: thumb } };
}

/**
 * @returns its id in WeChat's store; undefined where that does not take it
 * @throws DeliveryError: nothing was sent yet, so it may be tried again
 */
async function stored(context: Context, kind: Kind | 'thumb', file: Uploadable): Promise<string | undefined> {
  const answer = await upload(context, kind, file);
  if (answer.kind === 'done') return answer.result;
  if (isAboutFile(answer.refusal)) return undefined;
  throw repeatable(refusedBy(answer.refusal));
}

function kindOf(type: OutboundMedia['type'], { durationS = 0 }: OutboundMedia['file']): Kind | 'link' {
  switch (type) {
    case 'picture':
    case 'sticker':
      return 'image';
    case 'video':
      return 'video';
    case 'voice':
    case 'audio':
      return durationS > VOICE_SECONDS ? 'link' : 'voice';
    case 'file':
      return 'link';
  }
}

const LONGEST_NAME = 100;

/** Accounts have no files (wechat.md §3); the address lasts a day. */
function linkTo(file: OutboundMedia['file'], caption: string): Message {
  const letters = Array.from(file.name);
  const name = letters.length > LONGEST_NAME ? `…${letters.slice(1 - LONGEST_NAME).join('')}` : file.name;
  return textMessage([...(caption === '' ? [] : [caption, '']), name, file.link()].join('\n'));
}
