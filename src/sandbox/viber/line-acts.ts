import { z } from 'zod';
import type { Line } from '../lines/records';
import type { Whims } from '../lines/whims';
import { act, deed, type Act } from '../lines/act';
import { isLoopback } from './addresses';
import { STATUSES, ViberError } from './answers';
import type { Parts } from './call';
import { isToken, newToken } from './lines';
import { standTo } from './standing';

const none = z.strictObject({});
const answer = z.strictObject({
  status: z.int().min(1).max(1000),
  text: z.string().min(1).max(2048).exactOptional(),
  times: z.int().min(1).default(1),
  operation: z.string().exactOptional(),
});
const token = z.strictObject({ token: z.string().refine(isToken, 'no token of Viber').exactOptional() });
/** Nobody listens there. */
const ELSEWHERE = 'http://127.0.0.1:9/another-system';
const address = z.strictObject({
  url: z
    .url()
    .refine((url) => isLoopback(new URL(url).hostname), 'not on this machine')
    .default(ELSEWHERE),
});

/** What Viber does to a bot, and what others do with its token. */
export function lineActs({ core, callbacks }: Parts, whims: Whims<ViberError>): ReadonlyMap<string, Act<Line>> {
  return new Map<string, Act<Line>>([
    ['block', deed(none, (line) => standTo(line, 'blocked'))],
    ['remove', deed(none, (line) => standTo(line, 'not-found'))],
    ['suspend', deed(none, (line) => standTo(line, 'suspended'))],
    ['unauthorize', deed(none, (line) => standTo(line, 'not-authorized'))],
    ['restore', deed(none, (line) => standTo(line, null))],
    [
      'answer',
      deed(answer, (line, { status, text, times, operation }) => {
        const usual = (STATUSES as Readonly<Record<number, string>>)[status] ?? 'generalError';
        whims.add(line, { answer: new ViberError(status, text ?? usual), operation, times });
      }),
    ],
    [
      'replace-token',
      act(token, (line, { token: authToken = newToken() }) => {
        const isTaken = core.lines.of('viber').some(({ credentials }) => credentials.authToken === authToken);
        if (isTaken) return { refused: 'A bot has this token already.' };
        Object.assign(line, { credentials: { ...line.credentials, authToken } });
        return undefined;
      }),
    ],
    [
      'steal-webhook',
      deed(address, (line, { url }) => {
        callbacks.drop(line);
        line.webhook = { url, lastError: null };
        Object.assign(line.facts, { eventTypes: null, sendName: false, sendPhoto: false });
      }),
    ],
    [
      'lose-webhook',
      deed(none, (line) => {
        callbacks.drop(line);
        line.webhook = null;
      }),
    ],
  ]);
}
