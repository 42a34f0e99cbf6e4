import type { Fault, FaultName, NewFault } from '../../control/contract';
import { seconds } from '../lib/format';
import type { FaultKind, Texts } from '../texts';

export const SIDES = ['kommo', 'telegram'] as const;
export type Side = (typeof SIDES)[number];

export const SIDE_NAMES: Readonly<Record<Side, string>> = { kommo: 'Kommo', telegram: 'Telegram' };

interface Entry {
  readonly side: Side;
  readonly kind: FaultKind;
}

/** Every fault there is; a name that the contract gains or loses does not compile here. */
const CATALOG: Readonly<Record<FaultName, Entry>> = {
  'kommo-latency': { side: 'kommo', kind: 'latency' },
  'kommo-error': { side: 'kommo', kind: 'error' },
  'kommo-hang': { side: 'kommo', kind: 'hang' },
  'kommo-drop-after-storing': { side: 'kommo', kind: 'drop-after-storing' },
  'kommo-reset': { side: 'kommo', kind: 'reset' },
  'kommo-hook-duplicate': { side: 'kommo', kind: 'hook-duplicate' },
  'kommo-hook-delay': { side: 'kommo', kind: 'hook-delay' },
  'kommo-hook-reorder': { side: 'kommo', kind: 'hook-reorder' },
  'telegram-latency': { side: 'telegram', kind: 'latency' },
  'telegram-error': { side: 'telegram', kind: 'error' },
  'telegram-hang': { side: 'telegram', kind: 'hang' },
  'telegram-drop-after-storing': { side: 'telegram', kind: 'drop-after-storing' },
  'telegram-reset': { side: 'telegram', kind: 'reset' },
  'telegram-hook-duplicate': { side: 'telegram', kind: 'hook-duplicate' },
  'telegram-hook-delay': { side: 'telegram', kind: 'hook-delay' },
};

export function namesOf(side: Side): readonly FaultName[] {
  return (Object.keys(CATALOG) as FaultName[]).filter((name) => CATALOG[name].side === side);
}

export const DELAYS = [500, 2_000, 5_000, 10_000, 30_000] as const;
export const WAITS = [1, 5, 10, 30] as const;
export const TIMES = [1, 3, 10] as const;

const STATUSES: Readonly<Record<Side, readonly number[]>> = {
  kommo: [429, 500, 503, 400, 403, 404],
  telegram: [429, 500, 502, 401, 403],
};

const OPERATIONS: Readonly<Record<Side, readonly string[]>> = {
  kommo: ['send', 'delivery-status', 'create-chat', 'history', 'connect'],
  telegram: ['sendMessage', 'setWebhook', 'getMe'],
};

/** Which settings a fault has, and what they may be. */
export function settingsOf(name: FaultName) {
  const { side, kind } = CATALOG[name];
  return {
    delays: kind === 'latency' || kind === 'hook-delay' ? DELAYS : null,
    statuses: kind === 'error' ? STATUSES[side] : null,
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
  const { side, kind } = CATALOG[name];
  return t.faults.kinds[kind][0](SIDE_NAMES[side]);
}

export function hintOf(name: FaultName, t: Texts): string {
  return t.faults.kinds[CATALOG[name].kind][1];
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
