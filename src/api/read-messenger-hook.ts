import type { AcceptableEvent, CustomerProfile, Receipt } from '../ledger/acceptable';
import type { ConnectionRoute } from '../ledger/routing';
import type { HttpClient } from '../http/client';
import type {
  InboundEvent,
  InboundMessage,
  InboundReceipt,
  Messenger,
  RefusedRequest,
  RemoteParticipant,
} from '../messengers/contract';
import { messengerOf } from '../messengers/registry';
import { replyWindowOf } from '../messengers/reply-window';
import type { ScopeId } from '../model/ids';
import { webhookUrl } from '../model/webhook-url';
import { wordsOf } from '../model/words';
import { authenticateHook } from './authenticate-hook';
import { fetchAhead } from './fetch-ahead';
import type { Hook, HookRefusal, ReadHook, Signal } from './hook';
import type { KeyCache } from './key-cache';

export interface ReadMessengerHookOptions {
  readonly publicUrl: string;
  readonly keys: KeyCache;
  /** For addresses that others choose. */
  readonly http: HttpClient;
}

/**
 * Has the driver verify and read one webhook of a messenger, without side effects. Calls nobody but for keys that are missing,
 * and for what would be gone later, and waits a second and a half for either.
 */
export async function readMessengerHook(
  route: ConnectionRoute | undefined,
  hook: Pick<Hook, 'request' | 'at' | 'fetched'>,
  options: ReadMessengerHookOptions,
): Promise<ReadHook> {
  const driver = route === undefined ? undefined : messengerOf(route.messenger);
  if (route === undefined || driver === undefined) {
    return {
      kind: 'refused',
      status: 404,
      word: 'unknown-connection',
      reason: 'No connection of ours has this address',
    };
  }
  const { request, at } = hook;
  const context = {
    connectionId: route.connectionId,
    credentials: route.credentials,
    webhook: { url: webhookUrl(options.publicUrl, driver.kind, route.connectionId), secret: route.webhookSecret },
    clock: { now: () => at },
    sources: [...route.sources.keys()],
  };
  const sender = await authenticateHook(driver, context, request, options);
  if (sender.kind === 'unverified') return sender;
  if (sender.kind === 'refused') return forged(sender);
  const { claims } = sender;
  const { fetched = await fetchAhead(driver, context, request, options) } = hook;
  const ahead = fetched === undefined ? {} : { fetched };
  const received = driver.receive({ ...context, ...(claims === undefined ? {} : { claims }), ...ahead }, request);
  if (received.kind === 'refused') return forged(received);
  return {
    kind: 'read',
    ...ahead,
    events: received.events.map((event) => acceptable(driver, route, event, request.body)),
    answer: received.answer,
    verifiedBy: driver.signedBy,
    signals: [
      ...(received.typing ?? []).flatMap(({ source, chat }): Signal[] => {
        const sourceId = route.sources.get(source)?.sourceId;
        return sourceId === undefined ? [] : [{ kind: 'customer-types', sourceId, chatRemoteId: chat }];
      }),
      ...(received.acknowledge ?? []).map(({ what, ifNew }): Signal => ({
        kind: 'acknowledge',
        route,
        what,
        ifNew: ifNew === undefined ? undefined : dedupeKeyOf(route, ifNew),
      })),
    ],
  };
}

function forged(refused: RefusedRequest): HookRefusal {
  return { word: 'bad-signature', ...refused };
}

function dedupeKeyOf(route: ConnectionRoute, key: string): string {
  return `${route.connectionId}/${key}`;
}

