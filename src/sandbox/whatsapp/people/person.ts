import type { Core } from '../../core';
import type { OnHandset } from '../../lines/emulator';
import type { Handset, Line } from '../../lines/records';
import { callingCodeOf, digitsOf, isUserId, userIdOf } from '../ids';
import { displayNumberOf, wabaIdOf } from '../number';

/** What the business is told of a person: at least one of the two ids. */
export interface Identity {
  readonly waId: string | undefined;
  readonly userId: string | undefined;
}

/** What webhooks tell of this person, by the reading in force (whatsapp.md §0 rows 1–3). */
export function identityOf(core: Core, handset: Handset): Identity {
  const { assumptions } = core;
  const waId = handset.phone === null ? undefined : waIdOf(core, handset.phone);
  const userId = isUserId(handset.id) ? handset.id : undefined;
  if (assumptions.is('whatsapp-user-ids', 'bsuid-only') && userId !== undefined) return { waId: undefined, userId };
  if (assumptions.is('whatsapp-user-ids', 'phone-only') && waId !== undefined) return { waId, userId: undefined };
  return { waId, userId };
}

/** A phone as WhatsApp writes it: digits, and not always those that were dialled. */
export function waIdOf({ assumptions }: Core, phone: string): string {
  const digits = digitsOf(phone);
  return assumptions.is('whatsapp-brazil-wa-id', 'as-dialled') ? digits : digits.replace(/^(55\d\d)9(\d{8})$/, '$1$2');
}

/** `contacts[]` of a webhook. */
export function contactOf(core: Core, handset: Handset): object {
  const { waId, userId } = identityOf(core, handset);
  const { name, username } = handset;
  return {
    profile: { name, ...(username === null || userId === undefined ? {} : { username }) },
    ...(waId === undefined ? {} : { wa_id: waId }),
    ...(userId === undefined ? {} : { user_id: userId }),
  };
}

/** The phone of somebody who has not told it to this business. */
export function hiddenPhoneOf({ facts }: Handset): string | undefined {
  return typeof facts.hiddenPhone === 'string' ? facts.hiddenPhone : undefined;
}

export function newPersonId({ assumptions }: Core, line: Line, phone: string | undefined, username: string): string {
  if (phone !== undefined && assumptions.is('whatsapp-user-ids', 'phone-only')) return digitsOf(phone);
  return userIdOf(wabaIdOf(line), phone === undefined ? `@${username}` : digitsOf(phone));
}

/** Whom a `to` or a `recipient` means; undefined: nobody on WhatsApp. */
export function personAt(core: Core, line: Line, address: string): OnHandset | undefined {
  if (isUserId(address)) {
    const handset = line.handsets.get(address);
    return handset && { line, handset };
  }
  const wanted = waIdOf(core, address);
  const here = [...line.handsets.values()].find((handset) => hasPhone(core, handset, wanted));
  if (here) return { line, handset: here };
  const elsewhere = core.lines
    .of('whatsapp')
    .flatMap((each) => [...each.handsets.values()])
    .find((handset) => hasPhone(core, handset, wanted) && handset.state !== 'gone');
  if (!elsewhere) return undefined;
  // Somebody who has WhatsApp can be written to on any number.
  const phone = elsewhere.phone ?? hiddenPhoneOf(elsewhere);
  const { name, username } = elsewhere;
  const id = newPersonId(core, line, phone, username ?? name);
  return { line, handset: core.lines.addHandset(line, { id, name, phone: phone ?? null, username }) };
}

function hasPhone(core: Core, handset: Handset, waId: string): boolean {
  const phone = handset.phone ?? hiddenPhoneOf(handset);
  return phone !== undefined && waIdOf(core, phone) === waId;
}

/** The number that a `to` is taken for (whatsapp.md §3). */
export function dialled({ assumptions }: Core, line: Line, to: string): string {
  const digits = digitsOf(to);
  if (to.trim().startsWith('+') || assumptions.is('whatsapp-to-without-plus', 'as-it-is')) return digits;
  const country = callingCodeOf(displayNumberOf(line));
  return digits.startsWith(country) ? digits : country + digits;
}

/** Until when the business may write what it likes (whatsapp.md §6). */
export function windowOf(core: Core, { wroteAt }: Handset): number | null {
  const until = (wroteAt ?? -Infinity) + WINDOW_MS;
  return until > core.clock.now() ? until : null;
}

const WINDOW_MS = 24 * 60 * 60 * 1000;
