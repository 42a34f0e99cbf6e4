import type { BotView, PhoneMessage as MessageView, PhoneView, TelegramView } from '../control/contract';
import { pendingCount, type Bot, type Phone, type PhoneMessage, type TelegramState } from './state';

const NEWEST = 200;

/** Telegram's side as the control API shows it. */
export function viewTelegram(state: TelegramState): TelegramView {
  const bots = [...state.bots.values()];
  return {
    bots: bots.map(viewBot),
    phones: bots.flatMap((bot) => [...bot.phones.values()].map((phone) => viewPhone(bot, phone))),
  };
}

export function viewBot(bot: Bot): BotView {
  const { webhook, lastError } = bot;
  return {
    id: String(bot.id),
    name: bot.name,
    username: bot.username,
    webhook: webhook ? { url: webhook.url, pending: pendingCount(bot), lastError: lastError?.message ?? null } : null,
  };
}

export function viewPhone(bot: Bot, phone: Phone): PhoneView {
  const { customer, state } = phone;
  return {
    botId: String(bot.id),
    chatId: String(customer.id),
    firstName: customer.firstName,
    lastName: customer.lastName ?? null,
    username: customer.username ?? null,
    state,
    messages: phone.messages.slice(-NEWEST).map(viewPhoneMessage),
  };
}

export function viewPhoneMessage({ id, from, text, at, handed }: PhoneMessage): MessageView {
  return { id, from, text, at, handed };
}
