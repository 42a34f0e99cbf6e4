import type pg from 'pg';
import {
  asAccountId,
  asChatId,
  asIntegrationId,
  asParticipantId,
  asScopeId,
  asSourceId,
  type AccountId,
  type ChatId,
  type IntegrationId,
  type ParticipantId,
  type ScopeId,
  type SourceId,
} from '../model/ids';
import type { MessengerKind } from '../model/messenger-kind';
import type { ErrorCode, Failure } from '../model/outcome';
import type { Said } from '../model/words';
import { keptSaid } from './acceptable-text';
import { inTransaction, type Database } from './database';
import { joinChats, type Joined } from './join-chats';
import { RESTRICTION, restrictionOf, type RestrictionRow, type ToldRestriction } from './restrictions';
import { SEALED_CREDENTIALS, type SealedCredentials } from './sealed-credentials';

/** A chat that began with a phone number, and all that is needed to find whose it is; secrets are sealed. */
export interface WriteFirst {
  readonly chatId: ChatId;
  readonly accountId: AccountId;
  readonly scopeId: ScopeId;
  readonly begunIn: 'kommo' | 'courier';
  readonly state: 'open' | 'bound' | 'refused';
  readonly phone: string | null;
  /** Found, and not yet the chat's. */
  readonly address: string | null;
  readonly refusal: Failure | null;
  readonly contactId: number | null;
  readonly kommoChatId: string | null;
  readonly customer: { readonly id: ParticipantId; readonly name: string } | null;
  readonly source: {
    readonly id: SourceId;
    readonly remoteId: string;
    readonly externalId: string | null;
    /** How customers find it. */
    readonly address: string | null;
    /** What its messenger forbids it, as it was told. */
    readonly restriction: ToldRestriction | null;
  };
  /** Where the account is, as Kommo tells. */
  readonly country: string | null;
  readonly connection: SealedCredentials & { readonly messenger: MessengerKind };
  readonly channel: {
    readonly id: string;
    readonly secret: string;
    readonly origin: string;
    readonly integrationId: IntegrationId;
  };
}

/** @returns undefined where the chat began otherwise, or is gone */
export async function findWriteFirst(db: pg.Pool, chatId: ChatId): Promise<WriteFirst | undefined> {
  const { rows } = await db.query<WriteFirstRow>(
    `select began.account_id, began.begun_in, began.state, began.phone, began.address, began.refusal_code,
            began.refusal_text, began.refusal_said, began.contact_id, chats.scope_id, chats.kommo_id, chats.customer_id,
            participants.name as customer_name, sources.id as source_id, sources.remote_id as source_remote_id,
            sources.external_id, sources.address as source_address, ${RESTRICTION}, accounts.country, connections.messenger,
            ${SEALED_CREDENTIALS},
            integrations.id as integration_id, integrations.channel_id, integrations.channel_secret,
            integrations.chat_api_origin
     from write_firsts began
     join chats on chats.id = began.chat_id
     join sources on sources.id = chats.source_id
     join connections on connections.id = sources.connection_id
     join scopes on scopes.id = chats.scope_id
     join accounts on accounts.id = began.account_id
     join integrations on integrations.id = scopes.integration_id
     left join participants on participants.id = chats.customer_id
     where began.chat_id = $1`,
    [chatId],
  );
  const row = rows[0];
  if (row === undefined) return undefined;
  const { refusal_code: code, refusal_text: text, refusal_said: said } = row;
  return {
    chatId,
    accountId: asAccountId(row.account_id),
    scopeId: asScopeId(row.scope_id),
    begunIn: row.begun_in,
    state: row.state,
    phone: row.phone,
    address: row.address,
    refusal: code === null || text === null ? null : { code, text, ...(said === null ? {} : { said }) },
    contactId: row.contact_id,
    kommoChatId: row.kommo_id,
    customer: row.customer_id === null ? null : { id: asParticipantId(row.customer_id), name: row.customer_name ?? '' },
    source: {
      id: asSourceId(row.source_id),
      remoteId: row.source_remote_id,
      externalId: row.external_id,
      address: row.source_address,
      restriction: restrictionOf(row),
    },
    country: row.country,
    connection: { messenger: row.messenger, credentials: row.credentials, sealedAs: row.sealed_as },
    channel: {
      id: row.channel_id,
      secret: row.channel_secret,
      origin: row.chat_api_origin,
      integrationId: asIntegrationId(row.integration_id),
    },
  };
}

interface WriteFirstRow extends RestrictionRow {
  readonly account_id: number;
  readonly begun_in: WriteFirst['begunIn'];
  readonly state: WriteFirst['state'];
  readonly phone: string | null;
  readonly address: string | null;
  readonly refusal_code: ErrorCode | null;
  readonly refusal_text: string | null;
  readonly refusal_said: readonly Said[] | null;
  readonly contact_id: number | null;
  readonly scope_id: string;
  readonly kommo_id: string | null;
  readonly customer_id: string | null;
  readonly customer_name: string | null;
  readonly source_id: string;
  readonly source_remote_id: string;
  readonly external_id: string | null;
  readonly source_address: string | null;
  readonly country: string | null;
  readonly messenger: MessengerKind;
  readonly credentials: string;
  readonly sealed_as: string;
  readonly integration_id: string;
  readonly channel_id: string;
  readonly channel_secret: string;
  readonly chat_api_origin: string;
}

/** The first that is found stands, and the number is not needed any more. */
export async function noteAddress(db: pg.Pool, chatId: ChatId, address: string): Promise<void> {
  await db.query(
    `update write_firsts set address = coalesce(address, $2), phone = null where chat_id = $1 and state = 'open'`,
    [chatId, address],
  );
}

