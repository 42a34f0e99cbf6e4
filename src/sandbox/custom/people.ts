import type { Core } from '../core';
import type { OnHandset } from '../lines/emulator';
import type { Facts, Handset, Line } from '../lines/records';
import { refusal } from './answers';
import { capabilitiesOf } from './capabilities';

const HOUR_MS = 3_600_000;

/** What of a customer's records outlives a reset. */
const LASTING = ['seeded', 'contactId', 'email', 'language', 'page'];

export function forgetFacts({ facts }: Handset): void {
  for (const name of Object.keys(facts)) if (!LASTING.includes(name)) Reflect.deleteProperty(facts, name);
}

/** A `contact`, as it comes with whatever the customer does (webhook.md §2). */
export function contactOf({ name, phone, username, facts }: Handset): object {
  return {
    id: facts.contactId,
    ...(facts.unnamed === true ? {} : { name }),
    ...(phone === null ? {} : { phone }),
    ...(username === null ? {} : { username }),
    ...textsIn(facts, ['email', 'language']),
  };
}

/** The page that the customer writes from, and what brought them there (webhook.md §11). */
export function sourceOf({ assumptions }: Core, { facts }: Handset): object | undefined {
  const came = facts.cameBy;
  const referral = typeof came === 'string' ? (JSON.parse(came) as object) : {};
  if (assumptions.is('custom-referral', 'once')) facts.cameBy = null;
  const source = { ...(typeof facts.page === 'string' ? { url: facts.page } : {}), ...referral };
  return Object.keys(source).length === 0 ? undefined : source;
}

/** Somebody who can be written to. @throws ServiceError */
export function findReceiver(
  core: Core,
  line: Line,
  { conversation, contact }: { readonly conversation: string; readonly contact?: string | undefined },
): Handset {
  const handset = findConversation(line, conversation);
  const { facts, state, name } = handset;
  if (contact !== undefined && contact !== facts.contactId) {
    throw refusal('recipient_not_found', 'The conversation is with another contact.');
  }
  if (state === 'blocked') throw refusal('recipient_blocked', `${name} has blocked the chat.`);
  if (facts.unsubscribed === true) throw refusal('recipient_unsubscribed', `${name} has unsubscribed.`);
  if (facts.closed === true) throw refusal('conversation_closed', `${name} has closed the chat.`);
  const until = windowUntil({ line, handset });
  if (until !== null && until <= core.clock.now()) throw refusal('window_closed', `${name} wrote too long ago.`);
  return handset;
}

/** Somebody to write to first, whose conversation begins with it. @throws ServiceError */
export function findByPhone(line: Line, phone: string | undefined): Handset {
  if (capabilitiesOf(line).write_first?.includes('phone') !== true) {
    throw refusal('unsupported', 'The customer writes first here.');
  }
  const handset = [...line.handsets.values()].find((each) => each.phone === phone && each.state !== 'gone');
  if (handset === undefined) throw refusal('recipient_not_found', 'Nobody here has this number.');
  if (handset.state === 'blocked') throw refusal('recipient_blocked', `${handset.name} has blocked the chat.`);
  handset.state = 'open';
  return handset;
}

/** @throws ServiceError where there is none, or nobody has written there yet */
export function findConversation(line: Line, id: string): Handset {
  const handset = line.handsets.get(id);
  if (handset === undefined || handset.state === 'gone' || handset.state === 'new') {
    throw refusal('recipient_not_found', 'There is no such conversation.');
  }
  return handset;
}

/** Null: the service knows no such rule. */
export function windowUntil({ line, handset }: OnHandset): number | null {
  const { reply_window_hours: hours } = capabilitiesOf(line);
  if (hours === undefined) return null;
  return (handset.wroteAt ?? 0) + hours * HOUR_MS;
}

function textsIn(facts: Facts, names: readonly string[]): object {
  return Object.fromEntries(
    names.flatMap((name) => (typeof facts[name] === 'string' ? [[name, facts[name]] as const] : [])),
  );
}
