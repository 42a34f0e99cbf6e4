import { z } from 'zod';
import type { Core } from '../core';
import { act, deed, type Act } from '../lines/act';
import type { Refused } from '../lines/emulator';
import type { Line } from '../lines/records';
import type { Whims } from '../lines/whims';
import { voidTokens } from './access-tokens';
import { CODES, WeChatError } from './answers';
import type { Parts } from './call';
import { isSecret, newSecret } from './lines';
import { configureServer, serverConfig } from './server-config';
import { standTo } from './standing';

const none = z.strictObject({});
const answer = z.strictObject({
  code: z.int(),
  text: z.string().min(1).max(2048).exactOptional(),
  times: z.int().min(1).default(1),
  operation: z.string().exactOptional(),
});
const ips = z.strictObject({ ips: z.array(z.union([z.ipv4(), z.ipv6()])).nullable() });
const secret = z.strictObject({ secret: z.string().refine(isSecret, 'no AppSecret').exactOptional() });
const openId = z.strictObject({ customer: z.string(), on: z.boolean().default(true) });

/** What WeChat does to an account, and what is done in its console. */
export function lineActs({ core, callbacks }: Parts, whims: Whims<WeChatError>): ReadonlyMap<string, Act<Line>> {
  return new Map<string, Act<Line>>([
    ['ban', deed(none, (line) => standTo(line, 'banned'))],
    ['restrict', deed(none, (line) => standTo(line, 'restricted'))],
    ['revoke', deed(none, (line) => standTo(line, 'not-granted'))],
    ['freeze-secret', deed(none, (line) => standTo(line, 'frozen'))],
    ['restore', deed(none, (line) => standTo(line, null))],
    [
      'answer',
      deed(answer, (line, { code, text, times, operation }) => {
        const usual = (CODES as Readonly<Record<number, string>>)[code] ?? 'unknown error';
        whims.add(line, { answer: new WeChatError(code, text ?? usual), operation, times });
      }),
    ],
    ['allow-ips', deed(ips, (line, fields) => (line.facts.allowedIps = fields.ips?.join(',') ?? null))],
    [
      'replace-secret',
      deed(secret, (line, { secret: appSecret = newSecret() }) => {
        Object.assign(line, { credentials: { ...line.credentials, appSecret } });
        voidTokens(core, line);
      }),
    ],
    ['void-tokens', deed(none, (line) => voidTokens(core, line))],
    ['blacklist', act(openId, (line, fields) => blacklist(core, line, fields))],
    [
      'stop-server',
      deed(none, (line) => {
        callbacks.drop(line);
        line.webhook = null;
      }),
    ],
  ]);
}

/** The one act that takes a while: the console asks the URL before it saves. */
export async function setServer({ core, callbacks }: Parts, line: Line, fields: unknown): Promise<Refused | undefined> {
  const read = serverConfig.safeParse(fields);
  if (read.success) return configureServer(core, callbacks, line, read.data);
  return { refused: read.error.issues[0]?.message ?? 'This is no server address.' };
}

function blacklist({ changes }: Core, line: Line, { customer, on }: z.infer<typeof openId>): Refused | undefined {
  const handset = line.handsets.get(customer);
  if (!handset) return { refused: 'There is no such customer.' };
  handset.facts.blacklisted = on;
  changes.emit('lines');
  return undefined;
}
