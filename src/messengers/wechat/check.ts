import type { Check, ConnectedContext, Health } from '../contract';
import { wordsOf } from '../../model/words';
import { DeliveryError } from '../delivery-error';
import { callWeChat } from './api';
import type { WeChatCredentials } from './credentials';
import { say } from './phrases';
import { Nothing } from './shapes';

type Context = ConnectedContext<WeChatCredentials>;

/** Works when WeChat gives out and takes an access token (wechat.md §1, health), and has called the address once. */
export async function check(context: Context): Promise<Health> {
  try {
    await callWeChat(context, { method: 'GET', path: 'cgi-bin/get_api_domain_ip' }, Nothing);
  } catch (error) {
    if (!(error instanceof DeliveryError)) throw error;
    const { code, words } = error;
    if (code !== 902) return { state: 'broken', fault: 'unreachable', ...words };
    return { state: 'broken', fault: 'credentials', ...words, checks: [{ name: 'token', state: 'broken', ...words }] };
  }
  const token: Check = { name: 'token', state: 'ok', ...say('wechat.check.token.ok') };
  const address = addressCheck(context.webhook);
  const checks = [token, address];
  if (address.state !== 'broken') return { state: 'ok', checks };
  return { state: 'broken', fault: 'webhook', ...wordsOf(address), checks };
}

/** WeChat does not tell where it calls, so all that is known is whether it did. */
function addressCheck({ url, isConfirmed }: Context['webhook']): Check {
  const name = 'address';
  if (isConfirmed === undefined) return { name, state: 'warning', ...say('wechat.check.address.unknown', { url }) };
  if (isConfirmed) return { name, state: 'ok', ...say('wechat.check.address.ok', { url }) };
  return { name, state: 'broken', ...say('wechat.check.address.missing', { url }) };
}
