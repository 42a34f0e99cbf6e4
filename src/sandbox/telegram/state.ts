import type { PhoneFileKind, PhoneKind } from '../control/contract';

export interface Customer {
  readonly id: number;
  readonly firstName: string;
  readonly lastName?: string | undefined;
  readonly username?: string | undefined;
  readonly language?: string | undefined;
}

export type PhoneState = 'new' | 'started' | 'blocked' | 'deactivated';

/** A customer's private chat with one bot. */
export interface Phone {
  readonly customer: Customer;
  state: PhoneState;
  nextMessageId: number;
  readonly messages: PhoneMessage[];
  /** Until when the phone shows that the bot types. */
  typingUntil: number | null;
}

/** One message on a phone, in the words of telegram.md §2; what its kind does not have is null. */
export interface PhoneMessage {
  readonly id: number;
  readonly from: 'customer' | 'bot';
  kind: PhoneKind;
  /** The text, or the caption of a file. */
  text: string;
  file: TelegramFile | null;
  durationS: number | null;
  location: Place | null;
  contact: Card | null;
  poll: { readonly question: string; readonly options: readonly string[] } | null;
  readonly albumId: string | null;
  readonly replyTo: number | null;
  /** The words that were picked out of the quoted message. */
  readonly quote: string | null;
  readonly forwardFrom: { readonly name: string; readonly hidden: boolean } | null;
  buttons: readonly (readonly InlineButton[])[];
  /** A press that was not answered yet. */
  pressing: { readonly row: number; readonly column: number; readonly queryId: string } | null;
  /** What each of the two has reacted with. */
  readonly reactions: Map<'customer' | 'bot', TelegramReaction>;
  editedAt: number | null;
  readonly at: number;
  handed: boolean;
}

export type TelegramReaction =
  | { readonly type: 'emoji'; readonly emoji: string }
  | { readonly type: 'custom_emoji'; readonly custom_emoji_id: string };

export interface Place {
  readonly latitude: number;
  readonly longitude: number;
  /** With a title it is a venue. */
  readonly title: string | null;
  readonly address: string | null;
  readonly livePeriodS: number | null;
}

export interface Card {
  readonly firstName: string;
  readonly lastName: string | null;
  readonly phone: string;
  /** The sender's own number. */
  readonly own: boolean;
}

/** Exactly one of url and data (telegram.md §3). */
export interface InlineButton {
  readonly text: string;
  readonly url: string | null;
  readonly data: string | null;
}

/** A file as one bot knows it: its id is good for that bot only, the unique one for all (telegram.md §7). */
export interface TelegramFile {
  readonly fileId: string;
  readonly uniqueId: string;
  /** The file's id in the sandbox's own store. */
  readonly storedId: string;
  readonly kind: PhoneFileKind;
  readonly name: string;
  readonly mimeType: string;
  readonly size: number;
  /** Below `/file/bot<token>/`. */
  readonly path: string;
}

/** A press that waits for `answerCallbackQuery`. */
export interface Query {
  readonly id: string;
  readonly chatId: string;
  readonly messageId: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  answered: boolean;
}

export interface Group {
  readonly chatId: string;
  readonly title: string;
  readonly type: 'group' | 'supergroup';
  /** Where it went, once it has migrated. */
  migratedTo: string | null;
  nextMessageId: number;
  readonly messages: { readonly id: number; readonly author: string; readonly text: string }[];
}

export interface Update {
  readonly id: number;
  readonly kind: string;
  readonly body: Record<string, unknown>;
  readonly chatId: string;
  /** The customer's message in it. */
  readonly message: PhoneMessage | null;
  readonly expiresAt: number;
}

export interface Webhook {
  readonly url: string;
  readonly secretToken: string;
  readonly maxConnections: number;
  readonly ipAddress: string | null;
  readonly hasCertificate: boolean;
}

/** Updates that must keep their order: the messages of one chat, or its membership changes (telegram.md §2). */
export interface Queue {
  readonly updates: Update[];
  /** A request is on its way, or the queue stands among the ready ones. */
  busy: boolean;
  failures: number;
  timer: NodeJS.Timeout | undefined;
}

