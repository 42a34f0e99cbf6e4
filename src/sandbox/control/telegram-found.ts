import type { SandboxFile } from '../files/sandbox-files';
import type { Sandbox } from '../sandbox';
import type { Bot, Customer, Group, Phone, PhoneMessage } from '../telegram/state';
import { Problem } from './problem';

const CANNOT_WRITE = {
  blocked: 'The customer has blocked the bot and cannot write to it.',
  deactivated: "The customer's account was deleted, so nobody can write from it.",
};

export interface Chat {
  readonly bot: Bot;
  readonly phone: Phone;
}
interface ChatIds {
  readonly botId: string;
  readonly chatId: string;
}

export function findBot(sandbox: Sandbox, botId: string): Bot {
  const bot = sandbox.telegram.bots.get(botId);
  if (!bot) throw new Problem(404, `there is no bot ${botId}`);
  return bot;
}

/** Somebody who has a chat with any bot. */
export function findCustomer(sandbox: Sandbox, customerId: string): Customer {
  for (const { phones } of sandbox.telegram.bots.values()) {
    const phone = phones.get(customerId);
    if (phone) return phone.customer;
  }
  throw new Problem(404, `there is no customer ${customerId}`);
}

export function findPhone(sandbox: Sandbox, { botId, chatId }: ChatIds): Chat {
  const bot = findBot(sandbox, botId);
  const phone = bot.phones.get(chatId);
  if (!phone) throw new Problem(404, `bot ${botId} has no chat ${chatId}`);
  return { bot, phone };
}

/** A phone that can do something in the chat. */
export function findWriter(sandbox: Sandbox, ids: ChatIds): Chat {
  const chat = findPhone(sandbox, ids);
  const { state } = chat.phone;
  if (state === 'blocked' || state === 'deactivated') throw new Problem(409, CANNOT_WRITE[state]);
  return chat;
}

export function findMessage({ customer, messages }: Phone, id: string | number): PhoneMessage {
  const message = messages.find((each) => String(each.id) === String(id));
  if (!message) throw new Problem(404, `chat ${String(customer.id)} has no message ${String(id)}`);
  return message;
}

export function findFile(sandbox: Sandbox, id: string): SandboxFile {
  const file = sandbox.files.get(id);
  if (!file) throw new Problem(404, `there is no file ${id}`);
  return file;
}

/** A group that was not left behind by its migration. */
export function findGroup(sandbox: Sandbox, { botId, chatId }: ChatIds): { bot: Bot; group: Group } {
  const bot = findBot(sandbox, botId);
  const group = bot.groups.get(chatId);
  if (!group) throw new Problem(404, `bot ${botId} has no group ${chatId}`);
  if (group.migratedTo !== null) throw new Problem(409, `The group has become a supergroup: ${group.migratedTo}.`);
  return { bot, group };
}
