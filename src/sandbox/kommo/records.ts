import type { ListMessageView, ReactionView } from '../control/contract';

export interface Named {
  readonly id: string;
  readonly name: string;
}

export interface Channel {
  readonly id: string;
  readonly secret: string;
  readonly code: string;
  readonly name: string;
  hookUrl: string;
  readonly bot: Named;
  /** amojo ids. */
  readonly allowedAccounts: readonly string[];
  /** What may be reacted with; without any, reactions do not exist (kommo-chat-api.md §2, §11.1). */
  readonly reactions: 'all' | readonly string[];
}

export interface Account {
  readonly id: number;
  readonly amojoId: string;
  /** An account may move to another. */
  subdomain: string;
  /** Who can write in chats. */
  users: readonly Named[];
}

export interface Connection {
  readonly scopeId: string;
  readonly channel: Channel;
  readonly account: Account;
  title: string;
  isTimeWindowDisabled: boolean;
  hookVersion: 'v1' | 'v2';
}

/** A customer. Kommo's users and the channel's bot are not participants here. */
export interface Participant {
  readonly id: string;
  readonly scopeId: string;
  clientId: string | null;
  name: string;
  avatar: string | null;
  phone: string | null;
  email: string | null;
}

export interface Chat {
  readonly id: string;
  readonly scopeId: string;
  clientId: string | null;
  readonly customer: Participant;
  sourceExternalId: string | null;
  /** How a manager began this chat (kommo-chat-api.md §11.3). */
  readonly begunBy: { readonly phone: string; readonly sourceExternalId: string | null } | null;
  typingUntil: number | null;
  /** A typing call has come: the first may only open the profile (kommo-chat-api.md §10.3). */
  typingSeen: boolean;
  /** When the last typing hook went out. */
  typedAt: number | null;
  /** By time, then by arrival. */
  readonly messages: Message[];
}

export type DeliveryStatus = 'sent' | 'delivered' | 'read' | 'failed';

export interface Message {
  readonly id: string;
  readonly chat: Chat;
  clientId: string | null;
  /** Ids it had before an edit gave it another; they still name it. */
  readonly formerClientIds: string[];
  readonly direction: 'incoming' | 'outgoing';
  readonly sender: Participant | Named;
  readonly receiver: Participant | null;
  readonly at: number;
  readonly storedAt: number;
  content: MessageContent;
  /** What it was before its edits, oldest first. */
  readonly versions: MessageContent[];
  copy: MediaCopy | null;
  readonly mediaGroupId: string | null;
  readonly quote: Quoted | null;
  readonly forward: Quoted | null;
  /** What only Kommo's people can send. */
  readonly extras: Extras | null;
  readonly notified: boolean;
  status: DeliveryStatus | null;
  error: { readonly code: number; readonly text: string } | null;
  hook: { readonly status: number | null; readonly ms: number; readonly error: string | null } | null;
  /** The journal's number of the request that made it. */
  readonly journalSeq: number | null;
  /** By person: each has one at most. */
  readonly reactions: Map<string, ReactionView>;
}

/** The `message` object of kommo-chat-api.md §9.4, as sent. */
export interface MessageContent {
  readonly type: string;
  readonly text?: string | undefined;
  readonly media?: string | undefined;
  readonly file_name?: string | undefined;
  readonly file_size?: number | undefined;
  readonly media_duration?: number | undefined;
  readonly sticker_id?: string | undefined;
  readonly location?: { readonly lon: number; readonly lat: number } | undefined;
  readonly contact?: { readonly name: string; readonly phone: string } | undefined;
  readonly callback_data?: string | undefined;
  readonly shared_post?:
    | {
        readonly url: string;
        readonly type: 'post';
        readonly preview_link?: string | undefined;
        readonly preview_permalink?: string | undefined;
        readonly site_name?: string | undefined;
      }
    | undefined;
  readonly post?:
    | {
        readonly id: string;
        readonly url: string;
        readonly preview_url?: string | undefined;
        readonly preview_permalink?: string | undefined;
        readonly username?: string | undefined;
        readonly caption?: string | undefined;
      }
    | undefined;
}

/** Kommo's own copy of a file: fetched from the integration, or put there by a manager. */
export interface MediaCopy {
  state: 'waiting' | 'there' | 'failed';
  /** Where it is fetched from; null of a manager's file. */
  readonly source: string | null;
  /** `{uuid}/{uuid}` of Kommo's own address of it (kommo-chat-api.md §11.2). */
  readonly folder: string;
  /** Id of a file of the sandbox, once it is there. */
  fileId: string | null;
  since: number;
  /** Why it failed. */
  error: string | null;
}

/** A message that another one quotes or passes on: one that is here, or one that was only drawn (kommo-chat-api.md §9.5). */
export interface Quoted {
  message: Message | null;
  readonly author: string;
  readonly text: string;
}

/** kommo-chat-api.md §11.4, §11.6. */
export interface Extras {
  readonly buttons: readonly (readonly { readonly text: string; readonly url?: string | undefined }[])[];
  readonly list: ListMessageView | null;
  readonly template: {
    readonly id: number;
    readonly externalId?: string | undefined;
    readonly content: string;
    readonly params: readonly { readonly key: string; readonly value: string }[];
  } | null;
  readonly postId: string | null;
}
