import type {
  FileView,
  InboxChat,
  InboxMessage,
  NewInboxMessage,
  NewPhoneMessage,
  PhoneFileKind,
  PhoneMessage,
  PhoneView,
} from '../../src/sandbox/control/contract';
import { SANDBOX } from '../../src/sandbox/credentials';
import type { SampleFile } from './sample-files';
import { waitFor } from './wait-for';
import { BOT_ID, type World } from './world';

const ARRIVES_MS = 60_000;
const MANAGER = SANDBOX.kommo.users[0];

/** One thing said, in words that fit either side. */
export interface Said {
  readonly by: 'customer' | 'manager';
  /** Kommo's word for the kind. */
  readonly type: string;
  readonly text: string;
  /** Bytes of its file. */
  readonly size: number | null;
  readonly place: string | null;
  readonly contact: string | null;
  /** Words of what is quoted. */
  readonly quote: string | null;
  /** Passed on from somebody. */
  readonly forwarded: boolean;
  readonly edited: boolean;
  /** Emoji of the customer and the manager. */
  readonly reactions: { readonly customer: string | null; readonly manager: string | null };
}

/** A customer and a manager who talk through a whole Courier. */
export class Dialogue {
  private constructor(
    private readonly world: World,
    readonly phoneChat: string,
    readonly inboxChat: string,
  ) {}

  static async open(world: World, name: string): Promise<Dialogue> {
    const { chatId } = await world.newCustomer(name);
    const hello = `hello from ${chatId}`;
    await world.customerWrites(chatId, hello);
    const inbox = await waitFor(
      async () => {
        const { kommo } = await world.state();
        return kommo.chats.find(({ messages }) => messages.some(({ text }) => text === hello));
      },
      { timeoutMs: 90_000, what: 'the chat in the inbox' },
    );
    return new Dialogue(world, chatId, inbox.id);
  }

  async upload({ name, mimeType, bytes }: SampleFile): Promise<string> {
    const query = new URLSearchParams({ name, type: mimeType }).toString();
    const response = await fetch(`${this.world.sandboxUrl}/control/files?${query}`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: new Uint8Array(bytes),
    });
    if (!response.ok) throw new Error(`The file was not taken: ${response.status} ${await response.text()}`);
    return ((await response.json()) as FileView).id;
  }

  // The customer -------------------------------------------------------------------------------------------------

  customer(message: NewPhoneMessage): Promise<PhoneMessage> {
    return this.world.control('POST', `${this.#phonePath}/messages`, message);
  }

  customersAlbum(items: readonly { file: string; as: PhoneFileKind; text?: string }[]): Promise<PhoneMessage[]> {
    return this.world.control('POST', `${this.#phonePath}/album`, { items });
  }

  customerEdits(id: number, change: { text?: string }): Promise<PhoneMessage> {
    return this.world.control('PATCH', `${this.#phonePath}/messages/${String(id)}`, change);
  }

  customerReacts(id: number, emoji: string | null): Promise<PhoneMessage> {
    return this.world.control('POST', `${this.#phonePath}/messages/${String(id)}/reaction`, { emoji });
  }

  customerPresses(id: number, row: number, column: number, tooOld = false): Promise<unknown> {
    return this.world.control('POST', `${this.#phonePath}/messages/${String(id)}/press`, { row, column, tooOld });
  }

  // The manager --------------------------------------------------------------------------------------------------

  manager(message: Omit<NewInboxMessage, 'userId'>): Promise<InboxMessage> {
    return this.world.control('POST', `${this.#inboxPath}/messages`, { ...message, userId: MANAGER.id });
  }

  managersAttachments(files: readonly string[], text?: string): Promise<InboxMessage[]> {
    const words = text === undefined ? {} : { text };
    return this.world.control('POST', `${this.#inboxPath}/attachments`, { files, ...words, userId: MANAGER.id });
  }

  managerReacts(id: string, emoji: string | null): Promise<InboxMessage> {
    return this.world.control('POST', `${this.#inboxPath}/messages/${id}/reaction`, { emoji, userId: MANAGER.id });
  }

  managerTypes(): Promise<unknown> {
    return this.world.control('POST', `${this.#inboxPath}/typing`, { userId: MANAGER.id });
  }

  // What they see ------------------------------------------------------------------------------------------------

  async phone(): Promise<PhoneView> {
    const phone = (await this.world.state()).telegram.phones.find(({ chatId }) => chatId === this.phoneChat);
    if (phone === undefined) throw new Error('There is no such phone');
    return phone;
  }

  async inbox(): Promise<InboxChat> {
    const chat = (await this.world.state()).kommo.chats.find(({ id }) => id === this.inboxChat);
    if (chat === undefined) throw new Error('There is no such chat');
    return chat;
  }

  /** Waits until the message that fits is in the inbox. */
  inInbox(fits: (message: InboxMessage) => boolean, what = 'a message in the inbox'): Promise<InboxMessage> {
    return waitFor(async () => (await this.inbox()).messages.find(fits), { timeoutMs: ARRIVES_MS, what });
  }

  /** Waits until the message that fits is on the phone. */
  onPhone(fits: (message: PhoneMessage) => boolean, what = 'a message on the phone'): Promise<PhoneMessage> {
    return waitFor(async () => (await this.phone()).messages.find(fits), { timeoutMs: ARRIVES_MS, what });
  }

  get #phonePath(): string {
    return `/telegram/bots/${BOT_ID}/chats/${this.phoneChat}`;
  }

  get #inboxPath(): string {
    return `/kommo/chats/${this.inboxChat}`;
  }
}

