import type { Outcome } from '../exchange';
import { refusal } from './answers';
import type { Call } from './call';

const ACTIONS = ['dns', 'ping', 'all'];
const OPERATORS = ['DEFAULT', 'CHINANET', 'UNICOM', 'CAP'];

/** `GET /cgi-bin/get_api_domain_ip` and `/cgi-bin/getcallbackip` (wechat.md §1). */
export function getAddresses({ req }: Call): Outcome {
  if (req.method !== 'GET') throw refusal(43001);
  return { status: 200, body: { ip_list: ['127.0.0.1'] } };
}

/** `POST /cgi-bin/callback/check`: whether WeChat finds the server of the address. */
export function checkCallback({ json, line }: Call): Outcome {
  const fields = json();
  const action = fields.optionalText('action') ?? '';
  if (!ACTIONS.includes(action)) throw refusal(40035, 'action');
  if (!OPERATORS.includes(fields.optionalText('check_operator') ?? 'DEFAULT')) throw refusal(40035, 'check_operator');
  if (line.webhook === null) throw refusal(40035, 'no callback url');
  const ip = '127.0.0.1';
  const dns = [{ ip, real_operator: 'DEFAULT' }];
  const ping = [{ ip, from_operator: 'DEFAULT', package_loss: '0%', time: '1.000ms' }];
  return {
    status: 200,
    body: { ...(action === 'ping' ? {} : { dns }), ...(action === 'dns' ? {} : { ping }) },
  };
}
