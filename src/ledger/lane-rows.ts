import { randomUUID } from 'node:crypto';
import {
  isMediaType,
  type MediaType,
  type MessageContent,
  type Reaction,
  type RemoteFile,
  type SaidContent,
} from '../model/content';
import { asMediaId, type MediaId } from '../model/ids';
import type { Lane } from '../model/lane';
import type { Came, Late, LaneEvent } from './acceptable';
import { wellFormed } from './acceptable-text';
import type { Placed } from './directory';
import type { Target } from './targets';

/** An event with its chat and author. */
export interface PlacedEvent {
  readonly event: LaneEvent;
  readonly place: Placed;
}

/** What the statement that accepts is given for each row of a lane. */
export interface LaneRow {
  readonly n: number;
  readonly delivery_id: string;
  /** null for what is no message of its own. */
  readonly message_id: string | null;
  readonly chat_id: string;
  readonly author_id: string | null;
  readonly origin: 'messenger' | 'kommo';
  readonly lane: Lane;
  readonly kind: 'message' | 'echo' | 'edit' | 'removal' | 'reaction';
  readonly remote_id: string | null;
  readonly kommo_id: string | null;
  readonly dedupe_key: string;
  readonly written_at: number;
  readonly window_closes_at: string | null;
  readonly customer_wrote: number | null;
  readonly reference: string | null;
  readonly content: MessageContent | Reaction | null;
  readonly target: Target | null;
  readonly album: string | null;
  /** Milliseconds; null: its key alone says whether it is new. */
  readonly repeated_within: number | null;
  /** null: it came by a webhook. */
  readonly late: Late | null;
  readonly came: CameRow | null;
}

/** As `Came`; left out where nothing is known, so that the statement is given no more than there is. */
interface CameRow {
  readonly at: number;
  readonly bytes: number;
  readonly by: string;
  readonly rule: string;
  readonly spooled_at?: number;
  readonly spooled_for?: string;
}

interface AcceptedFile {
  readonly id: MediaId;
  readonly type: MediaType;
  readonly file: RemoteFile;
}

/** @returns the row, and the file that comes with it. */
export function laneRow(
  { event, place }: PlacedEvent,
  n: number,
): { readonly row: LaneRow; readonly file?: AcceptedFile } {
  const base = {
    n,
    delivery_id: randomUUID(),
    chat_id: place.chatId,
    author_id: place.authorId,
    origin: event.side,
    lane: event.side === 'messenger' ? 'to-kommo' : 'to-messenger',
    dedupe_key: event.dedupeKey,
    written_at: event.at,
    message_id: null,
    remote_id: null,
    kommo_id: null,
    window_closes_at: null,
    customer_wrote: null,
    reference: event.side === 'messenger' ? (event.chatReference ?? null) : null,
    target: null,
    album: null,
    repeated_within: null,
    late: null,
    came: event.came === undefined ? null : cameRow(event.came),
  } as const;
  switch (event.kind) {
    case 'message-from-messenger': {
      const { content, file } = own(event.content);
      const closesAt = event.windowMs === null ? null : new Date(event.at + event.windowMs).toISOString();
      const row: LaneRow = {
        ...base,
        kind: 'message',
        message_id: randomUUID(),
        remote_id: event.remoteId,
        window_closes_at: closesAt,
        customer_wrote: event.opensWindow ? event.at : null,
        content,
        album: content.album ?? null,
        repeated_within: event.repeatedWithinMs ?? null,
      };
      return withFile(row, file);
    }
    case 'echo-from-messenger': {
      const { content, file } = own(event.content);
      const message = { kind: 'echo', message_id: randomUUID(), remote_id: event.remoteId } as const;
      // Which of the business's people wrote it, nobody tells.
      return withFile({ ...base, ...message, author_id: null, content, album: content.album ?? null }, file);
    }
    case 'message-from-kommo': {
      const { content, file } = own(event.content);
      const row: LaneRow = {
        ...base,
        kind: 'message',
        message_id: randomUUID(),
        kommo_id: event.kommoId,
        content,
        album: content.album ?? null,
        late: event.late ?? null,
      };
      return withFile(row, file);
    }
    case 'edit-from-messenger': {
      const { content, file } = own(event.content);
      return withFile({ ...base, kind: 'edit', content, target: { remoteId: event.remoteId } }, file);
    }
    case 'removal-from-messenger':
      return { row: { ...base, kind: 'removal', content: null, target: { remoteId: event.remoteId } } };
    case 'reaction-from-messenger':
      return { row: { ...base, kind: 'reaction', content: event.reaction, target: { remoteId: event.remoteId } } };
    case 'reaction-from-kommo': {
      const own = event.messageId === null ? {} : { messageId: event.messageId };
      return {
        row: { ...base, kind: 'reaction', content: event.reaction, target: { kommoId: event.kommoId, ...own } },
      };
    }
  }
}

export function mediaRow(row: LaneRow, { id, type, file }: AcceptedFile): object {
  return {
    id,
    delivery_id: row.delivery_id,
    origin: row.origin,
    type,
    reference: file.reference,
    same_as: file.sameAs,
    name: file.name,
    mime_type: file.mimeType,
    size: file.size,
    duration_s: file.durationS === undefined ? undefined : Math.round(file.durationS),
  };
}

function cameRow({ at, bytes, takenBy, verifiedBy, spooled }: Came): CameRow {
  const waited = spooled === undefined ? {} : { spooled_at: spooled.at, spooled_for: spooled.for };
  return { at, bytes, by: takenBy, rule: verifiedBy, ...waited };
}

/** From here on the file is ours, by our own id. */
function own(said: SaidContent): { readonly content: MessageContent; readonly file?: AcceptedFile } {
  const sound = wellFormed(said);
  if (!hasFile(sound)) return { content: sound };
  const { file, ...rest } = sound;
  const id = asMediaId(randomUUID());
  return { content: { ...rest, file: { id } }, file: { id, type: rest.type, file } };
}

function hasFile(content: SaidContent): content is Extract<SaidContent, { file: RemoteFile }> {
  return isMediaType(content.type);
}

function withFile(row: LaneRow, file: AcceptedFile | undefined): { row: LaneRow; file?: AcceptedFile } {
  return file === undefined ? { row } : { row, file };
}
