import { Router, type Request, type Response } from 'express';
import type { AcceptableEvent } from '../ledger/acceptable';
import type { ConnectionRoute } from '../ledger/routing';
import { eventsAccepted } from '../metrics';
import type { InboundEvent, Messenger, RawRequest } from '../messengers/contract';
import { messengerOf } from '../messengers/registry';
import { isMessengerKind } from '../model/messenger-kind';
import { webhookUrl } from '../model/webhook-url';
import type { HookDependencies } from './hooks';
import { answerHook, refuseHook } from './hook-answer';

/**
 * `POST /hooks/<messenger>/<connection id>`: the driver verifies and parses, the events of one request commit as one,
 * then the messenger gets the answer it expects.
 */
export function messengerHooks(deps: HookDependencies): Router {
  const router = Router();
  router.post(
    '/hooks/:messenger/:connectionId',
    async (request: Request<{ messenger: string; connectionId: string }>, response) => {
      const { messenger, connectionId } = request.params;
      const driver = isMessengerKind(messenger) ? messengerOf(messenger) : undefined;
      const route = driver === undefined ? undefined : await deps.routing.connection(driver.kind, connectionId);
      if (driver === undefined || route === undefined) {
        refuseHook(response, 'nobody', 404, 'unknown-connection', 'No connection of ours has this address');
        return;
      }
      await receive(deps, driver, route, request, response);
    },
  );
  return router;
}

async function receive(
  deps: HookDependencies,
  driver: Messenger,
  route: ConnectionRoute,
  request: Request,
  response: Response,
): Promise<void> {
  const raw = request.body as Buffer;
  const received = driver.receive(
    {
      connectionId: route.connectionId,
      credentials: route.credentials,
      webhook: { url: webhookUrl(deps.publicUrl, driver.kind, route.connectionId), secret: route.webhookSecret },
      clock: deps.clock,
    },
    rawRequest(request, raw),
  );
  if (received.kind === 'refused') {
    refuseHook(response, driver.kind, received.status, 'bad-signature', received.reason);
    return;
  }
  const events = received.events.map((event) => acceptable(driver, route, event, raw));
  if (events.length > 0) {
    const { wake } = await deps.acceptor.accept(events);
    for (const event of events) {
      eventsAccepted.inc({ caller: driver.kind, kind: event.kind === 'kept' ? event.as : 'message' });
    }
    deps.waker.wake(wake);
  }
  answerHook(response, driver.kind, 'accepted', received.answer);
}

function rawRequest(request: Request, body: Buffer): RawRequest {
  const [path = '', query = ''] = request.originalUrl.split('?', 2);
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  );
  return { method: request.method, path, query, headers, body };
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
