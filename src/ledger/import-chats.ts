import type pg from 'pg';
import type { HistoryChat } from '../history/record';
import { asChatId, asParticipantId, type ChatId, type ImportId, type ParticipantId, type SourceId } from '../model/ids';
import { storable } from './acceptable-text';
import { movedSince } from './chats';
import type { ImportRow } from './imports';

/** A chat of an export, as far as the ledger has to do with it. */
export interface ImportedChat {
  readonly name: string;
  readonly title: string;
  readonly address: string | undefined;
  /** Of a new customer. */
  readonly phone: string | undefined;
}

/** Where the chat is at the messenger, as the export tells it or whoever began the import; undefined: nobody knows. */
export function chatOf({ source, options }: Pick<ImportRow, 'source' | 'options'>, told: HistoryChat): ImportedChat {
  const { address, phone } = options.customer ?? {};
  const digits = phone?.replace(/\D/g, '');
  // An address of WhatsApp is the number itself (whatsapp.md §1).
  const byPhone = source.messenger === 'whatsapp' && digits !== '' ? digits : undefined;
  return { name: told.chat, title: told.title, address: told.address ?? address ?? byPhone, phone };
}

/** The chat of the ledger with this address, also where the address has changed since. @returns undefined: there is none */
export async function findChatAt(db: pg.Pool, sourceId: SourceId, address: string): Promise<ChatId | undefined> {
  const remoteId = await addressNow(db, sourceId, address);
  const { rows } = await db.query<{ id: string }>('select id from chats where source_id = $1 and remote_id = $2', [
    sourceId,
    remoteId,
  ]);
  const row = rows[0];
  return row && asChatId(row.id);
}

/** The ledger's chat and customer at an address, made where there are none. What is known of them stays as it is. */
export async function makeChatAt(
  db: pg.Pool,
  { accountId, source }: Pick<ImportRow, 'accountId' | 'source'>,
  chat: ImportedChat & { readonly address: string },
): Promise<ChatId> {
  const remoteId = await addressNow(db, source.id, chat.address);
  const name = storable(chat.title.trim() === '' ? (chat.phone ?? remoteId) : chat.title);
  const { rows } = await db.query<{ id: string }>(
    `with person as (
       insert into participants (account_id, kind, source_id, remote_id, name, phone)
       values ($1, 'customer', $2, $4, $5, $6)
       on conflict (source_id, remote_id) do update set phone = coalesce(participants.phone, excluded.phone)
       returning id
     )
     insert into chats (account_id, scope_id, source_id, remote_id, customer_id)
     select $1, $3, $2, $4, person.id from person
     on conflict (source_id, remote_id) do update set customer_id = coalesce(chats.customer_id, excluded.customer_id)
     returning id`,
    [accountId, source.id, source.scopeId, remoteId, name, chat.phone ?? null],
  );
  const row = rows[0];
  if (row === undefined) throw new Error('A chat was neither found nor made');
  return asChatId(row.id);
}

async function addressNow(db: pg.Pool, sourceId: SourceId, address: string): Promise<string> {
  const moved = await movedSince(db, [{ sourceId, remoteId: address, at: 0 }]);
  return moved.get(`${sourceId}/${address}`) ?? address;
}

/** A user of Kommo as the author of what is told in their name. */
export async function learnUser(
  db: pg.Pool,
  { accountId, source }: Pick<ImportRow, 'accountId' | 'source'>,
  user: { readonly kommoId: string; readonly name: string },
): Promise<ParticipantId> {
  const { rows } = await db.query<{ id: string }>(
    `insert into participants (account_id, kind, scope_id, kommo_id, name) values ($1, 'user', $2, $3, $4)
     on conflict (scope_id, kommo_id) do update set updated_at = now()
     returning id`,
    [accountId, source.scopeId, user.kommoId, storable(user.name)],
  );
  const row = rows[0];
  if (row === undefined) throw new Error('A user was neither found nor made');
  return asParticipantId(row.id);
}

/** Chats of an import that have something to be told, those with the fewest first, so that most people are done soonest. */
export async function chatsToSend(
  db: pg.Pool,
  importId: ImportId,
  { besides, limit }: { readonly besides: readonly ChatId[]; readonly limit: number },
): Promise<ChatId[]> {
  const { rows } = await db.query<{ id: string }>(
    `select chat_id as id from deliveries
     where import_id = $1 and lane = 'import' and state <> 'done' and chat_id <> all($2)
     group by chat_id order by count(*), chat_id limit $3`,
    [importId, besides, limit],
  );
  return rows.map(({ id }) => asChatId(id));
}
