import { createHash } from 'node:crypto';
import { Router, type Request, type Response } from 'express';
import { parseHook, type MessageHookEvent } from '../kommo/hooks';
import { verifyWebhook } from '../kommo/signing';
import type { AcceptableEvent, KeptEvent } from '../ledger/acceptable';
import type { KommoRoute } from '../ledger/routing';
import { eventsAccepted } from '../metrics';
import type { AccountId } from '../model/ids';
import type { HookDependencies } from './hooks';
import { answerHook, refuseHook } from './hook-answer';

/**
 * `POST /hooks/kommo/:scopeId` (kommo-chat-api.md §11): verify over the raw bytes, make durable, answer 200, wake.
 * Kommo sends each hook once and never again, so whatever is validly signed is kept, also when nobody understands it.
 */
export function kommoHooks(deps: HookDependencies): Router {
  const router = Router();
  router.post('/hooks/kommo/:scopeId', async (request: Request<{ scopeId: string }>, response) => {
    await receive(deps, request.params.scopeId, request, response);
  });
  return router;
}

async function receive(deps: HookDependencies, scopeId: string, request: Request, response: Response): Promise<void> {
  const raw = request.body as Buffer;
  const route = await deps.routing.kommo(scopeId);
  if (route === undefined) {
    refuseHook(response, 'kommo', 404, 'unknown-channel', 'No channel of ours has this address');
    return;
  }
  if (!verifyWebhook(raw, request.get('x-signature'), route.channelSecret)) {
    refuseHook(response, 'kommo', 403, 'bad-signature', 'X-Signature is missing or does not fit the body');
    return;
  }
  const hook = parseHook(raw);
  // The signature covers the body and the key is the channel's: one account's hook would verify at another's address.
  const namedAccount = hook.kind === 'unparsed' ? accountNamedIn(raw) : hook.accountAmojoId;
  if (namedAccount !== undefined && namedAccount !== scopeId.slice(scopeId.indexOf('_') + 1)) {
    refuseHook(response, 'kommo', 403, 'other-account', 'The hook belongs to another account than its address');
    return;
  }
  const event = acceptable(route, hook, raw, namedAccount);
  if (event !== undefined) {
    const { fresh, wake } = await deps.acceptor.accept([event]);
    eventsAccepted.inc({
      caller: 'kommo',
      kind: fresh === 0 ? 'repeated' : event.kind === 'kept' ? event.as : 'message',
    });
    deps.waker.wake(wake);
  }
  answerHook(response, 'kommo', 'accepted', { status: 200 });
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
      return keep(route, account, 'ignored', 'Reactions are not carried yet', raw);
    case 'unparsed':
      // Nothing in it says whose it is, and its signature would fit every account of the channel: it is nobody's (P9).
      return keep(route, namedAccount === undefined ? null : account, 'unparsed', hook.reason, raw);
  }
}

function message(route: KommoRoute, accountId: AccountId, hook: MessageHookEvent, raw: Buffer): AcceptableEvent {
  return {
    kind: 'message-from-kommo',
    accountId,
    scopeId: route.scopeId,
    dedupeKey: `${route.scopeId}/message/${hook.id}`,
    chatKommoId: hook.conversation.id,
    chatClientId: hook.conversation.clientId ?? null,
    sourceExternalId: hook.sourceExternalId ?? null,
    kommoId: hook.id,
    author: { kommoId: hook.sender.id, name: hook.sender.name ?? '' },
    customer: { kommoId: hook.receiver.id, name: hook.receiver.name ?? '' },
    at: hook.at,
    content: hook.content,
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
    dedupeKey: `${route.scopeId}/raw/${createHash('sha256').update(raw).digest('hex')}`,
    reason,
    raw,
  };
}

function accountNamedIn(raw: Buffer): string | undefined {
  return /"account_id"\s*:\s*"([^"\\]{1,64})"/.exec(raw.subarray(0, 64 * 1_024).toString('latin1'))?.[1];
}
