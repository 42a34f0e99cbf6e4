import { wordsOf } from '../../model/words';
import type { Check, ConnectedContext, Health } from '../contract';
import { DeliveryError } from '../delivery-error';
import { hostOf } from '../host-of';
import { accountOf, WANTED_EVENTS } from './connect';
import type { ViberCredentials } from './credentials';
import { say } from './phrases';

type Context = ConnectedContext<ViberCredentials>;

/** Works when the token is accepted, the webhook is ours and Viber tells what we want to know (viber.md §1, health). */
export async function check(context: Context): Promise<Health> {
  try {
    const { webhook, event_types } = await accountOf(context);
    const token: Check = { name: 'token', state: 'ok', text: 'Viber accepts the token.' };
    const checks = [token, addressCheck(context, webhook ?? ''), ...eventsCheck(event_types)];
    const broken = checks.find(({ state }) => state === 'broken');
    return broken === undefined
      ? { state: 'ok', checks }
      : { state: 'broken', fault: 'webhook', ...wordsOf(broken), checks };
  } catch (error) {
    if (!(error instanceof DeliveryError)) throw error;
    const { code, words } = error;
    if (code !== 902) return { state: 'broken', fault: 'unreachable', ...words };
    return { state: 'broken', fault: 'credentials', ...words, checks: [{ name: 'token', state: 'broken', ...words }] };
  }
}

function addressCheck({ webhook }: Context, address: string): Check {
  const name = 'address';
  if (address === webhook.url) return { name, state: 'ok', text: `Viber sends messages to ${hostOf(address)}.` };
  const words = address === '' ? say('viber.no-webhook') : say('viber.elsewhere', { host: hostOf(address) });
  return { name, state: 'broken', ...words };
}

/** Messages come without any of them, so the chat goes on. */
function eventsCheck(given: readonly string[] | undefined): readonly Check[] {
  if (given === undefined) return [];
  const name = 'events';
  const missing = WANTED_EVENTS.filter((event) => !given.includes(event));
  if (missing.length === 0) return [{ name, state: 'ok', text: 'Viber tells what becomes of messages.' }];
  return [{ name, state: 'warning', ...say('viber.events-missing', { events: missing.join(', ') }) }];
}
