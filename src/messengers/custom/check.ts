import type { Words } from '../../model/words';
import type { Check, ConnectedContext, Health } from '../contract';
import { DeliveryError } from '../delivery-error';
import { hostOf } from '../host-of';
import { ping } from './api';
import type { CustomCredentials } from './credentials';
import { isEnded } from './errors';
import { say } from './phrases';
import { learn } from './service-capabilities';

const PING = about('ping');
const ADDRESS = about('address');

function about(name: 'ping' | 'address'): Pick<Check, 'name' | 'title'> {
  return { name, title: say(`custom.check.${name}`) };
}

/** Works when the service answers the ping and sends its events here; whether it signs them rightly, they show themselves. */
export async function check(context: ConnectedContext<CustomCredentials>): Promise<Health> {
  try {
    const pong = await ping(context);
    learn(context, pong);
    const answers: Check = { ...PING, state: 'ok', ...say('custom.check.ping.ok') };
    const { inbound_url: address } = pong;
    if (address === undefined) return { state: 'ok', checks: [answers] };
    if (address === null) return astray(answers, say('custom.nowhere'));
    const host = hostOf(address);
    if (address === context.webhook.url) {
      const comes: Check = { ...ADDRESS, state: 'ok', ...say('custom.check.address.ok', { host }) };
      return { state: 'ok', checks: [answers, comes] };
    }
    return astray(answers, say('custom.sends-elsewhere', { host }));
  } catch (error) {
    if (!(error instanceof DeliveryError)) throw error;
    const { words } = error;
    const checks: Check[] = [{ ...PING, state: 'broken', ...words }];
    return { state: 'broken', fault: faultOf(error), ...words, checks };
  }
}

/** It answers, and its messages do not come here. */
function astray(answers: Check, words: Words): Health {
  const goes: Check = { ...ADDRESS, state: 'broken', ...words };
  return { state: 'broken', fault: 'webhook', ...words, checks: [answers, goes] };
}

function faultOf(error: DeliveryError): 'credentials' | 'webhook' | 'unreachable' {
  if (isEnded(error)) return 'webhook';
  if (error.code === 902) return 'credentials';
  return error.code === 905 ? 'webhook' : 'unreachable';
}
