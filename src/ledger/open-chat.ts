import type pg from 'pg';
import {
  asChatId,
  asIntegrationId,
  asParticipantId,
  asScopeId,
  type AccountId,
  type ChatId,
  type IntegrationId,
  type ParticipantId,
  type ScopeId,
  type SourceId,
} from '../model/ids';
import type { MessengerKind } from '../model/messenger-kind';
import { inTransaction, type Database } from './database';

export interface ChatToOpen {
  readonly sourceId: SourceId;
  /** The customer's chat at the messenger; a chat that is there keeps what is known of it. */
  readonly address: string;
  readonly name: string;
  readonly phone: string | null;
}

/** A chat with all that Kommo has to be told of it; the secret is sealed. */
export interface OpenedChat {
  readonly chatId: ChatId;
  readonly accountId: AccountId;
  readonly messenger: MessengerKind;
  readonly sourceExternalId: string | null;
  readonly scopeId: ScopeId;
  readonly channel: {
    readonly id: string;
    readonly secret: string;
    readonly origin: string;
    readonly integrationId: IntegrationId;
  };
  readonly customer: { readonly id: ParticipantId; readonly name: string; readonly phone: string | null };
}

/**
 * Makes a chat before anybody has written in it, or finds the one with this address.
 * @param only this account's sources; null: any
 * @returns undefined where there is no such source, or it was removed
 */
export async function openChat(
  db: Database,
  chat: ChatToOpen,
  only: AccountId | null,
): Promise<OpenedChat | undefined> {
  return inTransaction(db, async (client) => {
    const { rows: sources } = await client.query<SourceRow>(
      `select sources.account_id, sources.messenger, sources.external_id, scopes.id as scope_id,
              integrations.id as integration_id, integrations.channel_id, integrations.channel_secret,
              integrations.chat_api_origin
       from sources
       join scopes on scopes.id = sources.scope_id and scopes.removed_at is null
       join integrations on integrations.id = scopes.integration_id
       where sources.id = $1 and sources.removed_at is null and ($2::bigint is null or sources.account_id = $2)`,
      [chat.sourceId, only],
    );
    const source = sources[0];
    if (source === undefined) return undefined;
    const { rows: customers } = await client.query<{ id: string; name: string; phone: string | null }>(
      `insert into participants (account_id, kind, source_id, remote_id, name, phone)
       values ($1, 'customer', $2, $3, $4, $5)
       on conflict (source_id, remote_id) do update set phone = coalesce(participants.phone, excluded.phone)
       returning id, name, phone`,
      [source.account_id, chat.sourceId, chat.address, chat.name, chat.phone],
    );
    const customer = customers[0];
    if (customer === undefined) throw new Error('A participant was not stored');
    const { rows: chats } = await client.query<{ id: string }>(
      `insert into chats (account_id, scope_id, source_id, remote_id, customer_id) values ($1, $2, $3, $4, $5)
       on conflict (source_id, remote_id) do update set customer_id = coalesce(chats.customer_id, excluded.customer_id)
       returning id`,
      [source.account_id, source.scope_id, chat.sourceId, chat.address, customer.id],
    );
    const chatId = chats[0]?.id;
    if (chatId === undefined) throw new Error('A chat was not stored');
    return {
      chatId: asChatId(chatId),
      accountId: source.account_id,
      messenger: source.messenger,
      sourceExternalId: source.external_id,
      scopeId: asScopeId(source.scope_id),
      channel: {
        id: source.channel_id,
        secret: source.channel_secret,
        origin: source.chat_api_origin,
        integrationId: asIntegrationId(source.integration_id),
      },
      customer: { id: asParticipantId(customer.id), name: customer.name, phone: customer.phone },
    };
  });
}

interface SourceRow {
  readonly account_id: AccountId;
  readonly messenger: MessengerKind;
  readonly external_id: string | null;
  readonly scope_id: string;
  readonly integration_id: string;
  readonly channel_id: string;
  readonly channel_secret: string;
  readonly chat_api_origin: string;
}

/** Kommo's id of the chat; one that is known stands. */
export async function noteKommoChat(db: pg.Pool, chatId: ChatId, kommoId: string): Promise<void> {
  await db.query('update chats set kommo_id = $2 where id = $1 and kommo_id is null', [chatId, kommoId]);
}
