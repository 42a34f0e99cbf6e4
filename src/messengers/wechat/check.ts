import type { Check, ConnectedContext, Health } from '../contract';
import { lookAt } from '../look-at';
import { callWeChat } from './api';
import type { WeChatCredentials } from './credentials';
import { say } from './phrases';
import { Nothing } from './shapes';

type Context = ConnectedContext<WeChatCredentials>;

const TOKEN = about('token');
const ADDRESS = about('address');

function about(name: 'token' | 'address'): Pick<Check, 'name' | 'title'> {
  return { name, title: say(`wechat.check.${name}`) };
}

/** Works when WeChat gives out and takes an access token (wechat.md §1, health), and has called the address once. */
export function check(context: Context): Promise<Health> {
  return lookAt([
    {
      about: TOKEN,
      fault: 'credentials',
      async look() {
        await callWeChat(context, { method: 'GET', path: 'cgi-bin/get_api_domain_ip' }, Nothing);
        return [{ ...TOKEN, state: 'ok', ...say('wechat.check.token.ok') }];
      },
    },
    { about: ADDRESS, fault: 'webhook', look: () => Promise.resolve([addressCheck(context.webhook)]) },
  ]);
}

/** WeChat does not tell where it calls, so all that is known is whether it did. */
function addressCheck({ url, isConfirmed }: Context['webhook']): Check {
  if (isConfirmed === undefined)
    return { ...ADDRESS, state: 'warning', ...say('wechat.check.address.unknown', { url }) };
  if (isConfirmed) return { ...ADDRESS, state: 'ok', ...say('wechat.check.address.ok', { url }) };
  return { ...ADDRESS, state: 'broken', ...say('wechat.check.address.missing', { url }) };
}
