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
}

export interface PhoneMessage {
  readonly id: number;
  readonly from: 'customer' | 'bot';
  readonly text: string;
  readonly at: number;
  readonly replyTo: number | null;
  handed: boolean;
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
  /** By the machine's clock: setWebhook is taken once a second. */
  webhookSetAt: number;
  nextUpdateId: number;
  readonly queues: Map<string, Queue>;
  readonly phones: Map<string, Phone>;
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
    };
    this.bots.set(String(bot.id), bot);
    return bot;
  }

  addPhone(bot: Bot, customer: Omit<Customer, 'id'> & { readonly id?: number }): Phone {
    const id = customer.id ?? this.nextCustomerId++;
    const phone: Phone = { customer: { ...customer, id }, state: 'new', nextMessageId: 1, messages: [] };
    bot.phones.set(String(id), phone);
    return phone;
  }

  /** Empties the phones that stay and takes the others away. Ids go on: whoever saw one must not meet it again. */
  clearPhones(stays: (customer: Customer) => boolean): void {
    for (const bot of this.bots.values()) {
      for (const [id, phone] of bot.phones) {
        phone.state = 'new';
        phone.messages.length = 0;
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
    }
  }

  clear(): void {
    this.bots.clear();
    this.nextCustomerId = FIRST_CUSTOMER_ID;
  }
}

export function addMessage(phone: Phone, fields: Omit<PhoneMessage, 'id' | 'handed'>): PhoneMessage {
  const message: PhoneMessage = { ...fields, id: phone.nextMessageId++, handed: false };
  phone.messages.push(message);
  return message;
}

/** Updates that the webhook has not taken yet. */
export function pendingCount(bot: Bot): number {
  let count = 0;
  for (const queue of bot.queues.values()) count += queue.updates.length;
  return count;
}
