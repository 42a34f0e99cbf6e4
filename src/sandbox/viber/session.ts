import type { Core } from '../core';
import type { Handset } from '../lines/records';

const SESSION_MS = 24 * 3_600_000;
const BILLING = { inSession: 1, freeQuota: 2, charged: 3 } as const;

/** The customer wrote: a session goes on, or begins (viber.md §6). */
export function goOn(core: Core, handset: Handset, at: number): void {
  const isNew = !isInSession(handset, at);
  if (isNew || core.assumptions.is('viber-session', 'last-message')) handset.facts.sessionAt = at;
}

/** `billing_status` of a message that is sent now (viber.md §3). */
export function billingOf({ assumptions, clock }: Core, handset: Handset): number {
  if (assumptions.is('viber-billing', 'always-0')) return 0;
  if (isInSession(handset, clock.now())) return BILLING.inSession;
  return assumptions.is('viber-billing', 'free-quota') ? BILLING.freeQuota : BILLING.charged;
}

function isInSession({ facts }: Handset, at: number): boolean {
  return typeof facts.sessionAt === 'number' && at - facts.sessionAt < SESSION_MS;
}