function acceptable(driver: Messenger, route: ConnectionRoute, event: InboundEvent, raw: Buffer): AcceptableEvent {
  const dedupeKey = dedupeKeyOf(route, event.key);
  const kept = { kind: 'kept', scopeId: null, connectionId: route.connectionId, dedupeKey } as const;
  if (event.kind === 'ignored') return { ...kept, as: 'ignored', accountId: null, reason: event.reason, raw: null };
  if (event.kind === 'unparsed') return { ...kept, as: 'unparsed', accountId: null, reason: event.reason, raw };
  const source = route.sources.get(event.source);
  if (source === undefined) {
    return { ...kept, as: 'unrouted', accountId: null, reason: 'The connection has no such source', raw };
  }
  const { accountId, sourceId, scopeId } = source;
  const routed = { accountId, sourceId, dedupeKey, raw } as const;
  switch (event.kind) {
    case 'message': {
      const windowMs = shorter(source.channelWindowMs, replyWindowOf(driver, route.credentials));
      return {
        ...routed,
        ...placeOf(scopeId, event),
        kind: 'message-from-messenger',
        author: profileOf(event.author),
        aliases: event.aliases ?? [],
        windowMs: event.opensWindow ? windowMs : null,
        opensWindow: event.opensWindow,
        ...(event.repeatedWithinMs === undefined ? {} : { repeatedWithinMs: event.repeatedWithinMs }),
        content: event.content,
      };
    }
    case 'edit':
      return {
        ...routed,
        ...placeOf(scopeId, event),
        kind: 'edit-from-messenger',
        author: profileOf(event.author),
        content: event.content,
      };
    case 'removal':
      return { ...routed, ...placeOf(scopeId, event), kind: 'removal-from-messenger', author: null };
    case 'reaction':
      return {
        ...routed,
        ...placeOf(scopeId, event),
        kind: 'reaction-from-messenger',
        author: profileOf(event.author),
        reaction: event.reaction,
      };
    case 'move':
      return { ...routed, kind: 'move', chatRemoteId: event.chat, to: event.to };
    case 'watermark': {
      const { chat: chatRemoteId, state, until } = event;
      return { ...routed, kind: 'watermark', chatRemoteId, state, until };
    }
    case 'echo':
      if (event.correlation !== undefined) {
        return { ...routed, ...receiptOf({ ...event, state: 'sent' }), kind: 'receipt' };
      }
      return {
        ...routed,
        ...placeOf(scopeId, event),
        kind: 'echo-from-messenger',
        author: profileOf(event.customer),
        content: event.content,
      };
    case 'source-notice': {
      const { kind, weight, at, restricts, owner } = event;
      const restricted = restricts === undefined ? {} : { restricts, ...(owner === undefined ? {} : { owner }) };
      return { ...routed, kind, weight, at, ...restricted, ...wordsOf(event) };
    }
    case 'template-change': {
      const { kind, template, state } = event;
      const text = `The template ${template} ${state === undefined ? 'says something else' : `is ${state}`} now`;
      return { ...routed, kind, text };
    }
    case 'history':
      return { ...routed, kind: event.kind, records: event.records };
    case 'notice': {
      const { chat: chatRemoteId, at, chatReference, away, ends } = event;
      const reference = chatReference === undefined ? {} : { chatReference };
      const turned = { ...(away === undefined ? {} : { away }), ...(ends === undefined ? {} : { ends }) };
      return { ...routed, kind: 'notice', chatRemoteId, ...wordsOf(event), at, ...reference, ...turned };
    }
    case 'receipt':
      return { ...routed, ...receiptOf(event), kind: 'receipt' };
  }
}

/** What is over at either side is over. */
function shorter(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other;
  return Math.min(one, other);
}

function receiptOf({
  remoteId,
  correlation,
  state,
  failure,
  at,
}: Pick<InboundReceipt, 'remoteId' | 'correlation' | 'failure' | 'at'> & { readonly state: Receipt['state'] }) {
  const { code = null, text = null, said = null, windowClosed = false } = failure ?? {};
  return { remoteId, correlation: correlation ?? null, state, code, text, said, windowClosed, at } as const;
}

function placeOf(
  scopeId: ScopeId,
  {
    chat,
    chatReference,
    remoteId,
    at,
  }: Pick<InboundMessage, 'chat' | 'remoteId' | 'at'> & Partial<Pick<InboundMessage, 'chatReference'>>,
) {
  const reference = chatReference === undefined ? {} : { chatReference };
  return { side: 'messenger', scopeId, chatRemoteId: chat, remoteId, at, ...reference } as const;
}

function profileOf({
  remoteId,
  name,
  isUnnamed,
  phone,
  email,
  avatar,
  profileLink,
  language,
}: RemoteParticipant): CustomerProfile {
  return {
    remoteId,
    name,
    ...(isUnnamed === undefined ? {} : { isUnnamed }),
    ...(phone === undefined ? {} : { phone }),
    ...(email === undefined ? {} : { email }),
    ...(avatar === undefined ? {} : { avatar }),
    ...(profileLink === undefined ? {} : { profileLink }),
    ...(language === undefined ? {} : { language }),
  };
}
