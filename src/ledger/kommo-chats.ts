import type { AccountId } from '../model/ids';
import type { Queryable } from './database';

/** An incoming lead that waits to be sorted (kommo-platform.md §6.1). */
export interface IncomingLead {
  readonly uid: string;
  readonly kommoChatId: string;
  readonly contactId: number | null;
  readonly leadId: number | null;
  /** By Kommo's clock, milliseconds since 1970. */
  readonly createdAt: number;
}

/** One that a person has accepted or declined. */
export interface SortedLead {
  readonly uid: string;
  readonly as: 'accepted' | 'declined';
  readonly contactId: number | null;
  readonly leadId: number | null;
  readonly createdAt: number;
}

/**
 * Writes down whose a chat is, as a talk tells: the newest wins, for webhooks are repeated and overtake each other.
 * @returns whether that is news
 */
export async function noteTalkOf(
  db: Queryable,
  accountId: AccountId,
  talk: {
    readonly kommoChatId: string;
    readonly contactId: number | null;
    readonly leadId: number | null;
    readonly updatedAt: number;
  },
): Promise<boolean> {
  const { rows } = await db.query<{ is_news: boolean }>(
    `with before as (
       select contact_id, lead_id from kommo_chats where account_id = $1 and kommo_id = $2
     )
     insert into kommo_chats (account_id, kommo_id, contact_id, lead_id, talk_at) values ($1, $2, $3, $4, $5)
     on conflict (account_id, kommo_id) do update
     set contact_id = coalesce(excluded.contact_id, kommo_chats.contact_id), lead_id = excluded.lead_id,
         talk_at = excluded.talk_at, updated_at = now()
     where kommo_chats.talk_at <= excluded.talk_at
     returning (contact_id, lead_id) is distinct from
               ((select contact_id from before), (select lead_id from before)) as is_news`,
    [accountId, talk.kommoChatId, talk.contactId, talk.leadId, talk.updatedAt],
  );
  return rows[0]?.is_news ?? false;
}

/** What was sorted does not wait again, in whatever order it is told. */
export async function noteIncomingLeads(
  db: Queryable,
  accountId: AccountId,
  leads: readonly IncomingLead[],
): Promise<void> {
  for (const { uid, kommoChatId, contactId, leadId, createdAt } of leads) {
    await db.query(
      `with told as (
         insert into incoming_leads (account_id, uid, kommo_chat_id, contact_id, made_contact_id, lead_id, state, created_at)
         values ($1, $2, $3, $4, $4, $5, 'waiting', $6)
         on conflict (account_id, uid) do update
         set kommo_chat_id = excluded.kommo_chat_id,
             made_contact_id = coalesce(incoming_leads.made_contact_id, excluded.made_contact_id),
             contact_id = case incoming_leads.state when 'waiting' then excluded.contact_id
                                                    else incoming_leads.contact_id end,
             lead_id = case incoming_leads.state when 'waiting' then excluded.lead_id else incoming_leads.lead_id end,
             created_at = greatest(incoming_leads.created_at, excluded.created_at), updated_at = now()
         returning account_id, kommo_chat_id, contact_id, lead_id, state
       )
       insert into kommo_chats (account_id, kommo_id, contact_id, lead_id)
       select account_id, kommo_chat_id, contact_id, lead_id from told where state <> 'declined'
       on conflict (account_id, kommo_id) do update
       set contact_id = coalesce(excluded.contact_id, kommo_chats.contact_id),
           lead_id = coalesce(excluded.lead_id, kommo_chats.lead_id), updated_at = now()`,
      [accountId, uid, kommoChatId, contactId, leadId, createdAt],
    );
  }
}

/**
 * Accepted: contact and lead are what came of it. Declined: lead and contact are gone, and to the CRM the customer is unknown
 * again; what was ours of that contact is forgotten with it.
 * @returns Kommo's ids of the chats that it was news of
 */
export async function noteSortedLeads(
  db: Queryable,
  accountId: AccountId,
  leads: readonly SortedLead[],
): Promise<readonly string[]> {
  const chats: string[] = [];
  for (const { uid, as, contactId, leadId, createdAt } of leads) {
    const { rows } = await db.query<{ kommo_chat_id: string | null }>(
      `with told as (
         insert into incoming_leads (account_id, uid, contact_id, lead_id, state, created_at)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (account_id, uid) do update
         set contact_id = case excluded.state when 'declined' then null
                                              else coalesce(excluded.contact_id, incoming_leads.contact_id) end,
             lead_id = case excluded.state when 'declined' then null
                                           else coalesce(excluded.lead_id, incoming_leads.lead_id) end,
             state = excluded.state, updated_at = now()
         where incoming_leads.state = 'waiting'
         returning account_id, kommo_chat_id, contact_id, lead_id, state
       ), followed as (
         update kommo_chats
         set contact_id = case told.state when 'declined' then null else coalesce(told.contact_id, kommo_chats.contact_id) end,
             lead_id = case told.state when 'declined' then null else coalesce(told.lead_id, kommo_chats.lead_id) end,
             updated_at = now()
         from told
         where kommo_chats.account_id = told.account_id and kommo_chats.kommo_id = told.kommo_chat_id
       ), forgotten as (
         delete from chat_contacts using chats, told
         where told.state = 'declined' and chats.scope_id in (select id from scopes where account_id = told.account_id)
           and chats.kommo_id = told.kommo_chat_id and chat_contacts.chat_id = chats.id
       )
       select kommo_chat_id from told`,
      [accountId, uid, contactId, leadId, as, createdAt],
    );
    chats.push(...rows.flatMap(({ kommo_chat_id: chat }) => chat ?? []));
  }
  return chats;
}

/** Deleted, or merged into another: whose its chats are now, Kommo tells when it is asked. */
export async function noteGoneContacts(db: Queryable, accountId: AccountId, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  await db.query(
    'update kommo_chats set contact_id = null, updated_at = now() where account_id = $1 and contact_id = any($2)',
    [accountId, ids],
  );
}

/** Kommo was asked whose the chat is: what it says now stands until it tells otherwise. */
export async function noteContactOf(
  db: Queryable,
  accountId: AccountId,
  kommoChatId: string,
  contactId: number | null,
): Promise<void> {
  await db.query(
    `insert into kommo_chats (account_id, kommo_id, contact_id) values ($1, $2, $3)
     on conflict (account_id, kommo_id) do update set contact_id = excluded.contact_id, updated_at = now()`,
    [accountId, kommoChatId, contactId],
  );
}
