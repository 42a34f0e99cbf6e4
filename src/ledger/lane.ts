import type pg from 'pg';
import {
  asAccountId,
  asChatId,
  asConnectionId,
  asParticipantId,
  asScopeId,
  asSourceId,
  type AccountId,
  type ChatId,
  type ConnectionId,
  type ImportId,
  type ParticipantId,
  type ScopeId,
  type SourceId,
} from '../model/ids';
import type { RowLane } from '../model/lane';
import type { Away } from '../model/away';
import type { MessengerKind } from '../model/messenger-kind';
import { CONTACT_IS_DUE } from './chat-contacts';
import { SEALED_CREDENTIALS, type SealedCredentials } from './sealed-credentials';
import { channelRulesOf, type ChannelRules, type ChannelRulesRow } from './channel-rules';
import { RESTRICTION, restrictionOf, type RestrictionRow, type ToldRestriction } from './restrictions';

/** Somebody else has taken the lane since: stop, and send nothing more. */
export class LaneLost extends Error {
  override readonly name = 'LaneLost';
  constructor(chatId: ChatId, lane: RowLane) {
    super(`The lane ${lane} of chat ${chatId} was taken by another worker`);
  }
}

/** Everything about a chat that a delivery needs; secrets are still sealed. */
export interface LaneChat {
  readonly accountId: AccountId;
  readonly chatId: ChatId;
  /** The reply address; null while nobody knows it (Kommo wrote first). */
  readonly remoteId: string | null;
  /** What it takes to write there beside the address; the driver's own. */
  readonly reference: string | null;
  readonly kommoId: string | null;
  /** null: no window, or it is closed. */
  readonly windowClosesAt: number | null;
  /** Its talk in Kommo is to be closed. */
  readonly closesTalk: boolean;
  /** Its customer is to be shown something of the manager beside messages. */
  readonly marksDue: boolean;
  /**
   * It began with a phone number: nothing of it goes to Kommo before it is bound where we began it, and nothing to the
   * messenger while it is to become one with another.
   */
  readonly awaitsBinding: boolean;
  /** Kommo began it and has not named it by our id yet, so ours go to Kommo beside its own (kommo-chat-api.md §11.3). */
  readonly unconfirmed: boolean;
  readonly customer: {
    readonly id: ParticipantId;
    /** amojo's. */
    readonly kommoId: string | null;
    /** The messenger's id of them, where it has told one. */
    readonly remoteId: string | null;
    readonly name: string;
    readonly phone: string | null;
    readonly email: string | null;
    readonly avatar: string | null;
    readonly profileLink: string | null;
    /** Nobody has told the name, and the messenger was not asked yet. */
    readonly asks: boolean;
  } | null;
  /** The customer's contact in the CRM. */
  readonly contact: {
    /** The chat's first message has gone to Kommo, or is about to. */
    readonly begun: boolean;
    /** It, or the lead, has to be looked at: see `readDueContact`. */
    readonly due: boolean;
  };
  readonly source: {
    readonly id: SourceId;
    /** Whether the contact is looked for before a chat's first message. */
    readonly preLink: boolean;
    /** Whether what brought a customer goes into fields of the lead. */
    readonly keepsReferrals: boolean;
    readonly externalId: string | null;
    readonly tickWhenSilent: 'sent' | 'delivered';
    readonly whenUnknown: 'ask' | 'resend';
    /** Stands before what a bot of Kommo wrote; null: nothing does. */
    readonly botMark: string | null;
    /** What its messenger forbids it, as it was told. */
    readonly restriction: ToldRestriction | null;
  };
  readonly connection: SealedCredentials & { readonly id: ConnectionId; readonly messenger: MessengerKind };
  readonly scopeId: ScopeId;
  /** Nothing goes out any more: the integration was switched off in Kommo, or the source was removed here. */
  readonly gone: 'switched-off' | 'removed' | null;
  /** The customer has turned away, and when the messenger told so, milliseconds since 1970. */
  readonly away: { readonly how: Away; readonly at: number } | null;
  readonly channel: {
    readonly id: string;
    readonly secret: string;
    readonly origin: string;
    readonly integrationId: string;
    readonly bot: { readonly id: string; readonly name: string };
    readonly rules: ChannelRules;
  };
}

/** A lane in our hands, until somebody raises the epoch. */
export interface HeldLane {
  readonly lane: RowLane;
  readonly epoch: number;
  /** Of the lane `import`: whose rows are claimed; others of the chat wait for theirs. */
  readonly importId?: ImportId;
  readonly chat: LaneChat;
}

interface LaneRow extends ChannelRulesRow, RestrictionRow {
  readonly epoch: number;
  readonly account_id: number;
  readonly remote_id: string | null;
  readonly reference: string | null;
  readonly kommo_id: string | null;
  readonly window_closes_at: Date | null;
  readonly closes_talk: boolean;
  readonly marks_due: boolean;
  readonly awaits_binding: boolean;
  readonly unconfirmed: boolean;
  readonly customer_id: string | null;
  readonly customer_kommo_id: string | null;
  readonly customer_remote_id: string | null;
  readonly customer_name: string | null;
  readonly customer_phone: string | null;
  readonly customer_email: string | null;
  readonly customer_avatar: string | null;
  readonly customer_link: string | null;
  readonly customer_asks: boolean | null;
  readonly contact_begun: boolean;
  readonly contact_due: boolean;
  readonly source_id: string;
  readonly pre_link: boolean;
  readonly keeps_referrals: boolean;
  readonly external_id: string | null;
  readonly tick_when_silent: 'sent' | 'delivered';
  readonly when_unknown: 'ask' | 'resend';
  readonly bot_mark: string | null;
  readonly connection_id: string;
  readonly messenger: MessengerKind;
  readonly credentials: string;
  readonly sealed_as: string;
  readonly scope_id: string;
  readonly gone: LaneChat['gone'];
  readonly away: Away | null;
  readonly away_at: Date | null;
  readonly integration_id: string;
  readonly channel_id: string;
  readonly channel_secret: string;
  readonly chat_api_origin: string;
  readonly bot_id: string;
  readonly bot_name: string;
}

