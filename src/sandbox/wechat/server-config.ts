import { randomInt } from 'node:crypto';
import { request } from 'undici';
import { z } from 'zod';
import type { Core } from '../core';
import type { Refused } from '../lines/emulator';
import type { Line } from '../lines/records';
import { modeOf, MODES, type Callbacks } from './callbacks';
import { isAesKey, signatureOf } from './envelope';

/** What an administrator writes into the page of WeChat's console; what is left out stays. */
export const serverConfig = z.strictObject({
  url: z.url().max(2048),
  token: z
    .string()
    .regex(/^[A-Za-z0-9]{3,32}$/, 'A token has 3 to 32 letters and digits.')
    .exactOptional(),
  aesKey: z.string().refine(isAesKey, 'An EncodingAESKey has 43 letters and digits.').exactOptional(),
  mode: z.enum(MODES).exactOptional(),
});

const NOT_ECHOED: Refused = {
  refused: 'WeChat asked the URL, and it did not answer with echostr: the token check failed.',
};

/** Asks the URL, and saves what was written once it has answered (wechat.md §1). */
export async function configureServer(
  core: Core,
  callbacks: Callbacks,
  line: Line,
  wanted: z.infer<typeof serverConfig>,
): Promise<Refused | undefined> {
  const { url, mode = modeOf(line) } = wanted;
  const { token = line.credentials.token ?? '', aesKey = line.credentials.encodingAesKey ?? '' } = wanted;
  if (!mayCall(core, url)) return { refused: 'WeChat takes URLs at port 80 or 443 only.' };
  if (mode !== 'plain' && !isAesKey(aesKey)) return { refused: `The ${mode} mode needs an EncodingAESKey.` };
  if (!(await echoes(core, url, token))) return NOT_ECHOED;
  callbacks.drop(line);
  Object.assign(line, { credentials: { ...line.credentials, token, encodingAesKey: aesKey } });
  line.webhook = { url, lastError: null };
  line.facts.mode = mode;
  return undefined;
}

function mayCall({ assumptions }: Core, url: string): boolean {
  const { protocol, hostname, port } = new URL(url);
  if (protocol !== 'http:' && protocol !== 'https:') return false;
  const isHere = hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.');
  if (isHere) return assumptions.is('wechat-loopback', 'on');
  return port === '';
}

/** 200 with the very text, which is never encrypted (wechat.md §1). */
async function echoes(core: Core, url: string, token: string): Promise<boolean> {
  const echostr = `${String(randomInt(1e9, 1e10))}${String(randomInt(1e8, 1e9))}`;
  const timestamp = String(core.clock.seconds());
  const nonce = String(randomInt(1, 2 ** 31));
  const target = new URL(url);
  const query = { signature: signatureOf(token, timestamp, nonce), echostr, timestamp, nonce };
  for (const [name, value] of Object.entries(query)) target.searchParams.set(name, value);
  const entry = core.journal.open({
    side: 'wechat',
    direction: 'out',
    operation: 'verify-server',
    method: 'GET',
    path: target.pathname,
    request: null,
  });
  try {
    const signal = AbortSignal.timeout(core.assumptions.number('wechat-callback-timeout-ms'));
    const { statusCode, body } = await request(target, { signal, reset: true });
    entry.status = statusCode;
    const isEchoed = (await body.text()) === echostr;
    entry.stored = statusCode === 200 && isEchoed;
  } catch {
    entry.answer = 'Connection failed';
  } finally {
    entry.endedAt = core.clock.now();
  }
  return entry.stored;
}
