import type { Bot, Customer, Phone, PhoneMessage } from './state';

/** The bot as sender of a message (telegram.md §3). */
export function describeBot(bot: Bot): Record<string, unknown> {
  return { id: bot.id, is_bot: true, first_name: bot.name, username: bot.username };
}

export function describeCustomer(customer: Customer): Record<string, unknown> {
  const { language } = customer;
  return {
    id: customer.id,
    is_bot: false,
    ...names(customer),
    ...(language === undefined ? {} : { language_code: language }),
  };
}

export function describeChat(customer: Customer): Record<string, unknown> {
  return { id: customer.id, ...names(customer), type: 'private' };
}

/** A message as answers and updates show it; what it replies to is shown one level deep (telegram.md §2). */
export function describeMessage(bot: Bot, phone: Phone, message: PhoneMessage, nested = false): object {
  const quoted =
    message.replyTo === null || nested ? undefined : phone.messages.find(({ id }) => id === message.replyTo);
  const command = message.from === 'customer' ? /^\/[A-Za-z0-9_]+/.exec(message.text)?.[0] : undefined;
  return {
    message_id: message.id,
    from: message.from === 'bot' ? describeBot(bot) : describeCustomer(phone.customer),
    chat: describeChat(phone.customer),
    date: Math.floor(message.at / 1000),
    ...(quoted ? { reply_to_message: describeMessage(bot, phone, quoted, true) } : {}),
    text: message.text,
    ...(command === undefined ? {} : { entities: [{ offset: 0, length: command.length, type: 'bot_command' }] }),
  };
}

function names({ firstName, lastName, username }: Customer): Record<string, string> {
  return {
    first_name: firstName,
    ...(lastName === undefined ? {} : { last_name: lastName }),
    ...(username === undefined ? {} : { username }),
  };
}
