import type { Outcome } from '../exchange';
import { badRequest, ok } from './answers';
import type { Call, Method } from './call';
import { findPhone, sendMessage } from './send-message';
import { deleteWebhook, getUpdates, getWebhookInfo, setWebhook } from './webhook-methods';

const METHODS: Readonly<Record<string, Method>> = {
  getMe,
  setWebhook,
  deleteWebhook,
  getWebhookInfo,
  getUpdates,
  sendMessage,
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

/** telegram.md §5 */
const ACTIONS = [
  'typing',
  'upload_photo',
  'record_video',
  'upload_video',
  'record_voice',
  'upload_voice',
  'upload_document',
  'choose_sticker',
  'find_location',
  'record_video_note',
  'upload_video_note',
];

function sendChatAction({ bot, args }: Call): Outcome {
  if (!ACTIONS.includes(args.text('action'))) throw badRequest('wrong parameter action in request');
  return ok(true, { stored: true, chat: String(findPhone(bot, args).customer.id) });
}

/** No button of the sandbox waits for an answer yet, so every query id is unknown (telegram.md §2). */
function answerCallbackQuery({ args }: Call): Outcome {
  if (args.text('text').length > 200) throw badRequest('MESSAGE_TOO_LONG');
  throw badRequest('query is too old and response timeout expired or query ID is invalid');
}
