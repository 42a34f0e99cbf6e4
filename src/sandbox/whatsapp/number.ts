import type { Core } from '../core';
import type { Facts, Line } from '../lines/records';
import { digitsOf } from './ids';
import type { Waba } from './state';

/** A line of WhatsApp is a phone number; its id is `phoneNumberId`. What its owner enters is in its credentials. */
export interface NumberCredentials extends Readonly<Record<string, string>> {
  readonly accessToken: string;
  readonly phoneNumberId: string;
  readonly wabaId: string;
  readonly appId: string;
  readonly appSecret: string;
}

/** What a fresh number's facts are: all well. */
export const HEALTHY = {
  quality: 'GREEN',
  messagingLimit: 'TIER_2K',
  nameStatus: 'APPROVED',
  throughput: 'STANDARD',
  registered: true,
  account: 'ok',
  restrictions: null,
  restrictedUntil: null,
  status: 'CONNECTED',
  coexistence: false,
} as const satisfies Facts;

export const QUALITIES = ['GREEN', 'YELLOW', 'RED', 'UNKNOWN'] as const;
export const TIERS = ['TIER_250', 'TIER_2K', 'TIER_10K', 'TIER_100K', 'TIER_UNLIMITED'] as const;
export const ACCOUNT_STATES = ['ok', 'locked', 'restricted', 'payment-missing', 'deleted'] as const;

/** What an account may not do for a while (the webhook account_update). */
export const RESTRICTIONS = [
  'RESTRICTED_BIZ_INITIATED_MESSAGING',
  'RESTRICTED_CUSTOMER_INITIATED_MESSAGING',
  'RESTRICTED_ADD_PHONE_NUMBER_ACTION',
] as const;
export const NUMBER_STATES = ['CONNECTED', 'FLAGGED', 'RESTRICTED', 'BANNED'] as const;

export function wabaIdOf({ credentials }: Line): string {
  return credentials.wabaId ?? '';
}

export function wabaOf(core: Core, line: Line): Waba {
  return core.whatsapp.addWaba(wabaIdOf(line), line.name);
}

/** Without plus and blanks, as webhooks have it. */
export function displayNumberOf({ address }: Line): string {
  return digitsOf(address);
}

export function numbersOf(core: Core, wabaId: string): readonly Line[] {
  return core.lines.of('whatsapp').filter((line) => wabaIdOf(line) === wabaId);
}

export function isCoexistence({ facts }: Line): boolean {
  return facts.coexistence === true;
}
