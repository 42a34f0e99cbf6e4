import type { AcceptableEvent } from '../ledger/acceptable';
import type { ConnectionRoute } from '../ledger/routing';
import type { Clock, InboundEvent, Messenger } from '../messengers/contract';
import { messengerOf } from '../messengers/registry';
import { webhookUrl } from '../model/webhook-url';
import type { HookRequest, ReadHook } from './hook';

/** Has the driver verify and read one webhook of a messenger, without side effects. */
export function readMessengerHook(
  route: ConnectionRoute | undefined,
  request: HookRequest,
  { publicUrl, clock }: { readonly publicUrl: string; readonly clock: Clock },
): ReadHook {
  const driver = route === undefined ? undefined : messengerOf(route.messenger);
  if (route === undefined || driver === undefined) {
    return {
      kind: 'refused',
      status: 404,
      word: 'unknown-connection',
      reason: 'No connection of ours has this address',
    };
  }
  const received = driver.receive(
    {
      connectionId: route.connectionId,
      credentials: route.credentials,
      webhook: { url: webhookUrl(publicUrl, driver.kind, route.connectionId), secret: route.webhookSecret },
      clock,
    },
    request,
  );
  if (received.kind === 'refused') {
    return { kind: 'refused', status: received.status, word: 'bad-signature', reason: received.reason };
  }
  return {
    kind: 'read',
    events: received.events.map((event) => acceptable(driver, route, event, request.body)),
    answer: received.answer,
  };
}

function acceptable(driver: Messenger, route: ConnectionRoute, event: InboundEvent, raw: Buffer): AcceptableEvent {
  const dedupeKey = `${route.connectionId}/${event.key}`;
  const source = 'source' in event ? route.sources.get(event.source) : undefined;
  const kept = {
    kind: 'kept',
    accountId: source?.accountId ?? null,
    scopeId: null,
    connectionId: route.connectionId,
    dedupeKey,
  } as const;
  switch (event.kind) {
    case 'ignored':
      return { ...kept, as: 'ignored', reason: event.reason, raw: null };
    case 'unparsed':
      return { ...kept, as: 'unparsed', reason: event.reason, raw };
    case 'message': {
      if (source === undefined) return { ...kept, as: 'unrouted', reason: 'The connection has no such source', raw };
      const { language, phone, profileLink } = event.author;
      const windowMs = source.channelWindowMs ?? driver.capabilities.windowMs;
      return {
        kind: 'message-from-messenger',
        accountId: source.accountId,
        scopeId: source.scopeId,
        sourceId: source.sourceId,
        dedupeKey,
        chatRemoteId: event.chat,
        remoteId: event.remoteId,
        author: {
          remoteId: event.author.remoteId,
          name: event.author.name,
          ...(phone === undefined ? {} : { phone }),
          ...(profileLink === undefined ? {} : { profileLink }),
          ...(language === undefined ? {} : { language }),
        },
        at: event.at,
        windowMs: event.opensWindow ? windowMs : null,
        content: event.content,
        raw,
      };
    }
    case 'notice':
      if (source === undefined) return { ...kept, as: 'unrouted', reason: 'The connection has no such source', raw };
      return {
        kind: 'notice',
        accountId: source.accountId,
        sourceId: source.sourceId,
        dedupeKey,
        chatRemoteId: event.chat,
        text: event.text,
        at: event.at,
        raw,
      };
    case 'receipt':
      if (source === undefined) return { ...kept, as: 'unrouted', reason: 'The connection has no such source', raw };
      return {
        kind: 'receipt',
        accountId: source.accountId,
        sourceId: source.sourceId,
        dedupeKey,
        remoteId: event.remoteId,
        state: event.state,
        code: event.failure?.code ?? null,
        text: event.failure?.text ?? null,
        at: event.at,
        raw,
      };
  }
}
