import { BlockList, isIP, isIPv6 } from 'node:net';
import type { Assumptions } from '../assumptions';
import type { Arguments } from './arguments';
import { badRequest } from './answers';
import type { Webhook } from './state';

const PORTS = ['', '443', '80', '88', '8443'];
const CONNECTIONS = { least: 1, most: 100, usual: 40 };

const RESERVED = new BlockList();
for (const [net, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['224.0.0.0', 3],
] as const) {
  RESERVED.addSubnet(net, prefix);
}

/** The webhook these arguments ask for, or a refusal (telegram.md §1). */
export function readWebhook(args: Arguments, assumptions: Assumptions): Webhook {
  const url = args.text('url');
  const address = checkUrl(url, args.text('ip_address'), assumptions);
  return {
    url,
    secretToken: checkSecret(args.text('secret_token')),
    maxConnections: checkConnections(args.integer('max_connections', CONNECTIONS.usual)),
    ipAddress: address,
    hasCertificate: args.has('certificate'),
  };
}

function checkUrl(given: string, fixedAddress: string, assumptions: Assumptions): string | null {
  if (!URL.canParse(given)) throw badRequest('invalid webhook URL specified');
  const url = new URL(given);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const loopback = host === 'localhost' || host === '::1' || host.startsWith('127.');
  if (loopback && (url.protocol === 'http:' || url.protocol === 'https:')) {
    if (assumptions.is('telegram-loopback-webhook', 'on')) return host === 'localhost' ? '127.0.0.1' : host;
  }
  if (url.protocol !== 'https:') throw badRequest('bad webhook: An HTTPS URL must be provided for webhook');
  if (!PORTS.includes(url.port)) {
    throw badRequest('bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443');
  }
  const address = fixedAddress === '' ? (host === 'localhost' ? '127.0.0.1' : host) : fixedAddress;
  if (isIPv6(address)) throw badRequest('bad webhook: IPv6-only addresses are not allowed');
  if (isIP(address) === 0) return null;
  if (RESERVED.check(address)) throw badRequest(`bad webhook: IP address ${address} is reserved`);
  return address;
}

function checkSecret(secret: string): string {
  if (secret.length > 256) throw badRequest('secret token is too long');
  if (!/^[A-Za-z0-9_-]*$/.test(secret)) throw badRequest('secret token contains unallowed characters');
  return secret;
}

function checkConnections(wanted: number): number {
  return Math.min(Math.max(wanted, CONNECTIONS.least), CONNECTIONS.most);
}