export interface Bot {
  readonly id: number;
  readonly token: string;
  readonly name: string;
  readonly username: string;
  webhook: Webhook | null;
  /** Null: the default list. */
  allowedUpdates: readonly string[] | null;
  lastError: { readonly at: number; readonly message: string } | null;
  /** Since when the webhook has answered 410 without a break. */
  goneSince: number | null;
  /** By the machine's clock: setWebhook is not taken twice in a second. */
  webhookSetAt: number;
  nextUpdateId: number;
  readonly queues: Map<string, Queue>;
  readonly phones: Map<string, Phone>;
  readonly groups: Map<string, Group>;
  /** By file id. */
  readonly files: Map<string, TelegramFile>;
  readonly queries: Map<string, Query>;
}

const FIRST_UPDATE_ID = 500_001;
const FIRST_CUSTOMER_ID = 700_000_002;

/** Bots and the phones of their customers. */
export class TelegramState {
  readonly bots = new Map<string, Bot>();
  nextCustomerId = FIRST_CUSTOMER_ID;

  addBot({ token, name, username }: Pick<Bot, 'token' | 'name' | 'username'>): Bot {
    const bot: Bot = {
      id: Number(token.split(':')[0]),
      token,
      name,
      username,
      webhook: null,
      allowedUpdates: null,
      lastError: null,
      goneSince: null,
      webhookSetAt: -Infinity,
      nextUpdateId: FIRST_UPDATE_ID,
      queues: new Map(),
      phones: new Map(),
      groups: new Map(),
      files: new Map(),
      queries: new Map(),
    };
    this.bots.set(String(bot.id), bot);
    return bot;
  }

  addPhone(bot: Bot, customer: Omit<Customer, 'id'> & { readonly id?: number }): Phone {
    const id = customer.id ?? this.nextCustomerId++;
    const phone: Phone = {
      customer: { ...customer, id },
      state: 'new',
      nextMessageId: 1,
      messages: [],
      typingUntil: null,
    };
    bot.phones.set(String(id), phone);
    return phone;
  }

  /** Empties the phones that stay and takes the others away. Ids go on: whoever saw one must not meet it again. */
  clearPhones(stays: (customer: Customer) => boolean): void {
    for (const bot of this.bots.values()) {
      for (const map of [bot.groups, bot.files, bot.queries]) map.clear();
      for (const [id, phone] of bot.phones) {
        phone.state = 'new';
        phone.messages.length = 0;
        phone.typingUntil = null;
        if (!stays(phone.customer)) bot.phones.delete(id);
      }
    }
  }

  /** Leaves a gap in all ids, past those that were given out and forgotten. */
  skipIds(count: number): void {
    this.nextCustomerId += count;
    for (const bot of this.bots.values()) {
      bot.nextUpdateId += count;
      for (const phone of bot.phones.values()) phone.nextMessageId += count;
      for (const group of bot.groups.values()) group.nextMessageId += count;
    }
  }

  clear(): void {
    this.bots.clear();
    this.nextCustomerId = FIRST_CUSTOMER_ID;
  }
}

/** What a message has beside its sender, kind and time; the rest is as of a plain text. */
export type MessageFields = Pick<PhoneMessage, 'from' | 'at'> &
  Partial<Omit<PhoneMessage, 'id' | 'handed' | 'reactions'>>;

export function addMessage(phone: Phone, fields: MessageFields): PhoneMessage {
  const message: PhoneMessage = {
    kind: 'text',
    text: '',
    file: null,
    durationS: null,
    location: null,
    contact: null,
    poll: null,
    albumId: null,
    replyTo: null,
    quote: null,
    forwardFrom: null,
    buttons: [],
    pressing: null,
    editedAt: null,
    ...fields,
    id: phone.nextMessageId++,
    reactions: new Map(),
    handed: false,
  };
  phone.messages.push(message);
  if (fields.from === 'bot') phone.typingUntil = null;
  return message;
}

/** Updates that the webhook has not taken yet. */
export function pendingCount(bot: Bot): number {
  let count = 0;
  for (const queue of bot.queues.values()) count += queue.updates.length;
  return count;
}
