import type { Outcome } from '../exchange';
import { getChat, getUserProfilePhotos, sendChatAction } from './about-chats';
import { ok } from './answers';
import type { Call, Method } from './call';
import { deleteMessage, editMessageCaption, editMessageMedia, editMessageReplyMarkup, editMessageText } from './edit';
import { getFile } from './get-file';
import { answerCallbackQuery } from './queries';
import { setMessageReaction } from './reactions';
import { sendMediaGroup } from './send-album';
import { sendFile } from './send-media';
import { sendMessage } from './send-message';
import { sendContact, sendLocation, sendVenue } from './send-place';
import { deleteWebhook, getUpdates, getWebhookInfo, setWebhook } from './webhook-methods';

const METHODS: Readonly<Record<string, Method>> = {
  getMe,
  setWebhook,
  deleteWebhook,
  getWebhookInfo,
  getUpdates,
  sendMessage,
  sendPhoto: sendFile('photo'),
  sendVideo: sendFile('video'),
  sendVoice: sendFile('voice'),
  sendAudio: sendFile('audio'),
  sendDocument: sendFile('document'),
  sendAnimation: sendFile('animation'),
  sendVideoNote: sendFile('video_note'),
  sendSticker: sendFile('sticker'),
  sendMediaGroup,
  sendLocation,
  sendVenue,
  sendContact,
  editMessageText,
  editMessageCaption,
  editMessageReplyMarkup,
  editMessageMedia,
  deleteMessage,
  setMessageReaction,
  getFile,
  getChat,
  getUserProfilePhotos,
  sendChatAction,
  answerCallbackQuery,
};

const BY_LOWER_NAME = new Map(Object.entries(METHODS).map(([name, run]) => [name.toLowerCase(), { name, run }]));

/** The method of this name; names are case-insensitive (telegram.md §1). */
export function findMethod(name: string): { readonly name: string; readonly run: Method } | undefined {
  return BY_LOWER_NAME.get(name.toLowerCase());
}

function getMe({ bot }: Call): Outcome {
  return ok({
    id: bot.id,
    is_bot: true,
    first_name: bot.name,
    username: bot.username,
    can_join_groups: true,
    can_read_all_group_messages: false,
    supports_inline_queries: false,
    can_connect_to_business: false,
    has_main_web_app: false,
  });
}
