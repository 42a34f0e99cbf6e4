import { crmHookUrl } from '../../access/crm-hook';
import type { GrantKey } from '../../ledger/grants';
import { together } from '../../model/words';
import { say } from '../../words';
import type { StepResult } from '../../workflows/account-contract';
import type { AccountDependencies } from './dependencies';
import { DONE, needsPerson, settled } from './step';

/**
 * Episodes of chats, and contacts that are gone: what is closed, what opens anew, and whose it is (kommo-platform.md §7, §9.2);
 * templates that somebody sends for approval (§8.3); and what managers write, as evidence of what no webhook of chats brought.
 */
const LISTED = ['add_talk', 'delete_contact', 'add_chat_template_review', 'add_outgoing_message'] as const;
/** Incoming leads and what becomes of talks; whether Kommo takes these codes is not settled (§14.1). */
const UNLISTED = ['update_talk', 'add_unsorted', 'update_unsorted', 'delete_unsorted'] as const;
const EVENTS = [...LISTED, ...UNLISTED];

/** Subscribes to the account's webhooks. Messages flow without them, so a plan that has none is no obstacle. */
export async function subscribeWebhooks(deps: AccountDependencies, key: GrantKey): Promise<StepResult> {
  const destination = crmHookUrl(deps.hookKeys, deps.oauth.publicUrl, key);
  const answer = await subscribe(deps, key, destination);
  if (answer.kind === 'accepted') return DONE;
  if (answer.reason === 'no-access') return needsPerson(answer);
  return { kind: 'skipped', ...together([say('install.no-talk-hooks'), answer]) };
}

/** An installation of an earlier version asked for less. One that a person removed stays removed. */
export async function widenWebhooks(deps: AccountDependencies, key: GrantKey): Promise<void> {
  const destination = crmHookUrl(deps.hookKeys, deps.oauth.publicUrl, key);
  const there = settled(await deps.crm.ask(key, (crm) => crm.webhooks(destination)));
  const subscription =
    there.kind === 'accepted' ? there.value.find((one) => one.destination === destination) : undefined;
  if (subscription === undefined || LISTED.every((event) => subscription.events.includes(event))) return;
  await subscribe(deps, key, destination);
}

async function subscribe({ crm }: AccountDependencies, key: GrantKey, destination: string) {
  const all = settled(await crm.ask(key, (api) => api.subscribe({ destination, events: EVENTS })));
  if (all.kind === 'accepted' || all.reason !== 'invalid') return all;
  return settled(await crm.ask(key, (api) => api.subscribe({ destination, events: LISTED })));
}

/** Safe to repeat; without access there is nobody to ask. */
export async function unsubscribeWebhooks(deps: AccountDependencies, key: GrantKey): Promise<void> {
  const destination = crmHookUrl(deps.hookKeys, deps.oauth.publicUrl, key);
  settled(await deps.crm.ask(key, (crm) => crm.unsubscribe(destination)));
}
