import { z } from 'zod';
import { act, deed, type Act } from '../lines/act';
import type { Refused } from '../lines/emulator';
import type { Line } from '../lines/records';
import type { Whims } from '../lines/whims';
import { mayVisit } from './addresses';
import type { Parts } from './call';
import { FLAWS } from './connector-token';
import { ConnectorError } from './errors';
import { newSecret } from './lines';
import { standTo } from './standing';

const none = z.strictObject({});
const endpoint = z.strictObject({ url: z.url().max(2048) });
const rotation = z.strictObject({ keepsOld: z.boolean().default(true) });
const flawed = z.strictObject({ flaw: z.enum(FLAWS), times: z.int().min(1).default(1) });
const region = z.strictObject({ region: z.string().regex(/^[a-z]{2,12}$/) });
const secret = z.strictObject({ secret: z.string().min(8).max(200).exactOptional() });
const answer = z.strictObject({
  status: z.int().min(400).max(599),
  code: z.string().min(1),
  text: z.string().default('as told'),
  retryAfter: z.int().min(0).exactOptional(),
  times: z.int().min(1).default(1),
  operation: z.string().exactOptional(),
});

/** What is done in Azure, and what Microsoft does. */
export function lineActs(parts: Parts, whims: Whims<ConnectorError>): ReadonlyMap<string, Act<Line>> {
  const { keys, access, bots } = parts;
  return new Map<string, Act<Line>>([
    // Configuration → Messaging endpoint.
    ['endpoint', act(endpoint, (line, { url }) => setEndpoint(parts, line, url))],
    [
      'remove-endpoint',
      deed(none, (line) => {
        bots.drop(line);
        line.webhook = null;
      }),
    ],
    // The connector's, for all bots.
    ['rotate-keys', deed(rotation, (_line, { keepsOld }) => keys.rotate(keepsOld))],
    ['flaw', deed(flawed, (line, { flaw, times }) => bots.flaw(line, flaw, times))],
    ['move', deed(region, (line, fields) => (line.facts.region = fields.region))],
    ['expire-secret', deed(none, (line) => (line.facts.secretExpired = true))],
    [
      'replace-secret',
      deed(secret, (line, { secret: clientSecret = newSecret() }) => {
        Object.assign(line, { credentials: { ...line.credentials, clientSecret } });
        line.facts.secretExpired = false;
      }),
    ],
    ['void-tokens', deed(none, (line) => access.voidOf(line))],
    ['unregister', deed(none, (line) => standTo(line, 'unregistered'))],
    ['forbid', deed(none, (line) => standTo(line, 'forbidden'))],
    ['restore', deed(none, (line) => standTo(line, null))],
    [
      'answer',
      deed(answer, (line, { status, code, text, retryAfter, times, operation }) => {
        const fault = { status, code, message: text, ...(retryAfter === undefined ? {} : { retryAfter }) };
        whims.add(line, { answer: new ConnectorError(fault), operation, times });
      }),
    ],
  ]);
}

function setEndpoint({ core, bots }: Parts, line: Line, url: string): Refused | undefined {
  if (!mayVisit(core, url)) return { refused: 'A messaging endpoint is an https address.' };
  bots.drop(line);
  line.webhook = { url, lastError: null };
  return undefined;
}
