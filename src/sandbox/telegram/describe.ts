import { describeFile } from './describe-file';
import { describeText } from './describe-text';
import type { Bot, Customer, Group, InlineButton, Phone, PhoneMessage } from './state';

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

export function describeGroup({ chatId, title, type }: Group): Record<string, unknown> {
  return { id: Number(chatId), title, type };
}

/** A message as answers and updates show it; what it replies to is shown one level deep (telegram.md §2). */
export function describeMessage(
  bot: Bot,
  phone: Phone,
  message: PhoneMessage,
  nested = false,
): Record<string, unknown> {
  const quoted =
    message.replyTo === null || nested ? undefined : phone.messages.find(({ id }) => id === message.replyTo);
  return {
    message_id: message.id,
    from: message.from === 'bot' ? describeBot(bot) : describeCustomer(phone.customer),
    chat: describeChat(phone.customer),
    date: Math.floor(message.at / 1000),
    ...(message.editedAt === null ? {} : { edit_date: Math.floor(message.editedAt / 1000) }),
    ...(message.forwardFrom === null ? {} : describeForward(message, message.forwardFrom)),
    ...(quoted ? { reply_to_message: describeMessage(bot, phone, quoted, true) } : {}),
    ...(quoted && message.quote !== null ? describeQuote(quoted.text, message.quote) : {}),
    ...(message.albumId === null ? {} : { media_group_id: message.albumId }),
    ...describeContent(phone, message),
    ...(message.buttons.length === 0 ? {} : { reply_markup: describeKeyboard(message.buttons) }),
  };
}

export function describeKeyboard(buttons: readonly (readonly InlineButton[])[]): object {
  return {
    inline_keyboard: buttons.map((row) =>
      row.map(({ text, url, data }) => (url === null ? { text, callback_data: data } : { text, url })),
    ),
  };
}

function describeContent(phone: Phone, message: PhoneMessage): Record<string, unknown> {
  switch (message.kind) {
    case 'text':
      return describeText(message.text, ['text', 'entities']);
    case 'location':
      return { location: describePlace(message) };
    case 'venue':
      return {
        venue: {
          location: describePlace(message),
          title: message.location?.title ?? '',
          address: message.location?.address ?? '',
        },
        location: describePlace(message),
      };
    case 'contact': {
      const { firstName = '', lastName = null, phone: number = '', own = false } = message.contact ?? {};
      return {
        contact: {
          phone_number: number,
          first_name: firstName,
          ...(lastName === null ? {} : { last_name: lastName }),
          ...(own ? { user_id: phone.customer.id } : {}),
        },
      };
    }
    case 'poll':
      return { poll: describePoll(message) };
    case 'dice':
      return { dice: { emoji: '🎲', value: Number(message.text) } };
    default:
      return {
        ...(message.file === null ? {} : describeFile(message.kind, message.file, message.durationS)),
        ...(message.text === '' ? {} : describeText(message.text, ['caption', 'caption_entities'])),
      };
  }
}

function describePlace({ location }: PhoneMessage): Record<string, unknown> {
  return {
    latitude: location?.latitude ?? 0,
    longitude: location?.longitude ?? 0,
    ...(location?.livePeriodS == null ? {} : { live_period: location.livePeriodS }),
  };
}

function describePoll({ id, at, poll }: PhoneMessage): Record<string, unknown> {
  return {
    id: `${String(at)}${String(id)}`,
    question: poll?.question ?? '',
    options: (poll?.options ?? []).map((text) => ({ text, voter_count: 0 })),
    total_voter_count: 0,
    is_closed: false,
    is_anonymous: true,
    type: 'regular',
    allows_multiple_answers: false,
  };
}

/** The old fields are still sent beside the new one (telegram.md §2). */
function describeForward(
  { at }: PhoneMessage,
  { name, hidden }: NonNullable<PhoneMessage['forwardFrom']>,
): Record<string, unknown> {
  const date = Math.floor(at / 1000) - 60;
  if (hidden) {
    return {
      forward_origin: { type: 'hidden_user', sender_user_name: name, date },
      forward_sender_name: name,
      forward_date: date,
    };
  }
  const user = { id: 42, is_bot: false, first_name: name };
  return { forward_origin: { type: 'user', sender_user: user, date }, forward_from: user, forward_date: date };
}

function describeQuote(whole: string, quote: string): Record<string, unknown> {
  return { quote: { text: quote, position: Math.max(0, whole.indexOf(quote)), is_manual: true } };
}

function names({ firstName, lastName, username }: Customer): Record<string, string> {
  return {
    first_name: firstName,
    ...(lastName === undefined ? {} : { last_name: lastName }),
    ...(username === undefined ? {} : { username }),
  };
}
