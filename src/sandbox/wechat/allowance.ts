import { z } from 'zod';
import type { Core } from '../core';
import type { Handset } from '../lines/records';
import { refusal } from './answers';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** What a customer does, and what the account may send for it (wechat.md §6). */
const GRANTS = {
  message: { sends: 5, forMs: 48 * HOUR_MS },
  menu: { sends: 3, forMs: MINUTE_MS },
  follow: { sends: 3, forMs: MINUTE_MS },
  scan: { sends: 3, forMs: MINUTE_MS },
} as const;
export type Grant = keyof typeof GRANTS;

interface Allowance {
  readonly left: number;
  readonly until: number;
}

const allowances = z.array(z.object({ left: z.number(), until: z.number() }));

export function grant({ assumptions, clock }: Core, handset: Handset, by: Grant): void {
  const now = clock.now();
  const { sends, forMs } = GRANTS[by];
  const fresh = { left: sends, until: now + forMs };
  const before = allowancesOf(handset).filter(({ until }) => until > now);
  keep(handset, assumptions.is('wechat-allowance', 'apart') ? [...before, fresh] : [before.reduce(larger, fresh)]);
}

/** Whether something may be sent now. @throws WeChatError 45015 when the time is over, 45047 when all was sent */
export function checkAllowance({ clock }: Core, handset: Handset): void {
  const open = allowancesOf(handset).filter(({ until }) => until > clock.now());
  if (open.length === 0) throw refusal(45015);
  if (open.every(({ left }) => left === 0)) throw refusal(45047);
}

/** One was sent: of what ends first. */
export function spend({ clock }: Core, handset: Handset): void {
  const sorted = [...allowancesOf(handset)].sort((one, other) => one.until - other.until);
  const spent = sorted.find(({ left, until }) => left > 0 && until > clock.now());
  keep(
    handset,
    sorted.map((each) => (each === spent ? { ...each, left: each.left - 1 } : each)),
  );
}

/** Until when something may be sent; null: nothing. */
export function openUntil({ clock }: Core, handset: Handset): number | null {
  const open = allowancesOf(handset).filter(({ left, until }) => left > 0 && until > clock.now());
  return open.length === 0 ? null : Math.max(...open.map(({ until }) => until));
}

export function endAllowance(handset: Handset): void {
  keep(handset, []);
}

function larger(one: Allowance, other: Allowance): Allowance {
  return { left: Math.max(one.left, other.left), until: Math.max(one.until, other.until) };
}

function allowancesOf({ facts }: Handset): readonly Allowance[] {
  return allowances.parse(JSON.parse(typeof facts.allowances === 'string' ? facts.allowances : '[]'));
}

function keep(handset: Handset, kept: readonly Allowance[]): void {
  handset.facts.allowances = JSON.stringify(kept);
}
