import type { z } from 'zod';
import { isRecord, parseJson } from '../http/json';
import type { SaidContent } from '../model/content';
import { given } from './given';
import { contentOf } from './hook-content';
import { HookFields } from './hook-fields';
import { MessageHook, ReactionHook, TypingHook } from './hook-schemas';
import { secondsAt, writtenAt } from './hook-times';
import {
  asAmojoChatId,
  asAmojoMessageId,
  asAmojoParticipantId,
  type AmojoChatId,
  type AmojoMessageId,
  type AmojoParticipantId,
} from './ids';

/** The reason of a hook in Kommo's old form: whoever gets one has connected the channel without asking for v2 (§11.9). */
export const V1_HOOK = 'v1 hook';

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
    /** Also the number that a manager chose, in chats that Kommo started. */
    readonly phone?: string;
    readonly email?: string;
  };
  readonly sender: { readonly id: AmojoParticipantId; readonly name?: string; readonly email?: string };
  readonly sourceExternalId?: string;
  readonly content: SaidContent;
  /** Fields that could not be used, or not in full; names, never values. */
  readonly leftOut?: readonly string[];
}

/** A manager is typing (§11.7). */
export interface TypingHookEvent {
  readonly kind: 'typing';
  readonly accountAmojoId: string;
  readonly conversation: HookConversation;
  readonly userId?: AmojoParticipantId;
  /** Milliseconds since 1970. */
  readonly expiresAt?: number;
  /** The post whose comment is being answered (§11.6). */
  readonly postId?: string;
}

/** A manager set a reaction or took it back (§11.8). */
export interface ReactionHookEvent {
  readonly kind: 'reaction';
  readonly accountAmojoId: string;
  /** Milliseconds since 1970, by Kommo's clock. */
  readonly at: number;
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
  if (isV1(body) || (isRecord(body.message) && isV1(body.message))) return unparsed(V1_HOOK);
  if ('message' in body) return parseMessage(body);
  if (isRecord(body.action)) {
    if ('typing' in body.action) return parseTyping(body);
    if ('reaction' in body.action) return parseReaction(body);
    return unparsed('an action that is neither typing nor a reaction');
  }
  return unparsed('neither a message nor an action');
}

function parseMessage(body: Record<string, unknown>): KommoHook {
  const parsed = MessageHook.safeParse(body);
  if (!parsed.success) return misfit('message', parsed.error);
  const { account_id, message: named } = parsed.data;
  const leftOut = new Set<string>();
  const around = new HookFields(body.message, leftOut);
  const at = writtenAt(around) ?? secondsAt(new HookFields(body, leftOut), 'time');
  if (at === undefined) return unparsed('message hook without a time');
  const receiver = around.object('receiver');
  const sender = around.object('sender');
  const event: MessageHookEvent = {
    kind: 'message',
    accountAmojoId: account_id,
    id: asAmojoMessageId(named.message.id),
    at,
    conversation: conversationOf(named.conversation.id, around),
    receiver: {
      id: asAmojoParticipantId(named.receiver.id),
      ...given({
        clientId: receiver?.id('client_id'),
        name: receiver?.text('name'),
        phone: receiver?.text('phone'),
        email: receiver?.text('email'),
      }),
    },
    sender: {
      id: asAmojoParticipantId(named.sender.id),
      ...given({ name: sender?.text('name'), email: sender?.text('email') }),
    },
    ...given({ sourceExternalId: around.object('source')?.id('external_id') }),
    content: contentOf(around.object('message') ?? around),
  };
  return leftOut.size === 0 ? event : { ...event, leftOut: [...leftOut] };
}

function parseTyping(body: Record<string, unknown>): KommoHook {
  const parsed = TypingHook.safeParse(body);
  if (!parsed.success) return misfit('typing', parsed.error);
  const action = new HookFields(body.action, new Set());
  const typing = action.object('typing') ?? action;
  // The table of amoCRM's page has the user beside it (§11.7).
  const user = typing.object('user')?.id('id') ?? action.object('user')?.id('id');
  return {
    kind: 'typing',
    accountAmojoId: parsed.data.account_id,
    conversation: conversationOf(parsed.data.action.typing.conversation.id, typing),
    ...given({
      userId: user === undefined ? undefined : asAmojoParticipantId(user),
      expiresAt: secondsAt(typing, 'expired_at'),
      postId: typing.id('post_id'),
    }),
  };
}

function parseReaction(body: Record<string, unknown>): KommoHook {
  const parsed = ReactionHook.safeParse(body);
  if (!parsed.success) return misfit('reaction', parsed.error);
  const named = parsed.data.action.reaction;
  const action = new HookFields(body.action, new Set());
  const reaction = action.object('reaction') ?? action;
  const message = reaction.object('message');
  const emoji = reaction.id('emoji');
  if (named.type === 'react' && emoji === undefined) return unparsed('reaction hook without an emoji');
  const at = secondsAt(new HookFields(body, new Set()), 'time') ?? (message && writtenAt(message));
  if (at === undefined) return unparsed('reaction hook without a time');
  return {
    kind: 'reaction',
    accountAmojoId: parsed.data.account_id,
    at,
    conversation: conversationOf(named.conversation.id, reaction),
    userId: asAmojoParticipantId(named.user.id),
    message: { id: asAmojoMessageId(named.message), ...given({ clientId: message?.id('client_id') }) },
    emoji: named.type === 'react' ? (emoji ?? null) : null,
  };
}

function conversationOf(id: string, around: HookFields): HookConversation {
  return { id: asAmojoChatId(id), ...given({ clientId: around.object('conversation')?.id('client_id') }) };
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
