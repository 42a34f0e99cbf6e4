import { createHash } from 'node:crypto';
import { parseHook, type MessageHookEvent, type ReactionHookEvent, type TypingHookEvent } from '../kommo/hooks';
import { verifyWebhook } from '../kommo/signing';
import type { AcceptableEvent, KeptEvent } from '../ledger/acceptable';
import type { KommoRoute } from '../ledger/routing';
import type { AccountId } from '../model/ids';
import type { HookRequest, ReadHook, Signal } from './hook';

/**
 * Verifies and reads one webhook of Kommo (kommo-chat-api.md §11): over the raw bytes, without side effects.
 * Kommo sends each hook once and never again, so whatever is validly signed is kept, also when nobody understands it.
 */
export function readKommoHook(
  route: KommoRoute | undefined,
  scopeId: string,
  { headers, body }: HookRequest,
): ReadHook {
  if (route === undefined) {
    return { kind: 'refused', status: 404, word: 'unknown-channel', reason: 'No channel of ours has this address' };
  }
  if (!verifyWebhook(body, headers['x-signature'], route.channelSecret)) {
    const reason = 'X-Signature is missing or does not fit the body';
    return { kind: 'refused', status: 403, word: 'bad-signature', reason };
  }
  const hook = parseHook(body);
  // The signature covers the body and the key is the channel's: one account's hook would verify at another's address.
  const namedAccount = hook.kind === 'unparsed' ? accountNamedIn(body) : hook.accountAmojoId;
  if (namedAccount !== undefined && namedAccount !== scopeId.slice(scopeId.indexOf('_') + 1)) {
    const reason = 'The hook belongs to another account than its address';
    return { kind: 'refused', status: 403, word: 'other-account', reason };
  }
  const event = acceptable(route, hook, body, namedAccount);
  return {
    kind: 'read',
    events: event === undefined ? [] : [event],
    answer: { status: 200 },
    verifiedBy: 'hmac-sha1-of-body',
    signals: hook.kind === 'typing' && route.account !== null ? [typing(route, hook)] : [],
    ...(hook.kind === 'message' && hook.leftOut !== undefined ? { leftOut: hook.leftOut } : {}),
  };
}

/** Kommo shows typing for five seconds (kommo-chat-api.md §11.7). */
const TYPING_MS = 5_000;

function typing(route: KommoRoute, hook: TypingHookEvent): Signal {
  return {
    kind: 'manager-types',
    scopeId: route.scopeId,
    chatKommoId: hook.conversation.id,
    chatClientId: hook.conversation.clientId ?? null,
    until: hook.expiresAt ?? Date.now() + TYPING_MS,
  };
}

/** @returns undefined for what is not accepted durably (typing: passed on at once, or dropped). */
function acceptable(
  route: KommoRoute,
  hook: ReturnType<typeof parseHook>,
  raw: Buffer,
  namedAccount: string | undefined,
): AcceptableEvent | undefined {
  if (hook.kind === 'typing') return undefined;
  if (route.account === null) return keep(route, null, 'unrouted', 'No connected account has this scope', raw);
  const account = route.account.id;
  switch (hook.kind) {
    case 'message':
      return message(route, account, hook, raw);
    case 'reaction':
      return reaction(route, account, hook, raw);
    case 'unparsed':
      // Nothing in it says whose it is, and its signature would fit every account of the channel: it is nobody's (P9).
      return keep(route, namedAccount === undefined ? null : account, 'unparsed', hook.reason, raw);
  }
}

function message(route: KommoRoute, accountId: AccountId, hook: MessageHookEvent, raw: Buffer): AcceptableEvent {
  return {
    kind: 'message-from-kommo',
    side: 'kommo',
    accountId,
    scopeId: route.scopeId,
    dedupeKey: `${route.scopeId}/message/${hook.id}`,
    chatKommoId: hook.conversation.id,
    chatClientId: hook.conversation.clientId ?? null,
    sourceExternalId: hook.sourceExternalId ?? null,
    kommoId: hook.id,
    author: { kommoId: hook.sender.id, name: hook.sender.name ?? '' },
    customer: {
      kommoId: hook.receiver.id,
      name: hook.receiver.name ?? '',
      ...(hook.receiver.phone === undefined ? {} : { phone: hook.receiver.phone }),
    },
    at: hook.at,
    content: hook.content,
    raw,
  };
}

/** Such a hook has no id of its own: the same bytes are the same hook, and a later one names a later time. */
function reaction(route: KommoRoute, accountId: AccountId, hook: ReactionHookEvent, raw: Buffer): AcceptableEvent {
  return {
    kind: 'reaction-from-kommo',
    side: 'kommo',
    accountId,
    scopeId: route.scopeId,
    dedupeKey: `${route.scopeId}/reaction/${digest(raw)}`,
    chatKommoId: hook.conversation.id,
    chatClientId: hook.conversation.clientId ?? null,
    sourceExternalId: null,
    author: { kommoId: hook.userId, name: '' },
    at: hook.at,
    kommoId: hook.message.id,
    messageId: hook.message.clientId ?? null,
    reaction: hook.emoji === null ? { kind: 'none' } : { kind: 'emoji', emoji: hook.emoji },
    raw,
  };
}

function keep(
  route: KommoRoute,
  accountId: AccountId | null,
  as: KeptEvent['as'],
  reason: string,
  raw: Buffer,
): KeptEvent {
  return {
    kind: 'kept',
    as,
    accountId,
    scopeId: route.scopeId,
    connectionId: null,
    // Kommo gives such a hook no id we could read; the same bytes are the same hook.
    dedupeKey: `${route.scopeId}/raw/${digest(raw)}`,
    reason,
    raw,
  };
}

function accountNamedIn(raw: Buffer): string | undefined {
  return /"account_id"\s*:\s*"([^"\\]{1,64})"/.exec(raw.subarray(0, 64 * 1_024).toString('latin1'))?.[1];
}

function digest(raw: Buffer): string {
  return createHash('sha256').update(raw).digest('hex');
}
