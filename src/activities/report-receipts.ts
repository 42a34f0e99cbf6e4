import { Context, log, type ApplicationFailure } from '@temporalio/activity';
import { createChatApi } from '../kommo/chat-api';
import { asAmojoMessageId } from '../kommo/ids';
import type { ChatApi, DeliveryReport } from '../kommo/types';
import { chatChannel, chatConnection } from '../ledger/chats';
import { believed } from '../ledger/restrictions';
import { dueTicks, markTickReported, type DueTick } from '../ledger/ticks';
import { messengerOf } from '../messengers/registry';
import type { ChatId, ScopeId } from '../model/ids';
import { ticksReported } from '../metrics';
import type { Words } from '../model/words';
import { inWords } from '../words/in-words';
import { tooLate } from './passing-templates';
import type { Dependencies } from './dependencies';
import { waitAfter } from './pace';
import { openCredentials } from '../ledger/sealed-credentials';
import { openChannelSecret } from './secrets';
import { plannedWait } from './try-again';

const AT_ONCE = 50;

/**
 * Tells Kommo the newest state of every message whose state has changed. Safe to repeat, so no fence is needed; one
 * that Kommo does not know any more is let go.
 */
export async function reportReceipts(deps: Dependencies, chatId: ChatId): Promise<{ more: boolean }> {
  const channel = await chatChannel(deps.db, chatId);
  if (channel === undefined) return { more: false };
  const ticks = await dueTicks(deps.db, chatId, AT_ONCE);
  const api = createChatApi({
    http: deps.http,
    clock: deps.clock,
    origin: channel.origin,
    channelId: channel.id,
    secret: openChannelSecret(deps.vault, channel),
  });
  for (const tick of ticks) {
    Context.current().heartbeat();
    const words = tick.windowClosed ? await wordsOfLate(deps, chatId, tick) : tick.words;
    const text = words === null ? null : inWords(words, channel.language);
    await reportOne(deps, api, channel.scopeId, { ...tick, text });
  }
  return { more: ticks.length === AT_ONCE };
}

/** As the manager reads it. */
type Told = DueTick & { readonly text: string | null };

async function reportOne(deps: Dependencies, api: ChatApi, scopeId: ScopeId, tick: Told): Promise<void> {
  const report = reportOf(tick);
  let said: 'told' | 'not-taken' | null = null;
  if (report !== undefined) {
    const answer = await api.reportDelivery(scopeId, asAmojoMessageId(tick.kommoMessageId), report);
    ticksReported.inc({ tick: tick.tick, result: answer.kind });
    if (answer.kind === 'refused') {
      log.warn('Kommo refuses the state of a message', { deliveryId: tick.deliveryId, reason: answer.reason });
      if (answer.reason === 'signature' || answer.reason === 'not-connected' || answer.reason === 'blocked') {
        throw notNow(answer.text, undefined);
      }
    } else if (answer.kind !== 'accepted') {
      throw notNow(answer.text, answer.kind === 'later' ? answer.retryAfterMs : undefined);
    }
    said = answer.kind === 'accepted' ? 'told' : 'not-taken';
  }
  await markTickReported(deps.db, tick.deliveryId, tick.tick, said);
}

/** The messenger tells of a window that was shut, and not of what would pass (promise P11). */
async function wordsOfLate(deps: Dependencies, chatId: ChatId, { words }: DueTick): Promise<Words | null> {
  const connection = await chatConnection(deps.db, chatId);
  const driver = connection === undefined ? undefined : messengerOf(connection.messenger);
  if (words === null || connection === undefined || driver === undefined) return words;
  const context = { http: deps.http, clock: deps.clock, credentials: openCredentials(deps.vault, connection) };
  const names = await deps.templates.names(driver, context, connection.sourceId);
  return tooLate(driver, words, { names, restriction: believed(connection.restriction, deps.clock.now()) });
}

/** "Sent" has no value on the wire: it is the state before any report (kommo-chat-api.md §10.1). */
function reportOf(tick: Told): DeliveryReport | undefined {
  switch (tick.tick) {
    case 'sent':
      return undefined;
    case 'delivered':
    case 'read':
      return { state: tick.tick };
    case 'failed':
      return { state: 'failed', code: tick.code ?? 905, text: tick.text ?? 'The message was not delivered.' };
  }
}

function notNow(text: string, wishMs: number | undefined): ApplicationFailure {
  return plannedWait(text, waitAfter(Context.current().info.attempt, wishMs));
}
