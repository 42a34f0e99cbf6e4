import type { BotView, PhoneMessage, PhoneView, TelegramView } from '../../../control/contract';
import type { Texts } from '../../texts';
import type { Ability, ChatMessage, Phone, PhoneActs, PhoneLine } from '../phone';
import { addCustomer, phoneControl } from './control';
import { repeated } from './repeated';
import { saidOnPhone } from './said';
import { write } from './write';

/** Everything that a customer of Telegram can send. */
const CAN: ReadonlySet<Ability> = new Set<Ability>([
  'text',
  'picture',
  'video',
  'voice',
  'audio',
  'file',
  'sticker',
  'location',
  'live',
  'contact',
  'own-number',
  'poll',
  'dice',
  'reply',
  'forward',
]);

/** Telegram's bots with the phones of their customers. */
export function telegramLines({ bots, phones }: TelegramView, t: Texts): PhoneLine[] {
  return bots.map((bot) => ({
    key: keyOf(bot),
    messenger: 'telegram',
    name: bot.name,
    address: `@${bot.username}`,
    webhook: bot.webhook,
    credentials: {},
    facts: {},
    phones: phones.filter(({ botId }) => botId === bot.id).map((phone) => phoneOf(bot, phone, t)),
    addCustomer: async ({ name, lastName, username, language }) =>
      phoneKeyOf(
        await addCustomer(bot.id, {
          firstName: name,
          ...(lastName === undefined ? {} : { lastName }),
          ...(username === undefined ? {} : { username }),
          language,
        }),
      ),
  }));
}

function keyOf({ id }: Pick<BotView, 'id'>): string {
  return `telegram/${id}`;
}

function phoneKeyOf({ botId, chatId }: PhoneView): string {
  return `${keyOf({ id: botId })}/${chatId}`;
}

const STATES = { new: 'new', started: 'open', blocked: 'blocked', deactivated: 'gone' } as const;

function phoneOf(bot: BotView, view: PhoneView, t: Texts): Phone {
  const { firstName, lastName, chatId, messages } = view;
  const owner = lastName === null ? firstName : `${firstName} ${lastName}`;
  const authorOf = ({ from }: PhoneMessage): string => (from === 'bot' ? bot.name : owner);
  return {
    key: phoneKeyOf(view),
    owner,
    ownerShort: firstName,
    state: STATES[view.state],
    typingUntil: view.typingUntil,
    windowUntil: null,
    endedByLine: false,
    can: CAN,
    acts: actsOf(view, authorOf),
    received: messages.filter(({ from }) => from === 'bot').length,
    messages: () => {
      const byId = new Map(messages.map((message) => [message.id, message] as const));
      return messages.map((message) => messageOf(message, (id) => byId.get(id), t));
    },
    isOwn: ({ by }) => [owner, firstName, chatId, 'customer'].includes(by),
  };
}

function actsOf(view: PhoneView, authorOf: (message: PhoneMessage) => string): PhoneActs {
  const chat = phoneControl(view);
  return {
    ...chat,
    write: (message) => write(chat, message),
    forward: async (id) => {
      const message = view.messages.find((one) => String(one.id) === id);
      if (message) await chat.write(repeated(message, authorOf(message)));
    },
  };
}

function messageOf(message: PhoneMessage, find: (id: number) => PhoneMessage | undefined, t: Texts): ChatMessage {
  const { id, at, from, kind, albumId, buttons, pressing, handed, file } = message;
  return {
    id: String(id),
    at,
    from: from === 'bot' ? 'line' : 'customer',
    kind,
    said: [saidOnPhone(message, find, t)],
    albumId,
    list: null,
    times: null,
    buttons,
    isCard: false,
    pressing,
    isEditable: from === 'customer' && (kind === 'text' || file !== null),
    isRemoved: false,
    handed,
    status: null,
  };
}
