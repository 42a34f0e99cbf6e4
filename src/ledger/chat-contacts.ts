import type { ChatId } from '../model/ids';
import type { ReferralFields, ReferralPieces } from '../model/referral-pieces';
import type { Queryable } from './database';

/** What a contact has of a customer's profile. */
export interface ContactProfile {
  readonly name: string | null;
  readonly phone: string | null;
  readonly email: string | null;
}

/**
 * What came of the search before a chat's first message. `linked`: the chat is that contact's · `none`, `several`: not exactly
 * one had the number or address · `late`: it took too long · `unknown`: linked perhaps, no answer · `refused`: Kommo does not
 * let us, or does not take it.
 */
export type LinkResult = 'linked' | 'none' | 'several' | 'late' | 'unknown' | 'refused';

/**
 * Before the chat's first message to Kommo, of which Kommo makes the contact: from here on we know what of it is ours.
 * @returns false where it was begun before
 */
export async function beginContact(
  db: Queryable,
  chatId: ChatId,
  { name, phone, email }: ContactProfile,
  looksAhead: boolean,
): Promise<boolean> {
  const { rowCount } = await db.query(
    `insert into chat_contacts (chat_id, account_id, link, link_at, name, phone, email, seen_name, seen_phone, seen_email)
     select id, account_id, case when $5 then 'looking' end, case when $5 then now() end, $2, $3, $4, $2, $3, $4
     from chats where id = $1
     on conflict (chat_id) do nothing`,
    [chatId, name, phone, email, looksAhead],
  );
  return rowCount === 1;
}

/** Of a contact that was there before, nothing is ours. @param text for operators, without names and numbers */
export async function noteLink(
  db: Queryable,
  chatId: ChatId,
  {
    result,
    contactId,
    text,
  }: { readonly result: LinkResult; readonly contactId: number | null; readonly text: string },
): Promise<void> {
  await db.query(
    `update chat_contacts
     set link = $2, link_text = $4, link_at = now(), contact_id = coalesce($3, contact_id),
         name = case when $3::bigint is null then name end, phone = case when $3::bigint is null then phone end,
         email = case when $3::bigint is null then email end
     where chat_id = $1`,
    [chatId, result, contactId, text],
  );
}

/** What brought the customer, for the fields of the lead; what is there already changes nothing. */
export async function noteReferral(db: Queryable, chatId: ChatId, pieces: ReferralPieces): Promise<boolean> {
  const { rowCount } = await db.query(
    `update chat_contacts
     set referral = $2, referral_state = 'waiting', referral_text = null, referral_at = now()
     where chat_id = $1 and referral is distinct from $2::jsonb`,
    [chatId, JSON.stringify(pieces)],
  );
  return rowCount === 1;
}

/** Whether the contact or lead of a chat has to be looked at: `contacts` are the chat's row, `person` its customer. */
export const CONTACT_IS_DUE = `
  (contacts.chat_id is not null
   and (contacts.referral_state is not distinct from 'waiting'
        or (person.name, person.phone, person.email)
           is distinct from (contacts.seen_name, contacts.seen_phone, contacts.seen_email)))`;

/** What there is to do for the contact and the lead of a chat. */
export interface DueContact {
  readonly kommoChatId: string | null;
  /** As Kommo told last. */
  readonly leadId: number | null;
  /** What was ours of which contact; null: of the one that Kommo made. */
  readonly ours: ContactProfile & { readonly contactId: number | null };
  /** What the messenger says now, where that is news. */
  readonly profile: ContactProfile | null;
  readonly referral: { readonly pieces: ReferralPieces; readonly fields: ReferralFields } | null;
}

/** @returns undefined where nothing is due, or nothing of the chat is kept any more */
export async function readDueContact(db: Queryable, chatId: ChatId): Promise<DueContact | undefined> {
  const { rows } = await db.query<{
    kommo_id: string | null;
    lead_id: number | null;
    contact_id: number | null;
    name: string | null;
    phone: string | null;
    email: string | null;
    is_news: boolean;
    now_name: string;
    now_phone: string | null;
    now_email: string | null;
    referral: ReferralPieces | null;
    referral_state: string | null;
    referral_fields: ReferralFields;
  }>(
    `select chats.kommo_id, theirs.lead_id, coalesce(contacts.contact_id, made.contact_id) as contact_id, contacts.name, contacts.phone, contacts.email,
            (person.name, person.phone, person.email)
              is distinct from (contacts.seen_name, contacts.seen_phone, contacts.seen_email) as is_news,
            person.name as now_name, person.phone as now_phone, person.email as now_email,
            contacts.referral, contacts.referral_state, sources.referral_fields
     from chats
     join chat_contacts contacts on contacts.chat_id = chats.id
     join participants person on person.id = chats.customer_id
     join sources on sources.id = chats.source_id
     join scopes on scopes.id = chats.scope_id and scopes.removed_at is null
     left join kommo_chats theirs on theirs.account_id = chats.account_id and theirs.kommo_id = chats.kommo_id
     left join lateral (
       select made_contact_id as contact_id from incoming_leads
       where incoming_leads.account_id = chats.account_id and incoming_leads.kommo_chat_id = chats.kommo_id
       order by created_at desc limit 1
     ) made on true
     where chats.id = $1 and ${CONTACT_IS_DUE}`,
    [chatId],
  );
  const row = rows[0];
  if (row === undefined) return undefined;
  return {
    kommoChatId: row.kommo_id,
    leadId: row.lead_id,
    ours: { contactId: row.contact_id, name: row.name, phone: row.phone, email: row.email },
    profile: row.is_news ? { name: row.now_name, phone: row.now_phone, email: row.now_email } : null,
    referral:
      row.referral_state === 'waiting' && row.referral !== null
        ? { pieces: row.referral, fields: row.referral_fields }
        : null,
  };
}

/** The contact was looked at with this profile. @param ours what of it is ours now */
export async function noteProfile(
  db: Queryable,
  chatId: ChatId,
  seen: ContactProfile,
  {
    contactId,
    ours,
    text,
  }: { readonly contactId: number | null; readonly ours: ContactProfile; readonly text: string },
): Promise<void> {
  await db.query(
    `update chat_contacts
     set contact_id = coalesce($5, contact_id), name = $6, phone = $7, email = $8,
         seen_name = $2, seen_phone = $3, seen_email = $4, profile_text = $9, profile_at = now()
     where chat_id = $1`,
    [chatId, seen.name, seen.phone, seen.email, contactId, ours.name, ours.phone, ours.email, text],
  );
}

export type ReferralResult = 'written' | 'kept' | 'refused';

/** A newer referral that came meanwhile goes on waiting. */
export async function noteReferralResult(
  db: Queryable,
  chatId: ChatId,
  pieces: ReferralPieces,
  { result, leadId, text }: { readonly result: ReferralResult; readonly leadId: number | null; readonly text: string },
): Promise<void> {
  await db.query(
    `update chat_contacts
     set referral_state = $3, referral_lead_id = $4, referral_text = $5, referral_at = now()
     where chat_id = $1 and referral = $2::jsonb`,
    [chatId, JSON.stringify(pieces), result, leadId, text],
  );
}
