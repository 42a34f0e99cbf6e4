import type { Core } from '../../core';
import type { Outcome } from '../../exchange';
import { ok, type GraphCall } from '../../graph/call';
import { badParameter } from '../../graph/graph-error';
import type { Handset, Line, LineMessage } from '../../lines/records';
import { failure } from '../codes';
import { headOf, type WhatsAppHooks } from '../hooks';
import { displayNumberOf, isCoexistence } from '../number';
import { describe } from '../people/inbound';
import { identityOf } from '../people/person';
import { numberIn } from './access';

/*
 * What the phone of a number in coexistence has kept, pushed by webhooks of the field `history` when the app asks
 * (Meta, “history webhook reference”): three phases by age, each in chunks; files apart, and only those of two weeks.
 */

const DAY_MS = 24 * 60 * 60 * 1000;
/** Where each phase ends, in days before the onboarding. */
const PHASES = [1, 90, 180] as const;
const FILES_OF_DAYS = 14;
const SYNC_TYPES = ['history', 'smb_app_state_sync'] as const;

interface Kept {
  readonly handset: Handset;
  readonly message: LineMessage;
  readonly days: number;
}

/** `POST /<phoneNumberId>/smb_app_data`: once for each onboarding, and within a day of it. */
export function askForPhoneData(hooks: WhatsAppHooks, call: GraphCall): Outcome {
  const { core, params } = call;
  const line = numberIn(call, 'whatsapp_business_management');
  if (params.text('messaging_product') !== 'whatsapp') {
    throw badParameter('The parameter messaging_product is required.');
  }
  const type = SYNC_TYPES.find((each) => each === params.required('sync_type'));
  if (!type) throw badParameter(`Param sync_type must be one of {${SYNC_TYPES.join(', ')}}`);
  const { onboardedAt, historyAsked } = line.facts;
  const isOpen = typeof onboardedAt === 'number' && core.clock.now() - onboardedAt <= DAY_MS;
  if (!isCoexistence(line) || !isOpen || (type === 'history' && historyAsked === true)) {
    throw badParameter('The data of the WhatsApp Business app cannot be synchronized for this number.');
  }
  if (type === 'history') {
    line.facts.historyAsked = true;
    pushHistory(core, hooks, line, onboardedAt);
  }
  return ok({ messaging_product: 'whatsapp', request_id: `sync-${String(onboardedAt)}-${type}` }, { stored: true });
}

function pushHistory(core: Core, hooks: WhatsAppHooks, line: Line, onboardedAt: number): void {
  const push = (more: object): void => {
    hooks.send(line, { field: 'history', value: { ...headOf(line), ...more }, chat: null });
  };
  if (line.facts.sharesHistory !== true) {
    push({ history: [{ errors: [failure(2593109)] }] });
    return;
  }
  const kept = keptBefore(line, onboardedAt);
  let told = 0;
  const phases = [0, 1, 2] as const;
  for (const phase of core.assumptions.is('whatsapp-history-order', 'oldest-first') ? [...phases].reverse() : phases) {
    const from = PHASES[phase - 1] ?? 0;
    const ofPhase = kept.filter(({ days }) => days <= PHASES[phase] && (days > from || phase === 0));
    chunksOf(core, ofPhase).forEach((chunk, index) => {
      told += chunk.length;
      const progress = Math.floor((100 * told) / kept.length);
      const metadata = { phase, chunk_order: index + 1, progress };
      push({ history: [{ metadata, threads: threadsOf(core, line, chunk) }] });
    });
  }
  for (const each of kept) {
    if (each.message.files.length === 0 || each.days > FILES_OF_DAYS) continue;
    push({ messages: [{ ...headOfMessage(core, line, each), ...describe(core, line, each.message) }] });
  }
}

/** Newest first; none of groups, and none older than the last phase. */
function keptBefore(line: Line, onboardedAt: number): readonly Kept[] {
  return [...line.handsets.values()]
    .flatMap((handset) =>
      handset.messages
        .filter(({ at, removed }) => at <= onboardedAt && !removed)
        .map((message) => ({ handset, message, days: (onboardedAt - message.at) / DAY_MS })),
    )
    .filter(({ days }) => days <= PHASES[2])
    .sort((one, other) => one.days - other.days);
}

function chunksOf({ assumptions }: Core, kept: readonly Kept[]): readonly (readonly Kept[])[] {
  const size = Math.max(1, assumptions.number('whatsapp-history-chunk'));
  const byThread = [...new Set(kept.map(({ handset }) => handset))].map((handset) =>
    kept.filter((each) => each.handset === handset),
  );
  const lists = assumptions.is('whatsapp-history-threads', 'one') ? byThread : [byThread.flat()];
  return lists.flatMap((list) =>
    Array.from({ length: Math.ceil(list.length / size) }, (_, index) => list.slice(index * size, (index + 1) * size)),
  );
}

function threadsOf(core: Core, line: Line, chunk: readonly Kept[]): readonly object[] {
  const handsets = [...new Set(chunk.map(({ handset }) => handset))];
  return handsets.map((handset) => ({
    id: addressOf(core, handset),
    messages: chunk
      .filter((each) => each.handset === handset)
      .map((each) => ({
        ...headOfMessage(core, line, each),
        ...(each.message.files.length > 0 ? { type: 'media_placeholder' } : describe(core, line, each.message)),
        ...contextOf(core, line, each),
        history_context: { status: each.message.from === 'customer' ? 'READ' : 'DELIVERED' },
      })),
  }));
}

/** `to` stands only in what the business sent. */
function headOfMessage(core: Core, line: Line, { handset, message }: Kept): object {
  const { userId } = identityOf(core, handset);
  const address = addressOf(core, handset);
  const isTold = userId !== undefined && core.assumptions.is('whatsapp-history-user-ids', 'told');
  const isOurs = message.from !== 'customer';
  return {
    ...(isOurs ? { from: displayNumberOf(line), to: address } : { from: address }),
    ...(isTold ? { [isOurs ? 'to_user_id' : 'from_user_id']: userId } : {}),
    id: message.id,
    timestamp: String(Math.floor(message.at / 1000)),
  };
}

function contextOf(core: Core, line: Line, { handset, message }: Kept): object {
  const quoted = handset.messages.find(({ id }) => id === message.replyTo);
  if (!quoted) return {};
  const from = quoted.from === 'customer' ? addressOf(core, handset) : displayNumberOf(line);
  return { context: { from, id: quoted.id } };
}

function addressOf(core: Core, handset: Handset): string {
  const { waId, userId } = identityOf(core, handset);
  return waId ?? userId ?? handset.id;
}