/**
 * Takes the lane by raising its epoch. From here on nobody with an older epoch can claim or record.
 * What an earlier holder had claimed and not recorded becomes `uncertain`: it may have been sent.
 * @returns undefined when the chat does not exist.
 */
export async function takeLane(db: pg.Pool, chatId: ChatId, lane: RowLane): Promise<HeldLane | undefined> {
  const { rows } = await db.query<LaneRow>(
    `with taken as (
       insert into lanes (chat_id, lane, epoch) select id, $2, 1 from chats where id = $1
       on conflict (chat_id, lane) do update set epoch = lanes.epoch + 1
       returning chat_id, epoch
     )
     select taken.epoch, chats.account_id, chats.remote_id, chats.reference, chats.kommo_id,
            case when chats.closed_at is null then chats.window_closes_at end as window_closes_at,
            chats.closing is not null as closes_talk, chats.marks_due_since is not null as marks_due,
            coalesce(began.state = 'open' and (began.begun_in = 'courier' or chats.remote_id is not null), false)
              as awaits_binding,
            coalesce(began.begun_in = 'kommo' and began.confirmed_at is null, false) as unconfirmed,
            chats.customer_id, person.kommo_id as customer_kommo_id, person.remote_id as customer_remote_id,
            person.name as customer_name, person.phone as customer_phone, person.email as customer_email,
            person.avatar as customer_avatar, person.profile_link as customer_link,
            person.unnamed and person.asked_at is null as customer_asks,
            contacts.chat_id is not null as contact_begun, ${CONTACT_IS_DUE} as contact_due,
            sources.id as source_id, sources.pre_link, sources.referral_fields <> '{}' as keeps_referrals,
            sources.external_id, sources.tick_when_silent, sources.when_unknown, sources.bot_mark, ${RESTRICTION},
            connections.id as connection_id, connections.messenger, ${SEALED_CREDENTIALS},
            scopes.id as scope_id,
            case when scopes.removed_at is not null then 'switched-off'
                 when sources.removed_at is not null then 'removed' end as gone,
            chats.away, chats.away_at,
            integrations.id as integration_id, integrations.channel_id,
            integrations.channel_secret, integrations.chat_api_origin, integrations.bot_id, integrations.bot_name,
            integrations.stores_files, integrations.reactions_all, integrations.reactions_list, integrations.quoting
     from taken
     join chats on chats.id = taken.chat_id
     join sources on sources.id = chats.source_id
     join connections on connections.id = sources.connection_id
     join scopes on scopes.id = chats.scope_id
     join integrations on integrations.id = scopes.integration_id
     left join participants person on person.id = chats.customer_id
     left join chat_contacts contacts on contacts.chat_id = chats.id
     left join write_firsts began on began.chat_id = chats.id`,
    [chatId, lane],
  );
  const row = rows[0];
  if (row === undefined) return undefined;
  // A statement of its own: the claims of the former holder that were in flight are committed by now, and visible.
  await db.query(
    `update deliveries
     set state = 'uncertain', uncertain_since = coalesce(uncertain_since, claimed_at), next_attempt_at = null
     where chat_id = $1 and lane = $2 and state = 'claimed' and epoch < $3`,
    [chatId, lane, row.epoch],
  );
  return { lane, epoch: row.epoch, chat: laneChat(chatId, row) };
}

function laneChat(chatId: ChatId, row: LaneRow): LaneChat {
  return {
    accountId: asAccountId(row.account_id),
    chatId: asChatId(chatId),
    remoteId: row.remote_id,
    reference: row.reference,
    kommoId: row.kommo_id,
    windowClosesAt: row.window_closes_at?.getTime() ?? null,
    closesTalk: row.closes_talk,
    marksDue: row.marks_due,
    awaitsBinding: row.awaits_binding,
    unconfirmed: row.unconfirmed,
    customer:
      row.customer_id === null
        ? null
        : {
            id: asParticipantId(row.customer_id),
            kommoId: row.customer_kommo_id,
            remoteId: row.customer_remote_id,
            name: row.customer_name ?? '',
            phone: row.customer_phone,
            email: row.customer_email,
            avatar: row.customer_avatar,
            profileLink: row.customer_link,
            asks: row.customer_asks ?? false,
          },
    contact: { begun: row.contact_begun, due: row.contact_due },
    source: {
      id: asSourceId(row.source_id),
      preLink: row.pre_link,
      keepsReferrals: row.keeps_referrals,
      externalId: row.external_id,
      tickWhenSilent: row.tick_when_silent,
      whenUnknown: row.when_unknown,
      botMark: row.bot_mark,
      restriction: restrictionOf(row),
    },
    connection: {
      id: asConnectionId(row.connection_id),
      messenger: row.messenger,
      credentials: row.credentials,
      sealedAs: row.sealed_as,
    },
    scopeId: asScopeId(row.scope_id),
    gone: row.gone,
    away: row.away === null || row.away_at === null ? null : { how: row.away, at: row.away_at.getTime() },
    channel: {
      id: row.channel_id,
      secret: row.channel_secret,
      origin: row.chat_api_origin,
      integrationId: row.integration_id,
      bot: { id: row.bot_id, name: row.bot_name },
      rules: channelRulesOf(row),
    },
  };
}
