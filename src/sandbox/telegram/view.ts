import type {
  BotView,
  GroupView,
  PhoneMessage as MessageView,
  PhoneView,
  ReactionView,
  TelegramView,
} from '../control/contract';
import { viewFile } from '../files/view';
import type { Sandbox } from '../sandbox';
import { pendingCount, type Bot, type Group, type Phone, type PhoneMessage } from './state';

const NEWEST = 200;
/** What reacts with something that is no emoji shows as this. */
const CUSTOM_EMOJI = '⭐';

/** Telegram's side as the control API shows it. */
export function viewTelegram(sandbox: Sandbox): TelegramView {
  const bots = [...sandbox.telegram.bots.values()];
  return {
    bots: bots.map(viewBot),
    phones: bots.flatMap((bot) => [...bot.phones.values()].map((phone) => viewPhone(sandbox, bot, phone))),
    groups: bots.flatMap((bot) => [...bot.groups.values()].map((group) => viewGroup(bot, group))),
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

export function viewGroup(bot: Bot, { chatId, title, type, migratedTo, messages }: Group): GroupView {
  return {
    botId: String(bot.id),
    chatId,
    title,
    type,
    migratedTo,
    messages: messages.map((message) => ({ ...message })),
  };
}

export function viewPhone(sandbox: Sandbox, bot: Bot, phone: Phone): PhoneView {
  const { customer, state, typingUntil } = phone;
  return {
    botId: String(bot.id),
    chatId: String(customer.id),
    firstName: customer.firstName,
    lastName: customer.lastName ?? null,
    username: customer.username ?? null,
    state,
    typingUntil,
    messages: phone.messages.slice(-NEWEST).map((message) => viewPhoneMessage(sandbox, bot, phone, message)),
  };
}

export function viewPhoneMessage(sandbox: Sandbox, bot: Bot, phone: Phone, message: PhoneMessage): MessageView {
  const { id, from, kind, text, durationS, location, contact, albumId, forwardFrom, buttons, pressing, at, handed } =
    message;
  const stored = message.file && sandbox.files.get(message.file.storedId);
  const quoted = phone.messages.find((each) => each.id === message.replyTo);
  return {
    id,
    from,
    kind,
    text: message.poll?.question ?? text,
    file: message.file && stored ? { ...viewFile(stored), name: message.file.name } : null,
    durationS,
    location: location && {
      latitude: location.latitude,
      longitude: location.longitude,
      title: location.title,
      address: location.address,
    },
    contact: contact && { name: nameOf(contact), phone: contact.phone },
    albumId,
    quote: quoted
      ? {
          messageId: quoted.id,
          author: quoted.from === 'bot' ? bot.name : fullName(phone),
          text: message.quote ?? quoted.text,
        }
      : null,
    forwardedFrom: forwardFrom?.name ?? null,
    buttons: buttons.map((row) => row.map(({ text: label, url }) => ({ text: label, url }))),
    pressing: pressing && { row: pressing.row, column: pressing.column },
    reactions: [...message.reactions].map(([who, reaction]): ReactionView => ({
      emoji: reaction.type === 'emoji' ? reaction.emoji : CUSTOM_EMOJI,
      by: who === 'bot' ? bot.name : fullName(phone),
    })),
    edited: message.editedAt !== null,
    at,
    handed,
  };
}

function fullName({ customer }: Phone): string {
  return [customer.firstName, customer.lastName ?? ''].join(' ').trim();
}

function nameOf({ firstName, lastName }: { readonly firstName: string; readonly lastName: string | null }): string {
  return [firstName, lastName ?? ''].join(' ').trim();
}