/** Whoever waits is told so, and everybody who writes there later. */
export async function refuseWriteFirst(db: pg.Pool, chatId: ChatId, { code, text, said }: Failure): Promise<void> {
  await db.query(
    `update write_firsts
     set state = 'refused', refusal_code = $2, refusal_text = $3, refusal_said = $4, phone = null, address = null, ended_at = now()
     where chat_id = $1 and state = 'open'`,
    [chatId, code, text, keptSaid(said)],
  );
}

/**
 * The chat of a source in which somebody is written to already: by an address of theirs, or by a number that the messenger
 * itself has told of them. Whoever wrote last goes first.
 */
export async function findChatOf(
  db: pg.Pool,
  sourceId: SourceId,
  person: { readonly addresses: readonly string[]; readonly phones: readonly string[] },
): Promise<{ readonly chatId: ChatId; readonly address: string } | undefined> {
  const { rows } = await db.query<{ id: string; remote_id: string }>(
    `select chats.id, chats.remote_id
     from chats left join participants on participants.id = chats.customer_id
     where chats.source_id = $1 and chats.remote_id is not null
       and (chats.remote_id = any($2) or (participants.phone = any($3) and participants.remote_id = chats.remote_id))
     order by chats.customer_wrote_at desc nulls last, chats.created_at
     limit 1`,
    [sourceId, person.addresses, person.phones],
  );
  const row = rows[0];
  return row && { chatId: asChatId(row.id), address: row.remote_id };
}

export async function findChatAt(db: pg.Pool, sourceId: SourceId, address: string): Promise<ChatId | undefined> {
  const { rows } = await db.query<{ id: string }>('select id from chats where source_id = $1 and remote_id = $2', [
    sourceId,
    address,
  ]);
  return rows[0] && asChatId(rows[0].id);
}

/** The chat that Kommo is to know it by: the one that has the address, else its own. */
export async function chatInKommo(
  db: pg.Pool,
  { chatId, address, source }: WriteFirst,
): Promise<
  | {
      readonly id: ChatId;
      readonly kommoId: string | null;
      readonly customer: { readonly id: ParticipantId; readonly name: string; readonly phone: string | null };
    }
  | undefined
> {
  const id = (address === null ? undefined : await findChatAt(db, source.id, address)) ?? chatId;
  const { rows } = await db.query<{ kommo_id: string | null; customer_id: string; name: string; phone: string | null }>(
    `select chats.kommo_id, participants.id as customer_id, participants.name, participants.phone
     from chats join participants on participants.id = chats.customer_id
     where chats.id = $1`,
    [id],
  );
  const row = rows[0];
  if (row === undefined) return undefined;
  const { customer_id: customerId, name, phone } = row;
  return { id, kommoId: row.kommo_id, customer: { id: asParticipantId(customerId), name, phone } };
}

/** `bound`: the chat that has the address now, the same or the one that was there before. */
export type Bound =
  | { readonly kind: 'bound'; readonly chatId: ChatId }
  | { readonly kind: 'busy' }
  | { readonly kind: 'nothing-to-bind' };

/**
 * Gives the chat the address that was found, and writes that down (promise P5). Where another chat of the source has it, that
 * one stays and takes this one in. Safe to repeat.
 */
export async function bindChat(db: Database, chatId: ChatId): Promise<Bound> {
  const began = await findWriteFirst(db, chatId);
  if (began?.state !== 'open' || began.address === null) return { kind: 'nothing-to-bind' };
  const { address, source } = began;
  const there = await findChatAt(db, source.id, address);
  if (there === undefined || there === chatId) {
    await giveAddress(db, chatId, address);
    return { kind: 'bound', chatId };
  }
  const joined: Joined = await joinChats(db, chatId, there);
  switch (joined) {
    case 'joined':
      return { kind: 'bound', chatId: there };
    case 'busy':
      return { kind: 'busy' };
    case 'no-such-chat':
      return { kind: 'nothing-to-bind' };
  }
}

/** @throws pg.DatabaseError 23505 where another chat got the address just now: then that is the one to join */
async function giveAddress(db: Database, chatId: ChatId, address: string): Promise<void> {
  await inTransaction(db, async (client) => {
    await client.query(
      `with before as (
         select id, remote_id from chats where id = $1 for no key update
       ), changed as (
         update chats set remote_id = $2 from before
         where chats.id = before.id and before.remote_id is distinct from $2
         returning chats.id, chats.account_id
       )
       insert into address_changes (account_id, chat_id, before, after)
       select changed.account_id, changed.id, coalesce(before.remote_id, ''), $2
       from changed join before on before.id = changed.id`,
      [chatId, address],
    );
    // Somebody who is known by the address is this customer.
    await client.query(
      `update chats set customer_id = known.id
       from participants known
       where chats.id = $1 and known.source_id = chats.source_id and known.remote_id = $2
         and known.id is distinct from chats.customer_id`,
      [chatId, address],
    );
    await client.query(
      `update participants set remote_id = $2
       from chats where chats.id = $1 and participants.id = chats.customer_id and participants.remote_id is null`,
      [chatId, address],
    );
    await client.query(
      `update write_firsts set state = 'bound', phone = null, address = null, ended_at = now()
       where chat_id = $1 and state = 'open'`,
      [chatId],
    );
  });
}

/** The messenger told of another address of the customer, which another chat has: the two are to become one. */
export async function reopenToJoin(db: pg.Pool, chatId: ChatId, address: string): Promise<void> {
  await db.query(
    `insert into write_firsts (chat_id, account_id, begun_in, address)
     select id, account_id, 'courier', $2 from chats where id = $1
     on conflict (chat_id) do update set state = 'open', address = excluded.address, ended_at = null`,
    [chatId, address],
  );
}