const TYPES: Readonly<Record<string, string>> = {
  photo: 'picture',
  document: 'file',
  animation: 'video',
  video_note: 'video',
  venue: 'location',
};

const noReaction = { customer: null, manager: null } as const;

/** What the phone shows, in common words. */
export function saidOnPhone(phone: PhoneView): Said[] {
  const customer = [phone.firstName, phone.lastName ?? ''].join(' ').trim();
  return phone.messages.map((message) => ({
    by: message.from === 'customer' ? 'customer' : 'manager',
    type: TYPES[message.kind] ?? message.kind,
    text: message.text,
    size: message.file?.size ?? null,
    place: placeOf(message.location),
    contact: message.contact === null ? null : `${message.contact.name} ${message.contact.phone}`,
    quote: message.quote?.text ?? null,
    forwarded: message.forwardedFrom !== null,
    edited: message.edited,
    reactions: reactionsOf(message.reactions, customer),
  }));
}

/** What the inbox shows, in common words; without the notes of the channel's bot. */
export function saidInInbox(chat: InboxChat): Said[] {
  return chat.messages
    .filter(({ author }) => author !== SANDBOX.kommo.channel.bot.name)
    .map((message) => ({
      by: message.direction === 'incoming' ? 'customer' : 'manager',
      type: message.type,
      text: message.text === '' ? (message.list?.body ?? '') : message.text,
      size: message.media?.file?.size ?? null,
      place: placeOf(message.location),
      contact: message.contact === null ? null : `${message.contact.name} ${message.contact.phone}`,
      quote: message.quote?.text ?? null,
      forwarded: message.forwarded !== null,
      edited: message.edited,
      reactions: reactionsOf(message.reactions, chat.customer.name),
    }));
}

function reactionsOf(reactions: readonly { emoji: string; by: string }[], customer: string): Said['reactions'] {
  const all: { customer: string | null; manager: string | null } = { ...noReaction };
  for (const { emoji, by } of reactions) all[by === customer ? 'customer' : 'manager'] = emoji;
  return all;
}

function placeOf(place: { latitude: number; longitude: number } | null): string | null {
  return place === null ? null : `${place.latitude.toFixed(4)},${place.longitude.toFixed(4)}`;
}
