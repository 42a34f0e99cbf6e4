import { FAULT_NAMES, SIDES, type Fault, type FaultName, type NewFault, type Side } from '../../control/contract';
import { seconds } from '../lib/format';
import type { FaultKind, Texts } from '../texts';

export { SIDES, type Side };

export const SIDE_NAMES: Readonly<Record<Side, string>> = {
  kommo: 'Kommo',
  telegram: 'Telegram',
  whatsapp: 'WhatsApp',
  messenger: 'Messenger',
  instagram: 'Instagram',
  viber: 'Viber',
  wechat: 'WeChat',
  apple: 'Apple',
  botframework: 'Teams and Skype',
  custom: 'Custom webhook',
};

interface Entry {
  readonly side: Side;
  readonly kind: FaultKind;
}

function entryOf(name: FaultName): Entry {
  const side = SIDES.find((each) => name.startsWith(`${each}-`)) ?? 'kommo';
  return { side, kind: name.slice(side.length + 1) as FaultKind };
}

export function namesOf(side: Side): readonly FaultName[] {
  return FAULT_NAMES.filter((name) => entryOf(name).side === side);
}

export const DELAYS = [500, 2_000, 5_000, 10_000, 30_000] as const;
export const WAITS = [1, 5, 10, 30] as const;
export const TIMES = [1, 3, 10] as const;

const LINE_STATUSES = [429, 500, 503, 400, 401, 403];

function statusesOf(side: Side): readonly number[] {
  if (side === 'kommo') return [429, 500, 503, 400, 403, 404];
  return side === 'telegram' ? [429, 500, 502, 401, 403] : LINE_STATUSES;
}

const OPERATIONS: Readonly<Record<Side, readonly string[]>> = {
  kommo: ['send', 'delivery-status', 'create-chat', 'history', 'connect'],
  telegram: ['sendMessage', 'setWebhook', 'getMe'],
  whatsapp: ['send', 'media', 'subscribe'],
  messenger: ['send', 'subscribe'],
  instagram: ['send', 'subscribe'],
  viber: ['send_message', 'set_webhook', 'get_account_info'],
  wechat: ['send', 'upload', 'stable-token'],
  apple: ['message', 'preUpload', 'preDownload'],
  botframework: ['send', 'typing', 'token', 'keys'],
  custom: ['message.created', 'message.reaction', 'connection.ping'],
};

/** Which settings a fault has, and what they may be. */
export function settingsOf(name: FaultName) {
  const { side, kind } = entryOf(name);
  return {
    delays: kind === 'latency' || kind === 'hook-delay' ? DELAYS : null,
    statuses: kind === 'error' ? statusesOf(side) : null,
    operations: kind.startsWith('hook-') ? null : OPERATIONS[side],
  };
}

export function initial(name: FaultName): NewFault {
  const { delays, statuses } = settingsOf(name);
  return {
    name,
    ...(delays ? { ms: 5_000 } : {}),
    ...(statuses ? { status: 429, retryAfter: 10 } : {}),
  };
}

export function titleOf(name: FaultName, t: Texts): string {
  const { side, kind } = entryOf(name);
  return t.faults.kinds[kind][0](SIDE_NAMES[side]);
}

export function hintOf(name: FaultName, t: Texts): string {
  return t.faults.kinds[entryOf(name).kind][1];
}

/** A fault's settings in a few words: "429, wait 10 s, 2 more". */
export function detailsOf(fault: Fault, t: Texts): string {
  return [
    fault.status?.toString(),
    fault.status === 429 && fault.retryAfter !== undefined ? t.faults.wait(fault.retryAfter) : undefined,
    fault.ms === undefined ? undefined : seconds(fault.ms),
    fault.operation === undefined ? undefined : t.faults.only(fault.operation),
    fault.chat,
    fault.times === undefined ? undefined : t.faults.left(Math.max(0, fault.times - fault.acted)),
  ]
    .filter((word) => word !== undefined)
    .join(', ');
}
