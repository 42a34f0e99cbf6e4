import type { Logger } from 'pino';
import type { HttpClient } from '../http/client';
import { createChatApi } from '../kommo/chat-api';
import { BoundedMap } from '../ledger/bounded-map';
import type { Database } from '../ledger/database';
import { findLiveChat, type LiveChat, type LiveChatName } from '../ledger/live-chats';
import type { Vault } from '../ledger/vault';
import { signalsPassedOn } from '../metrics';
import type { Clock } from '../messengers/contract';
import { DeliveryError } from '../messengers/delivery-error';
import { messengerOf } from '../messengers/registry';
import { conversationIdOf, participantIdOf } from '../model/own-ids';
import type { Signal } from './hook';

/** Passes signals of the moment on. Returns at once; what fails is counted and forgotten. */
export type PassOn = (signals: readonly Signal[]) => void;

export interface PassOnOptions {
  readonly db: Database;
  readonly vault: Vault;
  readonly http: HttpClient;
  readonly clock: Clock;
  readonly log: Logger;
}

/** At most one in so long goes to a chat's other side. */
const TYPING_EVERY_MS = 5_000;
const REMEMBERED = 10_000;
/** A signal that takes longer is of the past. */
const WITHIN_MS = 3_000;
/** Beyond so many at once they are dropped: webhooks come first. */
const AT_ONCE = 50;

export function createPassOn(options: PassOnOptions): PassOn {
  const typedAt = new BoundedMap<string, number>(REMEMBERED);
  let underWay = 0;

  /** @returns whether it may go; takes the turn if so. */
  const takesTurn = (key: string): boolean => {
    const now = performance.now();
    const last = typedAt.get(key);
    if (last !== undefined && now - last < TYPING_EVERY_MS) return false;
    typedAt.set(key, now);
    return true;
  };

  const passOn = async (signal: Signal): Promise<void> => {
    if (underWay >= AT_ONCE) {
      signalsPassedOn.inc({ signal: signal.kind, result: 'dropped' });
      return;
    }
    underWay += 1;
    try {
      const result = await pass(options, signal, takesTurn);
      signalsPassedOn.inc({ signal: signal.kind, result });
    } catch (err) {
      signalsPassedOn.inc({ signal: signal.kind, result: 'failed' });
      options.log.debug({ err: err instanceof DeliveryError ? err.code : err }, 'A signal was not passed on');
    } finally {
      underWay -= 1;
    }
  };
  return (signals) => {
    for (const signal of signals) void passOn(signal);
  };
}

async function pass(
  options: PassOnOptions,
  signal: Signal,
  takesTurn: (key: string) => boolean,
): Promise<'sent' | 'dropped'> {
  switch (signal.kind) {
    case 'manager-types':
      if (signal.until <= options.clock.now() || !takesTurn(`${signal.scopeId}/${signal.chatKommoId}`))
        return 'dropped';
      return showCustomer(options, signal);
    case 'customer-types':
      if (!takesTurn(`${signal.sourceId}/${signal.chatRemoteId}`)) return 'dropped';
      return showManager(options, signal);
    case 'acknowledge': {
      const driver = messengerOf(signal.route.messenger);
      if (driver?.acknowledge === undefined) return 'dropped';
      await driver.acknowledge(driverContext(options, signal.route.credentials), { what: signal.what });
      return 'sent';
    }
  }
}

async function showCustomer(options: PassOnOptions, name: LiveChatName): Promise<'sent' | 'dropped'> {
  const chat = await findLiveChat(options.db, name);
  const driver = chat && messengerOf(chat.connection.messenger);
  if (chat?.remoteId == null || driver?.typing === undefined) return 'dropped';
  const { reference } = chat;
  await driver.typing(
    {
      ...driverContext(options, credentialsOf(options.vault, chat)),
      ...(reference === null ? {} : { chatReference: reference }),
    },
    chat.remoteId,
    chat.lastInbound ?? undefined,
  );
  return 'sent';
}

async function showManager(options: PassOnOptions, name: LiveChatName): Promise<'sent' | 'dropped'> {
  const chat = await findLiveChat(options.db, name);
  if (chat?.customerId == null) return 'dropped';
  const { channel } = chat;
  const api = createChatApi({
    http: options.http,
    clock: options.clock,
    origin: channel.origin,
    channelId: channel.id,
    secret: options.vault.open(channel.secret, `integrations.channel_secret/${channel.integrationId}`),
    timeoutMs: WITHIN_MS,
  });
  const answer = await api.typing(chat.scopeId, {
    conversationId: conversationIdOf(chat.connection.messenger, chat.chatId),
    senderId: participantIdOf(chat.connection.messenger, chat.customerId),
  });
  return answer.kind === 'accepted' ? 'sent' : 'dropped';
}

function credentialsOf(vault: Vault, { connection }: LiveChat): unknown {
  return JSON.parse(vault.open(connection.credentials, connection.sealedAs));
}

function driverContext({ http, clock }: PassOnOptions, credentials: unknown) {
  return { http, clock, credentials, signal: AbortSignal.timeout(WITHIN_MS) };
}
