import type { ChatId } from '../model/ids';
import { inTransaction, type Database, type Queryable } from './database';

/** `busy`: something of it is just being sent. */
export type Joined = 'joined' | 'busy' | 'no-such-chat';

/**
 * Makes a chat part of another that has the same address: its messages go on there in their order, and the name that Kommo
 * has for it leads there from now on. What comes for it meanwhile finds it gone, and is placed anew.
 */
export async function joinChats(db: Database, from: ChatId, to: ChatId): Promise<Joined> {
  return inTransaction(db, async (client) => {
    // In the order in which the accepting statement locks them.
    const { rows: chats } = await client.query<{ id: string }>(
      'select id from chats where id = any($1) order by id for update',
      [[from, to]],
    );
    if (chats.length < 2) return 'no-such-chat';
    // Whoever has a lane claims no more until this is over, and finds the lane gone then.
    await client.query('select from lanes where chat_id = $1 for update', [from]);
    const { rows: claimed } = await client.query(
      `select from deliveries where chat_id = $1 and state = 'claimed' limit 1`,
      [from],
    );
    if (claimed.length > 0) return 'busy';
    await moveRows(client, from, to);
    await rename(client, from, to);
    return 'joined';
  });
}

/** Numbered behind what is there. */
async function moveRows(client: Queryable, from: ChatId, to: ChatId): Promise<void> {
  await client.query(
    `with moved as (
       select id, row_number() over (order by seq) as place from deliveries where chat_id = $1 and lane <> 'import'
     ), counted as (
       update chats set last_seq = last_seq + (select count(*) from moved), last_event_at = now()
       where id = $2
       returning id, last_seq - (select count(*) from moved) as before
     )
     update deliveries set chat_id = counted.id, seq = counted.before + moved.place
     from moved, counted where deliveries.id = moved.id`,
    [from, to],
  );
  // Rows of imports are numbered over all chats.
  await client.query(`update deliveries set chat_id = $2 where chat_id = $1 and lane = 'import'`, [from, to]);
  for (const table of ['messages', 'import_chats', 'media', 'commands', 'address_changes']) {
    await client.query(`update ${table} set chat_id = $2 where chat_id = $1`, [from, to]);
  }
}

/** A chat that Kommo does not know takes over how the other began; else the other's name is one more of it. */
async function rename(client: Queryable, from: ChatId, to: ChatId): Promise<void> {
  await client.query(
    `insert into chat_aliases (scope_id, kommo_id, account_id, chat_id)
     select scope_id, kommo_id, account_id, $2 from chats where id = $1 and kommo_id is not null
     on conflict (scope_id, kommo_id) do update set chat_id = excluded.chat_id`,
    [from, to],
  );
  await client.query('update chat_aliases set chat_id = $2 where chat_id = $1', [from, to]);
  await client.query(
    `insert into write_firsts (chat_id, account_id, begun_in, state, begun_at, ended_at, confirmed_at)
     select other.id, began.account_id, began.begun_in, 'bound', began.begun_at, now(), began.confirmed_at
     from write_firsts began, chats other
     where began.chat_id = $1 and other.id = $2 and other.kommo_id is null
     on conflict (chat_id) do nothing`,
    [from, to],
  );
  await client.query(
    `update participants set kommo_id = coalesce(participants.kommo_id, theirs.kommo_id)
     from chats one join participants theirs on theirs.id = one.customer_id, chats other
     where one.id = $1 and other.id = $2 and other.kommo_id is null and participants.id = other.customer_id`,
    [from, to],
  );
  const { rows } = await client.query<{ kommo_id: string | null }>(
    'delete from chats where id = $1 returning kommo_id',
    [from],
  );
  await client.query('update chats set kommo_id = coalesce(kommo_id, $2) where id = $1', [
    to,
    rows[0]?.kommo_id ?? null,
  ]);
}
