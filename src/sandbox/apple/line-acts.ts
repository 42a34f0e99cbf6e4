import { z } from 'zod';
import type { Core } from '../core';
import { act, deed, type Act } from '../lines/act';
import type { Refused } from '../lines/emulator';
import type { Line } from '../lines/records';
import type { Whims } from '../lines/whims';
import { AppleError } from './answers';
import type { Parts } from './call';
import { isSecret, newSecret } from './lines';
import { businessesOf } from './provider';

const none = z.strictObject({});
const answer = z.strictObject({
  status: z.int().min(400).max(599),
  text: z.string().max(2048).exactOptional(),
  times: z.int().min(1).default(1),
  operation: z.string().exactOptional(),
});
const register = z.strictObject({ url: z.url().max(2048) });
const secret = z.strictObject({ secret: z.string().refine(isSecret, 'no secret in Base64').exactOptional() });

/** What is entered in Apple's register, and what Apple does to a business. */
export function lineActs({ core, hooks }: Parts, whims: Whims<AppleError>): ReadonlyMap<string, Act<Line>> {
  const ofProvider = ({ credentials }: Line): readonly Line[] => businessesOf(core, credentials.mspId ?? '');
  return new Map<string, Act<Line>>([
    ['register', act(register, (line, { url }) => enterAddress(core, ofProvider(line), url))],
    [
      'unregister',
      deed(none, (line) => {
        for (const each of ofProvider(line)) {
          hooks.drop(each);
          each.webhook = null;
        }
      }),
    ],
    ['unlink', deed(none, (line) => (line.facts.linked = false))],
    ['link', deed(none, (line) => (line.facts.linked = true))],
    [
      'replace-secret',
      deed(secret, (line, { secret: apiSecret = newSecret() }) => {
        for (const each of ofProvider(line)) Object.assign(each, { credentials: { ...each.credentials, apiSecret } });
      }),
    ],
    [
      'answer',
      deed(answer, (line, { status, text, times, operation }) =>
        whims.add(line, { answer: new AppleError(status, text), operation, times }),
      ),
    ],
  ]);
}

/** Of the provider, for all of its businesses; Apple tries nothing, and adds `/message` to it (apple.md §1). */
function enterAddress({ assumptions }: Core, lines: readonly Line[], url: string): Refused | undefined {
  const { protocol, hostname } = new URL(url);
  const isHere = hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.');
  if (protocol !== 'https:' && !(isHere && assumptions.is('apple-loopback', 'on'))) {
    return { refused: 'Apple calls https addresses only.' };
  }
  for (const line of lines) line.webhook = { url, lastError: null };
  return undefined;
}
