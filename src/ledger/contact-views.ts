import type pg from 'pg';
import type { AccountId, ChatId, SourceId } from '../model/ids';
import type { MessengerKind } from '../model/messenger-kind';
import { iso } from './keyset';

export const INCOMING_STATES = ['waiting', 'accepted', 'declined'] as const;
export const LINK_STATES = ['looking', 'linked', 'none', 'several', 'late', 'unknown', 'refused'] as const;
export const REFERRAL_STATES = ['waiting', 'written', 'kept', 'refused'] as const;

/** Whose a chat is in the CRM, and what Courier did about it; never what was said, nor names and numbers (promise P7). */
export interface ChatView {
  readonly id: ChatId;
  readonly accountId: AccountId;
  readonly sourceId: SourceId;
  readonly messenger: MessengerKind;
  /** Kommo's id of the chat. */
  readonly kommoChatId: string | null;
  readonly contactId: number | null;
  readonly leadId: number | null;
  /** Its newest incoming lead. */
  readonly incomingLead: { readonly uid: string; readonly state: (typeof INCOMING_STATES)[number] } | null;
  /** The search before the first message; null: there was none. */
  readonly preLink: Done<(typeof LINK_STATES)[number]> | null;
  /** The last time that the customer's profile had changed; null: never since. */
  readonly profile: Omit<Done<never>, 'state'> | null;
  /** What brought the customer, for the fields of the lead. */
  readonly referral: (Done<(typeof REFERRAL_STATES)[number]> & { readonly leadId: number | null }) | null;
  /** Where the messenger said that the chat's address changed, oldest first; when, not what. */
  readonly movedAt: readonly string[];
}

interface Done<State> {
  readonly state: State;
  readonly text: string | null;
  readonly at: string;
}

/** @param only this account's; null: any. */
export async function findChat(db: pg.Pool, id: ChatId, only: AccountId | null): Promise<ChatView | undefined> {
  const { rows } = await db.query<ChatView>(
    `select chats.id, chats.account_id as "accountId", chats.source_id as "sourceId", sources.messenger,
            chats.kommo_id as "kommoChatId", theirs.contact_id as "contactId", theirs.lead_id as "leadId",
            ${INCOMING} as "incomingLead",
            case when contacts.link is not null
                 then jsonb_build_object('state', contacts.link, 'text', contacts.link_text,
                                         'at', ${iso('contacts.link_at')}) end as "preLink",
            case when contacts.profile_at is not null
                 then jsonb_build_object('text', contacts.profile_text, 'at', ${iso('contacts.profile_at')}) end as profile,
            case when contacts.referral_state is not null
                 then jsonb_build_object('state', contacts.referral_state, 'text', contacts.referral_text,
                                         'at', ${iso('contacts.referral_at')},
                                         'leadId', contacts.referral_lead_id) end as referral,
            coalesce((select jsonb_agg(${iso('changed.at')} order by changed.id)
                      from address_changes changed where changed.chat_id = chats.id), '[]') as "movedAt"
     from chats
     join sources on sources.id = chats.source_id
     left join kommo_chats theirs on theirs.account_id = chats.account_id and theirs.kommo_id = chats.kommo_id
     left join chat_contacts contacts on contacts.chat_id = chats.id
     where chats.id = $1 and ($2::bigint is null or chats.account_id = $2)`,
    [id, only],
  );
  return rows[0];
}

const INCOMING = `
  (select jsonb_build_object('uid', uid, 'state', state) from incoming_leads
   where incoming_leads.account_id = chats.account_id and incoming_leads.kommo_chat_id = chats.kommo_id
   order by incoming_leads.created_at desc, incoming_leads.updated_at desc limit 1)`;

/** The same of a delivery's chat, for its receipt. */
export const CRM_OF_CHAT = `
  jsonb_build_object(
    'contactId', (select contact_id from kommo_chats
                  where kommo_chats.account_id = chats.account_id and kommo_chats.kommo_id = chats.kommo_id),
    'leadId', (select lead_id from kommo_chats
               where kommo_chats.account_id = chats.account_id and kommo_chats.kommo_id = chats.kommo_id),
    'incomingLead', ${INCOMING})`;
