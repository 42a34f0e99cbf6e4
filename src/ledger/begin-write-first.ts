import { randomUUID } from 'node:crypto';
import type { MessageContent } from '../model/content';
import {
  asAccountId,
  asChatId,
  asMessageId,
  type AccountId,
  type ChatId,
  type MessageId,
  type SourceId,
} from '../model/ids';
import type { MessengerKind } from '../model/messenger-kind';
import type { Phone } from '../model/phone';
import { wellFormed } from './acceptable-text';
import { phonePlace } from './beginnings';
import { inTransaction, type Database, type Queryable } from './database';
import { RESTRICTION, restrictionOf, type RestrictionRow, type ToldRestriction } from './restrictions';
import type { Vault } from './vault';
import { toWake, type ChatRow, type ChatToWake } from './wakes';

export interface NewWriteFirst {
  readonly sourceId: SourceId;
  readonly phone: Phone;
  readonly name: string;
  /** Kommo's contact that the chat is to belong to. */
  readonly contactId: number | null;
  readonly content: MessageContent;
  /** Names the write for ever: with the same key it is done once (promise P4). */
  readonly key: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export interface Begun {
  readonly chatId: ChatId;
  readonly messageId: MessageId;
  /** undefined: it had been begun before. */
  readonly wake: ChatToWake | undefined;
}

/** What a source is to be written first through. */
export interface FirstSource {
  readonly accountId: AccountId;
  readonly messenger: MessengerKind;
  readonly remoteId: string;
  readonly address: string | null;
  /** Where the account is, as Kommo tells. */
  readonly country: string | null;
  /** What its messenger forbids it, as it was told. */
  readonly restriction: ToldRestriction | null;
}

/** @returns undefined where there is none, it was removed, or it is another account's */
export async function findFirstSource(
  db: Database,
  sourceId: SourceId,
  only: AccountId | null,
): Promise<FirstSource | undefined> {
  const { rows } = await db.query<Pick<FirstSource, 'messenger' | 'address' | 'country'> & FirstSourceRow>(
    `select sources.account_id, sources.messenger, sources.remote_id, sources.address, accounts.country, ${RESTRICTION}
     from sources join accounts on accounts.id = sources.account_id join scopes on scopes.id = sources.scope_id and scopes.removed_at is null
     where sources.id = $1 and sources.removed_at is null and ($2::bigint is null or sources.account_id = $2)`,
    [sourceId, only],
  );
  const [row] = rows;
  return (
    row && {
      accountId: asAccountId(row.account_id),
      messenger: row.messenger,
      remoteId: row.remote_id,
      address: row.address,
      country: row.country,
      restriction: restrictionOf(row),
    }
  );
}

interface FirstSourceRow extends RestrictionRow {
  readonly account_id: number;
  readonly remote_id: string;
}

/**
 * Begins a chat by a phone number: the chat, its customer, what is said first, and its way to both sides. The message shows
 * in Kommo as the channel's own. Nothing of it moves before the workflow `writeFirst` has bound the chat.
 */
export async function beginWriteFirst(db: Database, vault: Vault, first: NewWriteFirst): Promise<Begun> {
  return inTransaction(db, async (client) => {
    await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [first.key]);
    const before = await begunBefore(client, first.key);
    if (before !== undefined) return { ...before, wake: undefined };
    const chatId = asChatId(randomUUID());
    const messageId = asMessageId(randomUUID());
    await makeChat(client, vault, chatId, first);
    return { chatId, messageId, wake: await say(client, { chatId, messageId }, first) };
  });
}

async function begunBefore(client: Queryable, key: string): Promise<Omit<Begun, 'wake'> | undefined> {
  const { rows } = await client.query<{ chat_id: string; message_id: string }>(
    'select chat_id, message_id from deliveries where dedupe_key = $1',
    [key],
  );
  const row = rows[0];
  return row && { chatId: asChatId(row.chat_id), messageId: asMessageId(row.message_id) };
}

async function makeChat(
  client: Queryable,
  vault: Vault,
  chatId: ChatId,
  { sourceId, phone, name, contactId }: NewWriteFirst,
): Promise<void> {
  const customerId = randomUUID();
  await client.query(
    `insert into participants (id, account_id, kind, source_id, name, phone)
     select $1, account_id, 'customer', id, $3, $4 from sources where id = $2`,
    [customerId, sourceId, wellFormed(name), `+${phone}`],
  );
  await client.query(
    `insert into chats (id, account_id, scope_id, source_id, customer_id, last_event_at)
     select $1, account_id, scope_id, id, $3, now() from sources where id = $2`,
    [chatId, sourceId, customerId],
  );
  await client.query(
    `insert into write_firsts (chat_id, account_id, begun_in, phone, contact_id)
     select $1, account_id, 'courier', $3, $4 from sources where id = $2`,
    [chatId, sourceId, vault.seal(phone, phonePlace(chatId)), contactId],
  );
}

/** One message with two ways: to the customer, and to Kommo as what was said elsewhere. */
async function say(
  client: Queryable,
  { chatId, messageId }: Omit<Begun, 'wake'>,
  { content, key, at }: NewWriteFirst,
): Promise<ChatToWake> {
  await client.query(
    `insert into messages (id, account_id, chat_id, origin, content, written_at)
     select $1, account_id, id, 'courier', $3, $4 from chats where id = $2`,
    [messageId, chatId, JSON.stringify(wellFormed(content)), at],
  );
  const { rows } = await client.query<ChatRow>(
    `with ways as (
       insert into deliveries (id, account_id, chat_id, message_id, lane, kind, dedupe_key, seq, origin_at, expires_at)
       select way.id, chats.account_id, chats.id, $2, way.lane, way.kind, way.key, way.seq, $3,
              now() + case way.lane when 'to-kommo' then sources.expire_to_kommo else sources.expire_to_messenger end
       from chats join sources on sources.id = chats.source_id,
            (values ($4::uuid, 'to-messenger', 'message', $6, 1), ($5::uuid, 'to-kommo', 'echo', $6 || '/shown', 2))
              as way(id, lane, kind, key, seq)
       where chats.id = $1
     )
     update chats set last_seq = 2 from sources where chats.id = $1 and sources.id = chats.source_id
     returning chats.id, chats.account_id, chats.source_id, sources.messenger, chats.last_seq`,
    [chatId, messageId, at, randomUUID(), randomUUID(), key],
  );
  const [row] = rows;
  if (row === undefined) throw new Error('A chat was not stored');
  return toWake(row, ['to-kommo', 'to-messenger']);
}
