import type { Check, ConnectedContext, Health } from '../contract';
import { DeliveryError } from '../delivery-error';
import { hostOf } from '../host-of';
import { accountOf, WANTED_EVENTS } from './connect';
import type { ViberCredentials } from './credentials';

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
      : { state: 'broken', fault: 'webhook', text: broken.text, checks };
  } catch (error) {
    if (!(error instanceof DeliveryError)) throw error;
    const { code, text } = error;
    if (code !== 902) return { state: 'broken', fault: 'unreachable', text };
    return { state: 'broken', fault: 'credentials', text, checks: [{ name: 'token', state: 'broken', text }] };
  }
}

function addressCheck({ webhook }: Context, address: string): Check {
  const name = 'address';
  if (address === webhook.url) return { name, state: 'ok', text: `Viber sends messages to ${hostOf(address)}.` };
  const text =
    address === ''
      ? 'The bot has no webhook, so messages do not arrive. Connect it again.'
      : `Messages to the bot go to another service: ${hostOf(address)}. Connect it again.`;
  return { name, state: 'broken', text };
}

/** Messages come without any of them, so the chat goes on. */
function eventsCheck(given: readonly string[] | undefined): readonly Check[] {
  if (given === undefined) return [];
  const name = 'events';
  const missing = WANTED_EVENTS.filter((event) => !given.includes(event));
  if (missing.length === 0) return [{ name, state: 'ok', text: 'Viber tells what becomes of messages.' }];
  const text = `Viber does not tell of ${missing.join(', ')}, so ticks are missing. Connect the bot again.`;
  return [{ name, state: 'warning', text }];
}
