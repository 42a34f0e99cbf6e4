import type pg from 'pg';
import type { AccountId } from '../model/ids';
import { noteTalkOf } from './kommo-chats';

/** An episode of a chat (kommo-platform.md §7). */
export interface Talk {
  readonly id: number;
  readonly kommoChatId: string;
  readonly contactId: number | null;
  readonly leadId: number | null;
  readonly isInWork: boolean;
  /** By Kommo's clock, milliseconds since 1970. */
  readonly updatedAt: number;
}

/**
 * Writes down what Kommo tells of talks; its webhooks are repeated and overtake each other, so the newest wins.
 * @returns Kommo's ids of the chats whose contact or lead is another now
 */
export async function noteTalks(db: pg.Pool, accountId: AccountId, talks: readonly Talk[]): Promise<readonly string[]> {
  const chats: string[] = [];
  for (const talk of talks) {
    await db.query(
      `insert into talks (account_id, id, kommo_chat_id, contact_id, lead_id, is_in_work, updated_at)
       values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (account_id, id) do update
       set kommo_chat_id = excluded.kommo_chat_id, contact_id = excluded.contact_id, lead_id = excluded.lead_id,
           is_in_work = excluded.is_in_work, updated_at = excluded.updated_at
       where talks.updated_at <= excluded.updated_at`,
      [accountId, talk.id, talk.kommoChatId, talk.contactId, talk.leadId, talk.isInWork, talk.updatedAt],
    );
    if (await noteTalkOf(db, accountId, talk)) chats.push(talk.kommoChatId);
  }
  return chats;
}
