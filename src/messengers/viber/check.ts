import type { Check, ConnectedContext, Health } from '../contract';
import { hostOf } from '../host-of';
import { lookAt } from '../look-at';
import { accountOf, WANTED_EVENTS } from './connect';
import type { ViberCredentials } from './credentials';
import { sayGuide as say } from './guide-phrases';

const TOKEN = about('token');

type Context = ConnectedContext<ViberCredentials>;

function about(name: 'token' | 'address' | 'events'): Pick<Check, 'name' | 'title'> {
  return { name, title: say(`viber.check.${name}`) };
}

/** Works when the token is accepted, the webhook is ours and Viber tells what we want to know (viber.md §1, health). */
export function check(context: Context): Promise<Health> {
  return lookAt([
    {
      about: TOKEN,
      // The token is refused by an error, so what is broken after it is the webhook.
      fault: 'webhook',
      async look() {
        const { webhook, event_types } = await accountOf(context);
        const token: Check = { ...TOKEN, state: 'ok', ...say('viber.check.token.ok') };
        return [token, addressCheck(context, webhook ?? ''), ...eventsCheck(event_types)];
      },
    },
  ]);
}

function addressCheck({ webhook }: Context, url: string): Check {
  const named = about('address');
  if (url === webhook.url) return { ...named, state: 'ok', ...say('viber.check.address.ok', { url }) };
  const words =
    url === '' ? say('viber.check.address.none') : say('viber.check.address.elsewhere', { host: hostOf(url) });
  return { ...named, state: 'broken', ...words };
}

/** Messages come without any of them, so the chat goes on. */
function eventsCheck(given: readonly string[] | undefined): readonly Check[] {
  if (given === undefined) return [];
  const named = about('events');
  const missing = WANTED_EVENTS.filter((event) => !given.includes(event)).join(', ');
  if (missing === '') return [{ ...named, state: 'ok', ...say('viber.check.events.ok') }];
  return [{ ...named, state: 'warning', ...say('viber.check.events.missing', { missing }) }];
}
