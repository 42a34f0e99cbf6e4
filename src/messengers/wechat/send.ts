import type { DriverContext, OutboundMedia, OutboundPart, OutboundText, SentPart } from '../contract';
import { askWeChat, READY_WITHIN_MS } from './api';
import type { Answered } from './calls';
import type { WeChatCredentials } from './credentials';
import { isAboutButtons, isAboutMedia, notAnAddress, refusedBy, type Refusal } from './errors';
import { fileMessage } from './files';
import { menu, menuInWords } from './menu';
import { textMessage, type Message } from './message';
import { Nothing, OpenId } from './shapes';

type Context = DriverContext<WeChatCredentials>;
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
  return twice(
    () => post(context, chat, { msgtype: 'msgmenu', msgmenu: choices }),
    isAboutButtons,
    () => post(context, chat, textMessage(menuInWords(choices))),
  );
}

/** An upload that WeChat does not know any more when it is sent is made anew, once. */
async function sendFile(context: Context, chat: string, content: OutboundMedia): Promise<Posted> {
  const tries = async (): Promise<Posted> => post(context, chat, await fileMessage(context, content));
  return twice(tries, isAboutMedia, tries);
}

/** Tries the second where the first was refused for that, and quickly. */
async function twice(
  first: () => Promise<Posted>,
  wantsOther: (refusal: Refusal) => boolean,
  second: () => Promise<Posted>,
): Promise<Posted> {
  const begun = performance.now();
  const answer = await first();
  const isQuick = performance.now() - begun <= READY_WITHIN_MS;
  return answer.kind === 'refused' && isQuick && wantsOther(answer.refusal) ? second() : answer;
}

async function post(context: Context, chat: string, message: Message): Promise<Posted> {
  const call = { method: 'POST', path: 'cgi-bin/message/custom/send', body: { touser: chat, ...message } } as const;
  return askWeChat(context, call, Nothing);
}
