import type { Contact, ContactFields, ContactValue } from '../kommo/crm/types';
import type { ContactProfile } from '../ledger/chat-contacts';
import { comparableEmail } from '../model/email';
import { readPhone, withPlus } from '../model/phone';
import { comparablePhone, type Numbering } from './national-phone';

/** What of a contact is ours, and whether it is still the one of which we know. */
export type Ours = ContactProfile & { readonly contactId: number | null };

export interface ContactChange {
  /** What has to be written; null: nothing. */
  readonly fields: ContactFields | null;
  /** What is ours once it is written. */
  readonly ours: ContactProfile;
  /** What was done, for operators; without names and numbers. */
  readonly text: string;
}

/**
 * What of a contact follows a customer's profile: only values that are still the ones we wrote, and what is empty. Whatever a
 * person typed over them stays, as does all of a contact that somebody gave the chat to (a merge, another contact): there
 * nothing is known to be ours.
 */
export function contactChange(
  contact: Contact,
  ours: Ours,
  profile: ContactProfile,
  numbering: Numbering,
): ContactChange {
  const isOurs = ours.contactId === null || ours.contactId === contact.id;
  const name = nameChange(contact, isOurs ? ours.name : null, profile.name);
  const phone = valueChange(contact.phones, isOurs ? ours.phone : null, profile.phone, phonesIn(numbering));
  const email = valueChange(contact.emails, isOurs ? ours.email : null, profile.email, EMAIL);
  const fields: ContactFields = {
    ...(name.write === undefined ? {} : { name: name.write }),
    ...(phone.write === undefined ? {} : { phones: phone.write }),
    ...(email.write === undefined ? {} : { emails: email.write }),
  };
  const changes = [['name', name] as const, ['phone', phone] as const, ['e-mail', email] as const];
  return {
    fields: Object.keys(fields).length === 0 ? null : fields,
    ours: { name: name.ours, phone: phone.ours, email: email.ours },
    text: told(changes.map(([what, { did }]) => [what, did])),
  };
}

interface Change<Written> {
  readonly write?: Written;
  readonly ours: string | null;
  readonly did: 'written' | 'theirs' | 'same';
}

function nameChange(contact: Contact, ours: string | null, now: string | null): Change<string> {
  if (now === null || now === ours || now === contact.name) return { ours, did: 'same' };
  return ours !== null && contact.name === ours ? { write: now, ours: now, did: 'written' } : { ours, did: 'theirs' };
}

interface Comparison {
  /** undefined: it is none. */
  readonly of: (value: string) => string | undefined;
  /** As it is written into the CRM. */
  readonly written: (value: string) => string;
}
const phonesIn = (numbering: Numbering): Comparison => ({
  of: (value) => comparablePhone(value, numbering),
  written: (value) => {
    const digits = readPhone(value);
    return digits === undefined ? value : withPlus(digits);
  },
});
const EMAIL: Comparison = { of: comparableEmail, written: (value) => value.trim() };

/** Writing a field replaces all its values, so the others go with it (kommo-platform.md §5.1). */
function valueChange(
  values: readonly ContactValue[],
  ours: string | null,
  now: string | null,
  { of, written }: Comparison,
): Change<readonly ContactValue[]> {
  const wanted = now === null ? undefined : of(now);
  if (now === null || wanted === undefined) return { ours, did: 'same' };
  if (values.some(({ value }) => of(value) === wanted)) {
    return { ours, did: 'same' };
  }
  const value = written(now);
  if (values.length === 0) return { write: [{ value }], ours: now, did: 'written' };
  const before = ours === null ? undefined : of(ours);
  const at = before === undefined ? -1 : values.findIndex((each) => of(each.value) === before);
  if (at === -1) return { ours, did: 'theirs' };
  return {
    write: values.map((each, index) => (index === at ? { ...each, value } : each)),
    ours: now,
    did: 'written',
  };
}

function told(changes: readonly (readonly [string, Change<unknown>['did']])[]): string {
  const which = (did: Change<unknown>['did']): string =>
    changes.flatMap(([what, each]) => (each === did ? [what] : [])).join(', ');
  const [written, theirs] = [which('written'), which('theirs')];
  const parts = [
    ...(written === '' ? [] : [`Written into the contact: ${written}.`]),
    ...(theirs === '' ? [] : [`Left as it is in Kommo: ${theirs}.`]),
  ];
  return parts.length === 0 ? 'The contact has it already.' : parts.join(' ');
}
