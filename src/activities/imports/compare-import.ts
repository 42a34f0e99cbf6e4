import { setTimeout } from 'node:timers/promises';
import { ApplicationFailure, Context } from '@temporalio/activity';
import { recordLateProof } from '../../ledger/attempt';
import { chatsToCompare, noteComparison, toldRows, type ToldRows } from '../../ledger/import-ends';
import { takeImportLane, leaveImportLane } from '../../ledger/import-lane';
import { takeImportTurn } from '../../ledger/import-turns';
import { findImport, type ImportRow } from '../../ledger/imports';
import { asDeliveryId, type ChatId, type ImportId } from '../../model/ids';
import { withHeartbeat } from '../heartbeat';
import { KommoChat } from '../kommo-chat';
import type { ImportDependencies } from './dependencies';

const SHARE_MS = 20_000;
const CHATS_AT_ONCE = 20;
const PAGE = 50;
/** What Kommo has taken shows up in its history some seconds later (kommo-chat-api.md §9.6). */
const SHOWS_WITHIN_MS = 15_000;
const LOOK_AGAIN_MS = 3_000;

/**
 * Counts both sides: pages Kommo's history of chats of the import, looks for every message that the ledger says was told, and
 * writes down what is missing or there twice. What is found of those in doubt is proof.
 */
export async function compareImport(deps: ImportDependencies, importId: ImportId): Promise<{ more: boolean }> {
  const { cancellationSignal: signal } = Context.current();
  const startedAt = performance.now();
  return withHeartbeat(async () => {
    const row = await findImport(deps.db, importId);
    if (row === undefined) return { more: false };
    const chats = await chatsToCompare(deps.db, importId, CHATS_AT_ONCE);
    for (const chatId of chats) {
      signal.throwIfAborted();
      if (performance.now() - startedAt > SHARE_MS) return { more: true };
      await compareChat(deps, row, chatId);
    }
    return { more: chats.length === CHATS_AT_ONCE };
  });
}

async function compareChat(deps: ImportDependencies, row: ImportRow, chatId: ChatId): Promise<void> {
  const held = await takeImportLane(deps.db, chatId, row.id);
  if (held === undefined) return;
  if (held === 'busy') throw later('Another import is at work in the chat', LOOK_AGAIN_MS);
  try {
    const chat = new KommoChat(deps, held);
    for (;;) {
      const told = await toldRows(deps.db, row.id, chatId);
      const seen = told.rows.length === 0 ? new Map<string, number>() : await historyOf(deps, row, chat, told);
      const missing = told.rows.filter(({ outcome, messageId }) => outcome === 'sent' && !seen.has(messageId));
      if (missing.length > 0 && told.lastAgoMs < SHOWS_WITHIN_MS) {
        await setTimeout(LOOK_AGAIN_MS, undefined, { signal: Context.current().cancellationSignal });
        continue;
      }
      for (const { deliveryId, messageId, outcome } of told.rows) {
        if (outcome === 'unknown' && seen.has(messageId)) {
          await recordLateProof(deps.db, { deliveryId: asDeliveryId(deliveryId), outcome: { kind: 'sent' } });
        }
      }
      const found = told.rows.filter(({ messageId }) => seen.has(messageId));
      await noteComparison(deps.db, row.id, chatId, {
        sent: told.rows.filter(({ outcome }) => outcome === 'sent').length,
        found: found.length,
        missing: missing.length,
        repeated: found.filter(({ messageId }) => (seen.get(messageId) ?? 0) > 1).length,
      });
      return;
    }
  } finally {
    await leaveImportLane(deps.db, chatId, row.id);
  }
}

/** @returns how often each of ours is there, until all are found or the history ends. */
async function historyOf(
  deps: ImportDependencies,
  row: ImportRow,
  chat: KommoChat,
  told: ToldRows,
): Promise<ReadonlyMap<string, number>> {
  const wanted = new Set(told.rows.map(({ messageId }) => messageId));
  const seen = new Map<string, number>();
  for (let offset = 0; ; offset += PAGE) {
    await setTimeout(await takeImportTurn(deps.db, row.accountId, row.options.perSecond));
    const answer = await chat.history({ offset, limit: PAGE });
    if (answer.kind !== 'accepted') {
      throw later(answer.text, answer.kind === 'later' ? (answer.retryAfterMs ?? LOOK_AGAIN_MS) : LOOK_AGAIN_MS);
    }
    const { messages } = answer.value;
    for (const { msgid } of messages) {
      if (msgid !== undefined && wanted.has(msgid)) seen.set(msgid, (seen.get(msgid) ?? 0) + 1);
    }
    if (messages.length < PAGE) return seen;
  }
}

function later(message: string, nextRetryDelay: number): ApplicationFailure {
  return ApplicationFailure.create({ type: 'TryLater', message, nextRetryDelay });
}
