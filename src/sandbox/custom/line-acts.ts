import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { act, deed, type Act } from '../lines/act';
import type { Refused } from '../lines/emulator';
import type { Line } from '../lines/records';
import type { Whims } from '../lines/whims';
import { mayVisit } from './addresses';
import { CODES, ServiceError } from './answers';
import type { Parts } from './call';
import { capabilities, declare } from './capabilities';
import { followedBy, isSecret, newSecret, secretsIn } from './secrets';
import { SIGNS } from './teller';

const none = z.strictObject({});
const on = z.strictObject({ on: z.boolean().default(true) });
const secret = z.strictObject({ secret: z.string().refine(isSecret, 'no secret').exactOptional() });
/** Nobody listens there. */
const ELSEWHERE = 'http://127.0.0.1:9/another-courier';
const address = z.strictObject({ url: z.url().refine(mayVisit, 'no https address').default(ELSEWHERE) });
const answer = z.strictObject({
  code: z.string().min(1).max(64),
  status: z.int().min(200).max(599).exactOptional(),
  text: z.string().min(1).max(300).exactOptional(),
  retryable: z.boolean().exactOptional(),
  retryAfter: z.int().min(0).max(86_400).exactOptional(),
  times: z.int().min(1).default(1),
  operation: z.string().exactOptional(),
});

type Direction = 'outboundSecret' | 'inboundSecret';

/** What the owner of a service does with it, and what a service can get wrong. */
export function lineActs({ core, teller }: Parts, whims: Whims<ServiceError>): ReadonlyMap<string, Act<Line>> {
  const rotate = (direction: Direction) =>
    act<Line, z.infer<typeof secret>>(secret, (line, { secret: next = newSecret() }) => {
      const { outboundSecret, inboundSecret } = line.credentials;
      if ([...secretsIn(outboundSecret), ...secretsIn(inboundSecret)].includes(next)) return IN_USE;
      enter(line, direction, followedBy(line.credentials[direction], next));
      return undefined;
    });
  return new Map<string, Act<Line>>([
    ['rotate-courier-secret', rotate('outboundSecret')],
    ['rotate-service-secret', rotate('inboundSecret')],
    [
      'forget-old-secrets',
      deed(none, (line) => {
        for (const direction of ['outboundSecret', 'inboundSecret'] as const) {
          enter(line, direction, secretsIn(line.credentials[direction])[0] ?? '');
        }
      }),
    ],
    ['old-fashioned', deed(on, (line, fields) => (line.facts.oldFashioned = fields.on))],
    ['capabilities', deed(z.strictObject({ capabilities }), (line, fields) => declare(line, fields.capabilities))],
    ['sign', deed(z.strictObject({ how: z.enum(SIGNS) }), (line, { how }) => (line.facts.signs = how))],
    [
      'answer',
      deed(answer, (line, { code, text = 'refused by a test', times, operation, ...more }) => {
        const status = more.status ?? (CODES as Readonly<Record<string, number>>)[code];
        whims.add(line, { answer: new ServiceError(code, text, { ...more, status }), operation, times });
      }),
    ],
    [
      'steal',
      deed(address, (line, { url }) => {
        teller.drop(line);
        line.webhook = { url, lastError: null };
      }),
    ],
    [
      'forget-courier',
      deed(none, (line) => {
        teller.drop(line);
        line.webhook = null;
      }),
    ],
    ['ping', deed(none, (line) => void tell(line, 'connection.ping', { challenge: randomUUID() }))],
    [
      'end',
      deed(
        z.strictObject({ reason: z.string().max(300).exactOptional() }),
        (line, data) => void tell(line, 'connection.disabled', data),
      ),
    ],
  ]);

  function tell(line: Line, type: string, data: object): boolean {
    return teller.tell(line, { type, conversation: null, at: core.clock.now(), data });
  }
}

const IN_USE: Refused = { refused: 'One of the two sides has this secret already.' };

function enter(line: Line, direction: Direction, entered: string): void {
  Object.assign(line, { credentials: { ...line.credentials, [direction]: entered } });
}
