/** A token that was given out. */
export interface IssuedToken {
  readonly value: string;
  readonly lineId: string;
  readonly by: 'stable' | 'plain';
  readonly expiresAt: number;
  /** When another took its place; null: it is the newest of its kind. */
  replacedAt: number | null;
}

export const MEDIA_TYPES = ['image', 'voice', 'video', 'thumb'] as const;
export type MediaType = (typeof MEDIA_TYPES)[number];

/** A file in WeChat's store, for three days: uploaded by the account, or sent by a customer (wechat.md §7). */
export interface StoredMedia {
  readonly id: string;
  readonly lineId: string;
  readonly type: MediaType;
  readonly fileId: string;
  readonly at: number;
}

/** What WeChat knows beside lines and handsets. */
export class WeChatState {
  tokens: IssuedToken[] = [];
  readonly media = new Map<string, StoredMedia>();
  /** How often something was called, by line, day and name. */
  readonly calls = new Map<string, number>();
}
