import type { Capabilities, ConnectedContext, DriverContext, GuideStep, Identity } from '../contract';
import type { MediaType } from '../../model/content';
import type { Rates } from '../../model/rates';
import type { Phrases, Words } from '../../model/words';
import type { PageCredentials } from './credentials';

export type Context = DriverContext<PageCredentials>;
export type Connected = ConnectedContext<PageCredentials>;

/** What differs between Messenger and Instagram Direct (facebook.md §11); all else they share. */
export interface Product {
  readonly kind: 'messenger' | 'instagram';
  /** For people. */
  readonly title: string;
  /** What webhooks are about: `object` of theirs. */
  readonly object: 'page' | 'instagram';
  readonly capabilities: Capabilities;
  readonly rates: Rates;
  readonly about: Words;
  readonly guide: readonly GuideStep[];
  /** All that this product says beside what both say. */
  readonly phrases: readonly Phrases[];
  /** Scopes without which the token is of no use. */
  readonly permissions: readonly string[];
  readonly fields: {
    /** Without these, something that matters is not heard of. */
    readonly needed: readonly string[];
    /** Read where Meta has them. */
    readonly more: readonly string[];
  };
  /** A customer whose name is not known. */
  readonly unnamed: string;
  /** Fields of a profile that every app may ask for (facebook.md §8). */
  readonly profileFields: readonly string[];
  /** Reactions that can be sent, by the word that Meta has for them. */
  readonly reactions: Readonly<Record<string, readonly string[]>>;
  /** How Meta calls a kind of file; another word where a kind is none there. */
  readonly attachments: Readonly<Record<MediaType, 'image' | 'video' | 'audio' | 'file'>>;
  identify(context: Context): Promise<Pick<Identity, 'remoteId' | 'name' | 'address'>>;
  linkTo(source: Pick<Identity, 'remoteId' | 'address'>): string | undefined;
}

/** What of the customer's message makes it theirs alone is the mid; its pieces are counted from 1. */
const PIECE = /#\d{1,3}$/;

/** One message of Meta may hold several files, each of which is a message in Kommo. The first has the message's own id. */
export function pieceId(mid: string, index: number): string {
  return index === 0 ? mid : `${mid}#${index}`;
}

/** The message that a piece belongs to. */
export function midOf(remoteId: string): string {
  return remoteId.replace(PIECE, '');
}
