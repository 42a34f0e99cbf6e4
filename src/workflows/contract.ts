import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { ChatCommand, CommandResult, Told, Verdict } from '../model/command';
import type { ChatId, DeliveryId } from '../model/ids';
import type { MessengerKind } from '../model/messenger-kind';
import { ALL_WORK, EVERY_WORK, type Work } from '../model/work';

/** Tells a conversation that the ledger holds something new. Carries no message: content stays in the ledger (P7). */
export const wake = defineSignal<[{ readonly work: readonly Work[] }]>('wake');

/**
 * What a wake asks to look at: everything, unless it names only what this version knows. One sent by hand or by a newer
 * api stays in the history, so a handler that choked on it would choke for ever.
 */
export function workOf(hint: unknown): readonly Work[] {
  const named: unknown = typeof hint === 'object' && hint !== null && 'work' in hint ? hint.work : undefined;
  if (!Array.isArray(named)) return ALL_WORK;
  const known = EVERY_WORK.filter((work) => named.includes(work));
  return known.length === new Set(named).size ? known : ALL_WORK;
}

/**
 * A hold of the chat's source or account has ended. A wake leaves a parked lane alone; this does not, for the lane may
 * be waiting for an end that was years away.
 */
export const released = defineSignal('released');

/**
 * What people can have done with a chat: from the admin API and the CLI, and from the Temporal UI. Who says so is kept
 * in the ledger with what came of it.
 */
export const commandUpdates = {
  retry: defineUpdate<CommandResult, [Told & { readonly deliveryId: DeliveryId }]>('retryNow'),
  skip: defineUpdate<CommandResult, [Told & { readonly deliveryId: DeliveryId }]>('skip'),
  pause: defineUpdate<CommandResult, [Told]>('pause'),
  resume: defineUpdate<CommandResult, [Told]>('resume'),
  decide: defineUpdate<CommandResult, [Told & { readonly deliveryId: DeliveryId; readonly verdict: Verdict }]>(
    'decide',
  ),
};

export const stateQuery = defineQuery<ConversationState>('state');

export interface ConversationInput {
  readonly chatId: ChatId;
  readonly messenger: MessengerKind;
  /** How long the conversation stays open after its last work when no reply window is open, milliseconds. */
  readonly lingerMs: number;
  /** After so many wakes the conversation continues as new. */
  readonly wakesPerRun: number;
  /** From the run before. */
  readonly carried?: {
    readonly windowClosesAt: number | null;
    readonly stuckSince: number | null;
    readonly stuck: readonly Work[];
  };
}

/** What a query and the panel in the Temporal UI show. Ids and times only. */
export interface ConversationState {
  readonly lanes: Readonly<Record<Work, 'idle' | 'working' | 'parked'>>;
  /** Why a lane is parked, in words without content. */
  readonly parkedBecause: Readonly<Record<Work, string | null>>;
  /** The customer of a chat that began with a phone number is being looked up: what waits goes on with the next wake. */
  readonly awaitsAddress: boolean;
  readonly windowClosesAt: number | null;
  readonly stuckSince: number | null;
  readonly wakes: number;
}

export interface LaneInput {
  readonly chatId: ChatId;
  /** The slow form: waits long between attempts and never gives the lane back for failing. */
  readonly parked: boolean;
}

export interface LaneResult {
  /**
   * `more`: the activity did its share and rows are left · `park`: the head failed too often to try at this pace ·
   * `await-media`: the head's file is still being fetched.
   */
  readonly kind: 'idle' | 'more' | 'park' | 'await-media';
  /** With `idle`: rows are left, and go on when the chat is woken with the address; told since there is `writeFirst`. */
  readonly awaits?: 'address';
  /** For `park`: the last failure in words without content. */
  readonly why?: string;
  readonly windowClosesAt: number | null;
  /** A state of a message has to be reported to Kommo. */
  readonly receiptsDue: boolean;
  /** The customer's contact or lead in the CRM has to be looked at. Workers of an earlier version do not tell. */
  readonly contactDue?: boolean;
  /** The talk in Kommo is to be closed: left out by earlier versions, and where it is not. */
  readonly closesTalk?: boolean;
  /** The customer is to be shown that the manager has read, or has closed the talk. As `contactDue`. */
  readonly marksDue?: boolean;
}

export interface WindowResult {
  readonly windowClosesAt: number | null;
  /** As of `LaneResult`. */
  readonly closesTalk?: boolean;
}

/** What a conversation asks of the worker. Arguments and results are ids, times and counts. */
export interface ConversationActivities {
  deliverToKommo(input: LaneInput): Promise<LaneResult>;
  deliverToMessenger(input: LaneInput): Promise<LaneResult>;
  /** Copies the files of the chat's messages into our store, before their links die. */
  fetchMedia(input: { readonly chatId: ChatId }): Promise<{ readonly more: boolean }>;
  reportReceipts(input: { readonly chatId: ChatId }): Promise<{ readonly more: boolean }>;
  /** Brings the customer's contact and lead in the CRM up to date, where nobody typed over them. */
  followContact(input: { readonly chatId: ChatId }): Promise<void>;
  /** Marks the chat closed if its window is over; else says until when it is open now. */
  closeWindow(input: { readonly chatId: ChatId }): Promise<WindowResult>;
  /** Shows the customer what is to be shown of the manager beside messages: that they have read, that the talk is closed. */
  tellMarks(input: { readonly chatId: ChatId }): Promise<void>;
  /** Closes the talk of the chat in Kommo, where it is still to be closed. Calls Kommo's CRM. */
  closeTalk(input: { readonly chatId: ChatId }): Promise<void>;
  /** Does what a person says, while both lanes rest, and writes down who said it. */
  applyCommand(input: ChatCommand): Promise<CommandResult>;
}

export const CONVERSATIONS_QUEUE = 'conversations';
export const KOMMO_QUEUE = 'kommo';
/** Of its own, so that slow files do not take the slots of messages. */
export const MEDIA_QUEUE = 'media';
export const messengerQueue = (kind: MessengerKind): string => `messenger-${kind}`;

export function conversationId(messenger: MessengerKind, chatId: ChatId): string {
  return `chat:${messenger}:${chatId}`;
}
