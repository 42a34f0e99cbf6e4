import type { MessageContent, Reaction } from '../model/content';
import {
  asDeliveryId,
  asMessageId,
  asParticipantId,
  type DeliveryId,
  type MessageId,
  type ParticipantId,
} from '../model/ids';
import type { Target } from './targets';

/** One of several sends that a message takes. */
export interface Part {
  readonly index: number;
  /** A text of its own, or the message's file with the text beside it. */
  readonly carries: 'text' | 'media';
  readonly text: string;
  readonly state: 'pending' | 'claimed' | 'sent' | 'failed' | 'unknown' | 'dropped';
}

/** The row at the head of a lane, claimed for us. */
export type ClaimedDelivery = ClaimedMessage | ClaimedEdit | ClaimedRemoval | ClaimedReaction;

interface Claimed {
  readonly id: DeliveryId;
  /** Under which the far side gets it: our id of the message or, of what is no message of its own, the delivery's. */
  readonly messageId: MessageId;
  readonly authorId: ParticipantId | null;
  /** amojo's id of them, where they are known to Kommo. */
  readonly authorKommoId: string | null;
  /** `uncertain`: sent before or perhaps sent, without an answer; evidence first. */
  readonly state: 'claimed' | 'uncertain';
  readonly writtenAt: number;
  readonly kommoMsec: number | null;
  readonly attempts: number;
  /** How long ago it was accepted, milliseconds. */
  readonly ageMs: number;
  readonly expired: boolean;
  /** Why the last attempt failed, in words without content. */
  readonly lastText: string | null;
  /** How often it was sent again after a send without an answer. */
  readonly resends: number;
  /** A send of it had no answer, and nothing has shown since whether it arrived. */
  readonly inDoubt: boolean;
  /** How long ago the send without an answer began, milliseconds; null for a plain claim. */
  readonly uncertainForMs: number | null;
  /** Planned parts; empty for a message that is one send. */
  readonly parts: readonly Part[];
  /** Name of the album that it is a piece of. */
  readonly album: string | null;
  /** Another piece of its album was sent before it. */
  readonly followsInAlbum: boolean;
  /** Of an import: Kommo is to tell people of it, as of a live one. */
  readonly loud: boolean;
}

export interface ClaimedMessage extends Claimed {
  /** `note`: ours, for the manager only · `echo`: a person of the business wrote it at the messenger. */
  readonly kind: 'message' | 'note' | 'echo';
  readonly content: MessageContent;
}

/** The whole message as it is since the customer changed it. */
export interface ClaimedEdit extends Claimed {
  readonly kind: 'edit';
  readonly target: Target;
  readonly content: MessageContent;
}

export interface ClaimedRemoval extends Claimed {
  readonly kind: 'removal';
  readonly target: Target;
}

export interface ClaimedReaction extends Claimed {
  readonly kind: 'reaction';
  readonly target: Target;
  readonly reaction: Reaction;
}

/** Columns of a claimed row; its state is null where none was claimed. */
export interface ClaimedRow {
  readonly id: string;
  readonly message_id: string;
  readonly kind: ClaimedDelivery['kind'];
  readonly author_id: string | null;
  readonly author_kommo_id: string | null;
  readonly state: 'claimed' | 'uncertain';
  readonly content: MessageContent | Reaction;
  readonly target: Target | null;
  readonly written_at: number;
  readonly kommo_msec: number | null;
  readonly attempts: number;
  readonly age_ms: number;
  readonly last_text: string | null;
  readonly expired: boolean;
  readonly uncertain_ms: number | null;
  readonly resends: number;
  readonly in_doubt: boolean;
  readonly parts: Part[] | null;
  readonly album: string | null;
  readonly follows: boolean;
  readonly loud: boolean;
}

export function claimedDelivery(row: ClaimedRow): ClaimedDelivery {
  const claimed: Claimed = {
    id: asDeliveryId(row.id),
    messageId: asMessageId(row.message_id),
    authorId: row.author_id === null ? null : asParticipantId(row.author_id),
    authorKommoId: row.author_kommo_id,
    state: row.state,
    writtenAt: row.written_at,
    kommoMsec: row.kommo_msec,
    attempts: row.attempts,
    ageMs: row.age_ms,
    expired: row.expired,
    lastText: row.last_text,
    resends: row.resends,
    inDoubt: row.in_doubt,
    uncertainForMs: row.uncertain_ms,
    parts: row.parts ?? [],
    album: row.album,
    followsInAlbum: row.follows,
    loud: row.loud,
  };
  const target = row.target ?? {};
  switch (row.kind) {
    case 'message':
    case 'note':
    case 'echo':
      return { ...claimed, kind: row.kind, content: row.content as MessageContent };
    case 'edit':
      return { ...claimed, kind: 'edit', target, content: row.content as MessageContent };
    case 'removal':
      return { ...claimed, kind: 'removal', target };
    case 'reaction':
      return { ...claimed, kind: 'reaction', target, reaction: row.content as Reaction };
  }
}

/** What is read of a claimed row; `messages` is joined to it from the left. */
export const CLAIMED_COLUMNS = `
  claimed.id, coalesce(claimed.message_id, claimed.id) as message_id, claimed.kind,
  coalesce(claimed.author_id, messages.author_id) as author_id,
  (select participants.kommo_id from participants
   where participants.id = coalesce(claimed.author_id, messages.author_id)) as author_kommo_id, claimed.state,
  coalesce(claimed.content, messages.content) as content, claimed.target, claimed.origin_at as written_at,
  claimed.kommo_msec, claimed.attempts, claimed.last_text, claimed.expires_at <= now() as expired, claimed.album, claimed.loud,
  least(extract(epoch from now() - claimed.accepted_at) * 1000, 2147483647)::integer as age_ms,
  case when claimed.uncertain_since is not null
       then least(extract(epoch from now() - claimed.uncertain_since) * 1000, 2147483647)::integer end as uncertain_ms,
  (select count(*)::integer from attempts where attempts.delivery_id = claimed.id and attempts.result = 'absent')
    as resends,
  exists (select from attempts where attempts.delivery_id = claimed.id and attempts.result = 'unknown') as in_doubt,
  (select jsonb_agg(jsonb_build_object('index', parts.index, 'carries', parts.carries, 'text', parts.text,
                                       'state', parts.state) order by parts.index)
   from parts where parts.delivery_id = claimed.id and parts.text is not null) as parts,
  -- Kommo's times rise in the order of the first claims
  claimed.album is not null and claimed.kommo_msec is not null
    and exists (select from deliveries piece
                where piece.chat_id = claimed.chat_id and piece.album = claimed.album
                  and piece.kommo_msec < claimed.kommo_msec) as follows`;
