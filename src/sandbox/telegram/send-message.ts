import type { Outcome } from '../exchange';
import { isObject } from '../body';
import { badRequest, ok, TelegramError } from './answers';
import type { Arguments } from './arguments';
import { describeMessage } from './describe';
import type { Call } from './call';
import { addMessage, type Bot, type Phone } from './state';

const TEXT_LIMIT = 4096;
const CALLBACK_DATA_LIMIT = 64;
const PARSE_MODES = ['', 'markdown', 'markdownv2', 'html'];

/** Sends a text to a customer's phone (telegram.md §3). */
export function sendMessage({ sandbox, bot, args }: Call): Outcome {
  const text = args.text('text');
  if (text.trim() === '') throw badRequest('message text is empty');
  if (!PARSE_MODES.includes(args.text('parse_mode').toLowerCase())) throw badRequest('unsupported parse_mode');
  checkMarkup(args);
  args.object('link_preview_options');
  args.array('entities');
  for (const flag of ['disable_notification', 'protect_content', 'allow_paid_broadcast']) args.flag(flag);
  const phone = findPhone(bot, args);
  // Lengths are counted in UTF-16 units, as JavaScript does (telegram.md §2).
  if (text.length > TEXT_LIMIT) throw badRequest('message is too long');
  const replyTo = findReply(phone, args);

  const message = addMessage(phone, { from: 'bot', text, at: sandbox.clock.now(), replyTo });
  sandbox.changes.emit('telegram');
  return ok(describeMessage(bot, phone, message), {
    stored: true,
    chat: String(phone.customer.id),
    messageId: String(message.id),
  });
}

/** The chat to write to; refuses where the bot may not write (telegram.md §4). */
export function findPhone(bot: Bot, args: Arguments): Phone {
  const chatId = args.id('chat_id');
  if (chatId === undefined) throw badRequest('chat_id is empty');
  const phone = bot.phones.get(chatId);
  if (!phone) throw badRequest('chat not found');
  switch (phone.state) {
    case 'started':
      return phone;
    case 'new':
      throw new TelegramError(403, "Forbidden: bot can't initiate conversation with a user");
    case 'blocked':
      throw new TelegramError(403, 'Forbidden: bot was blocked by the user');
    case 'deactivated':
      throw new TelegramError(403, 'Forbidden: user is deactivated');
  }
}

function findReply(phone: Phone, args: Arguments): number | null {
  const reply = args.object('reply_parameters');
  if (!reply) return null;
  const id = reply.integer('message_id', 0);
  const chatId = reply.id('chat_id');
  const here = chatId === undefined || chatId === String(phone.customer.id);
  if (here && phone.messages.some((message) => message.id === id)) return id;
  if (reply.flag('allow_sending_without_reply')) return null;
  throw badRequest('message to be replied not found');
}

/** callback_data is 1 to 64 bytes (telegram.md §9). */
function checkMarkup(args: Arguments): void {
  const rows = args.object('reply_markup')?.array('inline_keyboard') ?? [];
  for (const button of rows.flat()) {
    if (!isObject(button) || typeof button.text !== 'string' || button.text === '') {
      throw badRequest("can't parse inline keyboard button");
    }
    const data = button.callback_data;
    if (data === undefined) continue;
    if (typeof data !== 'string' || data === '' || Buffer.byteLength(data) > CALLBACK_DATA_LIMIT) {
      throw badRequest('BUTTON_DATA_INVALID');
    }
  }
}
