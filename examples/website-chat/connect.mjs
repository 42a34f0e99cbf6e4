import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The account that `npm start` plays (src/sandbox/credentials.ts). */
const SANDBOX_ACCOUNT = 30000001;
const { COURIER_PORT = '8080', COURIER_DATA_DIR = '.courier', COURIER_ADMIN_KEY } = process.env;
const ADMIN_API = `http://127.0.0.1:${COURIER_PORT}/admin/v1`;

/**
 * Connects the chat to the sandbox's account, as an administrator does in the settings window: the address, and the two
 * secrets. Courier pings the chat before it answers. Safe to repeat.
 */
export async function connectToSandbox({ name, serviceUrl, secrets }) {
  const credentials = { serviceUrl, outboundSecret: secrets.courier, inboundSecret: secrets.service };
  const { sources } = await ask('GET', `sources?account=${SANDBOX_ACCOUNT}`);
  const { host } = new URL(serviceUrl);
  const known = sources.find(({ messenger, address }) => messenger === 'custom' && address === host);
  if (known !== undefined) return ask('PATCH', `sources/${known.id}`, { credentials, by: 'example' });
  const { installations } = await ask('GET', 'installations');
  const installation = installations.find(
    ({ accountId, removedAt }) => accountId === SANDBOX_ACCOUNT && removedAt === null,
  );
  if (installation === undefined) throw new Error('The integration is not installed in the sandbox’s account');
  const { scopeId } = installation;
  return ask('POST', 'sources', { scopeId, messenger: 'custom', credentials, name, by: 'example' });
}

async function ask(method, path, body) {
  const headers = { authorization: `Bearer ${adminKey()}`, 'content-type': 'application/json' };
  const response = await fetch(`${ADMIN_API}/${path}`, {
    method,
    headers,
    ...(body && { body: JSON.stringify(body) }),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.detail);
  return answer;
}

/** `npm start` makes one and leaves it in its data. */
function adminKey() {
  return COURIER_ADMIN_KEY ?? readFileSync(join(COURIER_DATA_DIR, 'admin.key'), 'utf8').trim();
}
