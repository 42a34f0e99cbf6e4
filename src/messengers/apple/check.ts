import type { Check, ConnectedContext, Health } from '../contract';
import { lookAt } from '../look-at';
import { tryCredentials } from './connect';
import type { AppleCredentials } from './credentials';
import { say } from './phrases';

const TOKEN = about('token');
const ADDRESS = about('address');

function about(name: 'token' | 'address'): Pick<Check, 'name' | 'title'> {
  return { name, title: say(`apple.check.${name}`) };
}

/** Works when Apple takes our token for the business (apple.md §1, health); whether messages come, only messages show. */
export function check(context: ConnectedContext<AppleCredentials>): Promise<Health> {
  const { url } = context.webhook;
  return lookAt([
    {
      about: TOKEN,
      fault: 'credentials',
      async look() {
        await tryCredentials(context);
        return [{ ...TOKEN, state: 'ok', ...say('apple.check.token.ok') }];
      },
    },
    {
      about: ADDRESS,
      fault: 'webhook',
      look: () => Promise.resolve([{ ...ADDRESS, state: 'ok', ...say('apple.check.address.ok', { url }) }]),
    },
  ]);
}
