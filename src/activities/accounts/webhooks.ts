import { crmHookUrl } from '../../access/crm-hook';
import type { GrantKey } from '../../ledger/grants';
import { together } from '../../model/words';
import { say } from '../../words';
import type { StepResult } from '../../workflows/account-contract';
import type { AccountDependencies } from './dependencies';
import { DONE, needsPerson, settled } from './step';

/**
 * Episodes of chats: what is closed, and what opens anew (kommo-platform.md §7, §9.2); and templates that somebody sends for
 * approval (§8.3).
 */
const EVENTS = ['add_talk', 'update_talk', 'add_chat_template_review'] as const;

/** Subscribes to the account's webhooks. Messages flow without them, so a plan that has none is no obstacle. */
export async function subscribeWebhooks(deps: AccountDependencies, key: GrantKey): Promise<StepResult> {
  const destination = crmHookUrl(deps.hookKeys, deps.oauth.publicUrl, key);
  const answer = settled(await deps.crm.ask(key, (crm) => crm.subscribe({ destination, events: EVENTS })));
  if (answer.kind === 'accepted') return DONE;
  if (answer.reason === 'no-access') return needsPerson(answer);
  return { kind: 'skipped', ...together([say('install.no-talk-hooks'), answer]) };
}

/** Safe to repeat; without access there is nobody to ask. */
export async function unsubscribeWebhooks(deps: AccountDependencies, key: GrantKey): Promise<void> {
  const destination = crmHookUrl(deps.hookKeys, deps.oauth.publicUrl, key);
  settled(await deps.crm.ask(key, (crm) => crm.unsubscribe(destination)));
}
