import { createHash } from 'node:crypto';
import type {
  AcceptableEvent,
  KeptEvent,
  LaneEvent,
  Move,
  Notice,
  SourceNotice,
  TemplateChange,
  Watermark,
} from './acceptable';

/** Understood, and nothing is to be done about it. */
export function keepIdle(
  event: Notice | SourceNotice | TemplateChange | Watermark | Move | LaneEvent,
  reason: string,
): KeptEvent {
  return {
    kind: 'kept',
    as: 'ignored',
    accountId: event.accountId,
    scopeId: null,
    connectionId: null,
    dedupeKey: event.dedupeKey,
    reason,
    raw: null,
  };
}

/** It may belong to a source that is connected later. */
export function keepUnrouted(event: LaneEvent): KeptEvent {
  return {
    kind: 'kept',
    as: 'unrouted',
    accountId: event.accountId,
    scopeId: event.scopeId,
    connectionId: null,
    dedupeKey: event.dedupeKey,
    reason: 'The account has no source to answer from',
    raw: event.raw,
  };
}

/** What the data types refuse is kept as bytes. */
export function keepUnparsed(event: Exclude<AcceptableEvent, KeptEvent>): KeptEvent {
  return {
    kind: 'kept',
    as: 'unparsed',
    accountId: event.accountId,
    scopeId: 'scopeId' in event ? event.scopeId : null,
    connectionId: null,
    dedupeKey: `unparsed/${createHash('sha256').update(event.dedupeKey).digest('hex')}`,
    reason: 'The ledger refuses the data, for example a NUL character',
    raw: event.raw,
  };
}
