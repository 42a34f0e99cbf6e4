import type { NewHandsetMessage } from '../control/lines-contract';
import type { Core } from '../core';
import type { Handset } from '../lines/records';

/** What the link carries by which a customer comes (apple.md §2). */
export interface Entry {
  readonly intent?: string;
  readonly group?: string;
}

export function comeBy(
  { facts }: Handset,
  { intent = null, group = null }: Partial<Record<keyof Entry, string | null>>,
) {
  Object.assign(facts, { intent, group });
}

/** `https://bcrw.apple.com/urn:biz:…?biz-intent-id=…&biz-group-id=…` */
export function entryIn({ url, ref }: NonNullable<NewHandsetMessage['referral']>) {
  const query = url === undefined ? new URLSearchParams() : new URL(url).searchParams;
  return { intent: query.get('biz-intent-id') ?? ref ?? null, group: query.get('biz-group-id') };
}

/** For the webhook of what the customer writes. */
export function entryFields({ assumptions }: Core, handset: Handset): Entry {
  const { intent, group } = handset.facts;
  if (assumptions.is('apple-intent', 'first-message')) comeBy(handset, {});
  return {
    ...(typeof intent === 'string' ? { intent } : {}),
    ...(typeof group === 'string' ? { group } : {}),
  };
}
