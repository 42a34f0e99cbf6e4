import { randomBytes, randomUUID } from 'node:crypto';
import type { HandsetAbility } from '../control/lines-contract';

export const CHANNEL_IDS = ['msteams', 'skype'] as const;
export type ChannelId = (typeof CHANNEL_IDS)[number];

/** What differs from one channel of the connector to the next (skype.md §2, §3). */
export interface Channel {
  readonly id: ChannelId;
  /** For people. */
  readonly title: string;
  readonly abilities: readonly HandsetAbility[];
  /** Part of the address of its server. */
  readonly region: string;
  /** Whether a bot may change its messages, and take them back. */
  readonly changes: boolean;
  /** Whether a press hands back what the button carries, beside its label. */
  readonly messageBack: boolean;
  /** Whether bots put their files into the channel's store. */
  readonly uploads: boolean;
  /** Cards beside those of Bot Framework. */
  readonly adaptiveCards: boolean;
}

const EVERYWHERE = ['text', 'picture', 'video', 'voice', 'audio', 'file', 'sticker', 'location', 'contact'] as const;

export const CHANNELS: Readonly<Record<ChannelId, Channel>> = {
  msteams: {
    id: 'msteams',
    title: 'Teams',
    // It does not tell who types (skype.md §2).
    abilities: [...EVERYWHERE, 'reply', 'forward', 'edit', 'remove', 'react', 'read', 'block'],
    region: 'emea',
    changes: true,
    messageBack: true,
    uploads: false,
    adaptiveCards: true,
  },
  skype: {
    id: 'skype',
    title: 'Skype',
    abilities: [...EVERYWHERE, 'reply', 'forward', 'type', 'block'],
    region: 'apis',
    changes: false,
    messageBack: false,
    uploads: true,
    adaptiveCards: false,
  },
};

export interface NewPerson {
  /** Of the conversation with the bot. */
  readonly conversationId: string;
  readonly userId: string;
  /** Of the directory of the customer's organisation; null: there is none. */
  readonly aadObjectId: string | null;
}

/** Ids are of one bot and one person, and nobody may read anything in them (skype.md §2). */
export function newPerson(channel: ChannelId): NewPerson {
  const userId = `29:1${randomBytes(42).toString('base64url')}`;
  if (channel === 'skype') return { conversationId: userId, userId, aadObjectId: null };
  return { conversationId: `a:1${randomBytes(66).toString('base64url')}`, userId, aadObjectId: randomUUID() };
}
