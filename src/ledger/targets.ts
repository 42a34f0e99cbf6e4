import type pg from 'pg';
import type { MessageContent, Quote } from '../model/content';
import { asDeliveryId, asMessageId, type ChatId, type DeliveryId, type MessageId } from '../model/ids';
import type { Lane } from '../model/lane';
import type { OutcomeKind } from '../model/outcome';
import { MAY_GO } from './late-rows';

/** The message that something concerns, as whoever said it names it. */
export interface Target {
  readonly remoteId?: string;
  /** amojo's. */
  readonly kommoId?: string;
  /** Our own. */
  readonly messageId?: string;
}

/** A message of a chat, by any of its names. */
export interface FoundMessage {
  readonly messageId: MessageId;
  readonly deliveryId: DeliveryId;
  readonly origin: 'kommo' | 'messenger' | 'courier';
  /** amojo's; null while Kommo has not got it. */
  readonly kommoId: string | null;
  /** The messenger's id of its first part; null while it has not got it. */
  readonly remoteId: string | null;
  /** What became of carrying it; null while it is under way. */
  readonly outcome: OutcomeKind | null;
  /** As it is now: the newest change that was carried, else as it was written. */
  readonly content: MessageContent;
  readonly writtenAt: number;
  readonly author: string | null;
}

/**
 * Finds the message of this chat that somebody names: by our own id, else by the messenger's (of any part), else by
 * amojo's (design §3, References).
 */
export async function findTarget(
  db: pg.Pool,
  chatId: ChatId,
  named: Target | Quote,
): Promise<FoundMessage | undefined> {
  const { rows } = await db.query<{
    id: string;
    delivery_id: string;
    origin: FoundMessage['origin'];
    kommo_id: string | null;
    remote_id: string | null;
    outcome: OutcomeKind | null;
    content: MessageContent;
    written_at: number;
    author: string | null;
  }>(
    `with named as (
       select id, 1 as rank from messages where id = $2 and chat_id = $1
       union all
       select id, 2 from messages where chat_id = $1 and remote_id = $3
       union all
       select deliveries.message_id, 3
       from chats
       join parts on parts.source_id = chats.source_id and parts.remote_id = $3
       join deliveries on deliveries.id = parts.delivery_id and deliveries.chat_id = chats.id
       where chats.id = $1 and deliveries.message_id is not null
       union all
       select id, 4 from messages where chat_id = $1 and kommo_id = $4
     )
     select messages.id, deliveries.id as delivery_id, messages.origin, messages.kommo_id, messages.remote_id,
            deliveries.outcome, coalesce(newest.content, messages.content) as content, messages.written_at,
            participants.name as author
     from (select id from named order by rank limit 1) found
     join messages on messages.id = found.id
     join deliveries on deliveries.message_id = messages.id and deliveries.kind in ('message', 'note', 'echo')
     left join participants on participants.id = messages.author_id
     left join lateral (
       select edits.content from deliveries edits
       where edits.chat_id = $1 and edits.kind = 'edit' and edits.outcome = 'sent'
         and edits.target ->> 'remoteId' = messages.remote_id
       order by edits.seq desc limit 1
     ) newest on messages.origin = 'messenger'
     limit 1`,
    [chatId, uuidOrNull(named.messageId), named.remoteId ?? null, named.kommoId ?? null],
  );
  const row = rows[0];
  if (row === undefined) return undefined;
  return {
    messageId: asMessageId(row.id),
    deliveryId: asDeliveryId(row.delivery_id),
    origin: row.origin,
    kommoId: row.kommo_id,
    remoteId: row.remote_id,
    outcome: row.outcome,
    content: row.content,
    writtenAt: row.written_at,
    author: row.author,
  };
}

/** Kommo gives back whatever id an integration gave it; only ours can be looked for. */
function uuidOrNull(id: string | undefined): string | null {
  return id !== undefined && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id) ? id : null;
}

/** Whether something is being sent in the chat's other lane, or about to be. */
export async function isOtherLaneBusy(db: pg.Pool, chatId: ChatId, lane: Lane): Promise<boolean> {
  const { rows } = await db.query<{ busy: boolean }>(
    `select exists (select from deliveries
                    where chat_id = $1 and lane not in ($2, 'import') and state <> 'done' and ${MAY_GO}) as busy`,
    [chatId, lane],
  );
  return rows[0]?.busy === true;
}
