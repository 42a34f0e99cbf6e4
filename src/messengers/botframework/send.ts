import type { DriverContext, OutboundContent, OutboundMedia, OutboundPart, SentPart } from '../contract';
import { callConnector } from './api';
import { cardOf, linkCard } from './buttons';
import type { BotCredentials } from './credentials';
import { TEAMS_PICTURE_LIMIT, TEAMS_PICTURES } from './limits';
import { conversationOf, type Conversation } from './reference';
import { Nothing, Sent } from './shapes';

type Context = DriverContext<BotCredentials>;

/**
 * Sends one message, plain (skype.md §3). Files go by their links, which the channel fetches or the customer opens. The
 * connector has no key that makes a repeat harmless.
 *
 * @throws DeliveryError as of skype.md §4
 */
export async function send(context: Context, part: OutboundPart): Promise<SentPart> {
  const conversation = conversationOf(context, part.chat);
  const body = { ...activityIn(conversation, 'message'), ...messageOf(part.content, conversation) };
  const call = { method: 'POST', path: ['activities'], body, isSafe: false } as const;
  const { id } = await callConnector(context, conversation, call, Sent);
  // In Teams an id is the time at which it was sent, in milliseconds since 1970.
  const at = conversation.channelId === 'msteams' && /^\d{13}$/.test(id) ? Number(id) : context.clock.now();
  return { remoteId: id, at };
}

/** Shown for three seconds; there is no way to end it (skype.md §5). */
export async function typing(context: Context, chat: string): Promise<void> {
  const conversation = conversationOf(context, chat);
  const body = activityIn(conversation, 'typing');
  await callConnector(context, conversation, { method: 'POST', path: ['activities'], body, isSafe: true }, Nothing);
}

function activityIn({ id, bot, user }: Conversation, type: 'message' | 'typing'): object {
  return { type, from: { id: bot }, conversation: { id }, recipient: { id: user } };
}

function messageOf(content: OutboundContent, { channelId }: Conversation): object {
  const { lines, cards } = cardOf(content.buttons ?? [], channelId);
  const words = content.type === 'text' ? content.text : (content.caption ?? '');
  const text = [words, ...lines].filter((line) => line !== '').join('\n');
  const attachments = [...(content.type === 'text' ? [] : [attachmentOf(content, channelId)]), ...cards];
  return {
    ...(text === '' ? {} : { text, textFormat: 'plain' }),
    ...(attachments.length === 0 ? {} : { attachments }),
  };
}

/** Teams shows small pictures only; other files are links there. */
function attachmentOf({ type, file }: OutboundMedia, channelId: string): object {
  const { name, mimeType, size } = file;
  const isPicture = type === 'picture' || type === 'sticker';
  const isShown = isPicture && size <= TEAMS_PICTURE_LIMIT && TEAMS_PICTURES.includes(mimeType);
  if (channelId === 'msteams' && !isShown) return linkCard(name, file.link());
  const [contentType = mimeType] = mimeType.split(';');
  return { contentType, contentUrl: file.link(), name };
}
