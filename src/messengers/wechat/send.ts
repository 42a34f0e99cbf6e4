import type { DriverContext, OutboundMedia, OutboundPart, OutboundText, SentPart } from '../contract';
import { askWeChat, READY_WITHIN_MS } from './api';
import type { Answered } from './calls';
import type { WeChatCredentials } from './credentials';
import { isAboutButtons, isAboutFile, isAboutMedia, notAnAddress, refusedBy } from './errors';
import { VOICE_SECONDS } from './limits';
import { upload } from './media';
import { menu, menuInWords } from './menu';
import { Nothing, OpenId } from './shapes';
import { THUMB } from './thumb';

type Context = DriverContext<WeChatCredentials>;
/** A message without whom it is for: its type, and the block that is named by it (wechat.md §3). */
type Message = Readonly<Record<string, unknown>> & { readonly msgtype: string };
type Posted = Answered<object>;

/**
 * Sends a text, plain or with a menu, or one file, which is uploaded first (wechat.md §3). WeChat gives a message no id, so it has
 * our key for one; and it has no key that makes a repeat harmless.
 *
 * @throws DeliveryError as of wechat.md §4
 */
export async function send(context: Context, { key, chat, content }: OutboundPart): Promise<SentPart> {
  if (!OpenId.safeParse(chat).success) throw notAnAddress();
  const answer = await (content.type === 'text' ? sendText(context, chat, content) : sendFile(context, chat, content));
  if (answer.kind === 'refused') throw refusedBy(answer.refusal);
  // WeChat does not tell when.
  return { remoteId: key, at: context.clock.now() };
}

/** How many entries a menu may have is told nowhere (wechat.md §9); where it is fewer, they are lines. */
async function sendText(context: Context, chat: string, { text, buttons = [] }: OutboundText): Promise<Posted> {
  const choices = menu(text, buttons);
  if (choices === undefined) return post(context, chat, textMessage(text));
  const sending = twice((answer) => answer.kind === 'refused' && isAboutButtons(answer.refusal));
  return sending(
    () => post(context, chat, { msgtype: 'msgmenu', msgmenu: choices }),
    () => post(context, chat, textMessage(menuInWords(choices))),
  );
}

/** An upload that WeChat does not know any more when it is sent is made anew, once. */
async function sendFile(context: Context, chat: string, content: OutboundMedia): Promise<Posted> {
  const sending = twice((answer) => answer.kind === 'refused' && isAboutMedia(answer.refusal));
  const tries = async (): Promise<Posted> => post(context, chat, await fileMessage(context, content));
  return sending(tries, tries);
}

/** @returns what tries a second thing where the first was refused for that, and quickly */
function twice(wantsOther: (answer: Posted) => boolean) {
  return async (first: () => Promise<Posted>, second: () => Promise<Posted>): Promise<Posted> => {
    const begun = performance.now();
    const answer = await first();
    return wantsOther(answer) && performance.now() - begun <= READY_WITHIN_MS ? second() : answer;
  };
}

async function post(context: Context, chat: string, message: Message): Promise<Posted> {
  const call = { method: 'POST', path: 'cgi-bin/message/custom/send', body: { touser: chat, ...message } } as const;
  return askWeChat(context, call, Nothing);
}

function textMessage(content: string): Message {
  return { msgtype: 'text', text: { content } };
}

/** Types and sizes fit by now (`capabilities`); what WeChat all the same does not take goes as a link. */
async function fileMessage(context: Context, { type, file, caption = '' }: OutboundMedia): Promise<Message> {
  const kind = kindOf(type, file);
  if (kind === 'link') return linkTo(file, caption);
  const uploads = [await upload(context, kind, file)];
  if (kind === 'video' && uploads[0]?.kind === 'done') uploads.push(await upload(context, 'thumb', THUMB));
  const ids: string[] = [];
  for (const uploaded of uploads) {
    if (uploaded.kind === 'done') ids.push(uploaded.result);
    else if (isAboutFile(uploaded.refusal)) return linkTo(file, caption);
    else throw refusedBy(uploaded.refusal);
  }
  const [id, thumb] = ids;
  return {
    msgtype: kind,
    [kind]:
      kind === 'video' ? { media_id: id, thumb_media_id: thumb, title: file.name, description: '' } : { media_id: id },
  };
}

function kindOf(
  type: OutboundMedia['type'],
  { durationS = 0 }: OutboundMedia['file'],
): 'image' | 'voice' | 'video' | 'link' {
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

/** Accounts have no files (wechat.md §3); the address lasts a day. */
function linkTo(file: OutboundMedia['file'], caption: string): Message {
  const name = file.name.length > 100 ? `…${file.name.slice(-99)}` : file.name;
  return textMessage([...(caption === '' ? [] : [caption, '']), name, file.link()].join('\n'));
}
