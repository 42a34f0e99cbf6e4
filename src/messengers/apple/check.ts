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

type Context = ConnectedContext<AppleCredentials>;

/** Works when Apple takes our token for the business (apple.md §1, health); whether messages come, only messages show. */
export function check(context: Context): Promise<Health> {
  return lookAt([
    {
      about: TOKEN,
      fault: 'credentials',
      async look() {
        await tryCredentials(context);
        return [{ ...TOKEN, state: 'ok', ...say('apple.check.token.ok') }];
      },
    },
    { about: ADDRESS, fault: 'webhook', look: () => Promise.resolve([addressCheck(context.webhook)]) },
  ]);
}

/** Apple tries nothing when the address is entered: nobody has to have written yet, so that nothing came is no fault. */
function addressCheck({ url, isConfirmed }: Context['webhook']): Check {
  if (isConfirmed === true) return { ...ADDRESS, state: 'ok', ...say('apple.check.address.ok', { url }) };
  return { ...ADDRESS, state: 'warning', ...say('apple.check.address.uncalled', { url }) };
}
