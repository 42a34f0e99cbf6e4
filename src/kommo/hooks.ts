import type { z } from 'zod';
import type { MessageContent } from '../model/content';
import { MessageHook, ReactionHook, TypingHook } from './hook-schemas';
import {
  asAmojoChatId,
  asAmojoMessageId,
  asAmojoParticipantId,
  type AmojoChatId,
  type AmojoMessageId,
  type AmojoParticipantId,
} from './ids';

export type KommoHook = MessageHookEvent | TypingHookEvent | ReactionHookEvent | UnparsedHook;

/** A manager or a bot of Kommo wrote to a customer (kommo-chat-api.md §11.2). */
export interface MessageHookEvent {
  readonly kind: 'message';
  readonly accountAmojoId: string;
  readonly id: AmojoMessageId;
  /** Milliseconds since 1970, by Kommo's clock. */
  readonly at: number;
  readonly conversation: HookConversation;
  readonly receiver: {
    readonly id: AmojoParticipantId;
    /** Ours; absent in chats that Kommo started (§11.3). */
    readonly clientId?: string;
    readonly name?: string;
    readonly phone?: string;
  };
  readonly sender: { readonly id: AmojoParticipantId; readonly name?: string };
  readonly sourceExternalId?: string;
  readonly content: MessageContent;
}

/** A manager is typing (§11.7). */
export interface TypingHookEvent {
  readonly kind: 'typing';
  readonly accountAmojoId: string;
  readonly conversation: HookConversation;
  readonly userId: AmojoParticipantId;
  /** Milliseconds since 1970. */
  readonly expiresAt?: number;
}

/** A manager set a reaction or took it back (§11.8). */
export interface ReactionHookEvent {
  readonly kind: 'reaction';
  readonly accountAmojoId: string;
  readonly conversation: HookConversation;
  readonly userId: AmojoParticipantId;
  readonly message: { readonly id: AmojoMessageId; readonly clientId?: string };
  /** `null` takes the reaction back. */
  readonly emoji: string | null;
}

export interface HookConversation {
  readonly id: AmojoChatId;
  /** Ours; absent in chats that Kommo started (§11.3). */
  readonly clientId?: string;
}

export interface UnparsedHook {
  readonly kind: 'unparsed';
  /** For an operator; names fields, never their values. */
  readonly reason: string;
}

/**
 * Parses the body of a webhook whose signature has been verified (kommo-chat-api.md §11).
 *
 * @param raw the bytes as received
 */
export function parseHook(raw: Buffer): KommoHook {
  const body = parseJson(raw);
  if (!isRecord(body)) return unparsed('the body is not a JSON object');
  if (isRecord(body.message) && 'conversation' in body.message) return parseMessage(body);
  if (isV1(body) || (isRecord(body.message) && isV1(body.message))) return unparsed('v1 hook');
  if ('message' in body) return parseMessage(body);
  if (isRecord(body.action)) {
    if ('typing' in body.action) return parseTyping(body);
    if ('reaction' in body.action) return parseReaction(body);
    return unparsed('an action that is neither typing nor a reaction');
  }
  return unparsed('neither a message nor an action');
}

function parseMessage(body: unknown): KommoHook {
  const parsed = MessageHook.safeParse(body);
  if (!parsed.success) return misfit('message', parsed.error);
  const { account_id, time, message } = parsed.data;
  const seconds = message.timestamp ?? time;
  const at = message.msec_timestamp ?? (seconds === undefined ? undefined : seconds * 1_000);
  if (at === undefined) return unparsed('message hook without a time');
  const { receiver, sender } = message;
  return {
    kind: 'message',
    accountAmojoId: account_id,
    id: asAmojoMessageId(message.message.id),
    at,
    conversation: conversationOf(message.conversation),
    receiver: {
      id: asAmojoParticipantId(receiver.id),
      ...(receiver.client_id === undefined ? {} : { clientId: receiver.client_id }),
      ...(receiver.name === undefined ? {} : { name: receiver.name }),
      ...(receiver.phone === undefined ? {} : { phone: receiver.phone }),
    },
    sender: {
      id: asAmojoParticipantId(sender.id),
      ...(sender.name === undefined ? {} : { name: sender.name }),
    },
    ...(message.source?.external_id === undefined ? {} : { sourceExternalId: message.source.external_id }),
    content: contentOf(message.message.type, message.message.text),
  };
}

/** Any content keeps the ids, so that what cannot be carried is refused with a reason instead of lost. */
function contentOf(type: string | undefined, text: string | undefined): MessageContent {
  if (type === 'text') {
    return text === undefined || text.trim() === '' ? { type: 'unsupported', what: 'empty message' } : { type, text };
  }
  const what = type === undefined ? 'message of an unnamed kind' : (WORDS.get(type) ?? type.slice(0, 40));
  return { type: 'unsupported', what, ...(text === undefined ? {} : { caption: text }) };
}

/** Types whose own name is not the word people use. */
const WORDS: ReadonlyMap<string, string> = new Map([
  ['voice', 'voice message'],
  ['audio', 'audio file'],
  ['contact', 'contact card'],
]);

function parseTyping(body: unknown): KommoHook {
  const parsed = TypingHook.safeParse(body);
  if (!parsed.success) return misfit('typing', parsed.error);
  const { typing } = parsed.data.action;
  return {
    kind: 'typing',
    accountAmojoId: parsed.data.account_id,
    conversation: conversationOf(typing.conversation),
    userId: asAmojoParticipantId(typing.user.id),
    ...(typing.expired_at === undefined ? {} : { expiresAt: typing.expired_at * 1_000 }),
  };
}

function parseReaction(body: unknown): KommoHook {
  const parsed = ReactionHook.safeParse(body);
  if (!parsed.success) return misfit('reaction', parsed.error);
  const { reaction } = parsed.data.action;
  if (reaction.type === 'react' && reaction.emoji === undefined) return unparsed('reaction hook without an emoji');
  const clientId = reaction.message?.client_id;
  return {
    kind: 'reaction',
    accountAmojoId: parsed.data.account_id,
    conversation: conversationOf(reaction.conversation),
    userId: asAmojoParticipantId(reaction.user.id),
    message: {
      id: asAmojoMessageId(reaction.message?.id ?? reaction.msgid ?? ''),
      ...(clientId === undefined ? {} : { clientId }),
    },
    emoji: reaction.type === 'react' ? (reaction.emoji ?? null) : null,
  };
}

function conversationOf(conversation: { id: string; client_id?: string | undefined }): HookConversation {
  return {
    id: asAmojoChatId(conversation.id),
    ...(conversation.client_id === undefined ? {} : { clientId: conversation.client_id }),
  };
}

/** Dead, but sent to whoever connected without asking for v2: flat, with own ids (§11.9). */
function isV1(body: Record<string, unknown>): boolean {
  return 'conversation_id' in body && 'receiver' in body;
}

function misfit(kind: string, error: z.ZodError): UnparsedHook {
  const fault = error.issues[0];
  return unparsed(`${kind} hook: ${fault?.path.map(String).join('.') ?? ''} ${fault?.message ?? ''}`.trim());
}

function unparsed(reason: string): UnparsedHook {
  return { kind: 'unparsed', reason };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parseJson(raw: Buffer): unknown {
  try {
    return JSON.parse(raw.toString('utf8'));
  } catch {
    return undefined;
  }
}
