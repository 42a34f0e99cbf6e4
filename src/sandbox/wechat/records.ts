import { z } from 'zod';
import type { Outcome } from '../exchange';
import { act, type Act } from '../lines/act';
import type { OnHandset } from '../lines/emulator';
import { addLineMessage, type Line, type LineMessage } from '../lines/records';
import { refusal } from './answers';
import type { Call, Parts } from './call';

const DAY_S = 24 * 60 * 60;
const MOST = 10_000;
const STAFF = 2002;
const CUSTOMER = 2003;

interface Kept {
  /** Counted over the whole account, from 1. */
  readonly msgid: number;
  readonly openid: string;
  readonly message: LineMessage;
}

/** `POST /customservice/msgrecord/getmsglist`: what was said in a day at most, without ids (Official Accounts, “Obtain chat transcript”). */
export function listRecords(call: Call): Outcome {
  const { core, line } = call;
  const fields = call.json();
  const [start, end] = [fields.whole('starttime', 65416), fields.whole('endtime', 65416)];
  const [msgid, number] = [fields.whole('msgid', 65416), fields.whole('number', 65416)];
  if (end < start || msgid < 1 || number < 1 || number > MOST) throw refusal(65416);
  if (end - start > DAY_S) throw refusal(65417);
  const from = core.assumptions.is('wechat-record-msgid', 'last') && msgid > 1 ? msgid + 1 : msgid;
  const found = recordsOf(line)
    .filter(({ message }) => seconds(message.at) >= start && seconds(message.at) <= end)
    .filter((each) => each.msgid >= from)
    .slice(0, number);
  const last = found.at(-1)?.msgid ?? msgid;
  return {
    status: 200,
    body: {
      recordlist: found.map(({ openid, message }) => ({
        openid,
        opercode: message.from === 'customer' ? CUSTOMER : STAFF,
        text: textOf(message),
        time: seconds(message.at),
        worker: typeof message.facts.worker === 'string' ? message.facts.worker : `system@${line.id}`,
      })),
      number: found.length,
      msgid: core.assumptions.is('wechat-record-msgid', 'next') ? last + 1 : last,
    },
    warnings: fields.strangers().map((path) => `${path}: no such field`),
  };
}

/** Something was said `daysAgo`, by the customer or, in WeChat's own console, `by` the `staff`. */
export function pastActs({ core, tokens }: Parts): readonly (readonly [string, Act<OnHandset>])[] {
  const said = z.strictObject({
    text: z.string().min(1).max(2048),
    daysAgo: z.number().min(0).default(0),
    worker: z
      .string()
      .regex(/^[\w-]{1,30}$/)
      .default('anna'),
    by: z.enum(['staff', 'customer']).default('staff'),
  });
  return [
    [
      'past',
      act(said, ({ line, handset }, { text, daysAgo, worker, by }) => {
        addLineMessage(handset, {
          id: String(tokens.next()),
          from: by === 'staff' ? 'business' : 'customer',
          at: core.clock.now() - daysAgo * DAY_S * 1000,
          text,
          handed: true,
          facts: { worker: `${worker}@${line.id}` },
        });
        core.changes.emit('lines');
        return undefined;
      }),
    ],
  ];
}

function recordsOf(line: Line): readonly Kept[] {
  return [...line.handsets.values()]
    .flatMap(({ id: openid, messages }) => messages.map((message) => ({ openid, message })))
    .sort((one, other) => one.message.at - other.message.at)
    .map((each, index) => ({ ...each, msgid: index + 1 }));
}

function textOf({ kind, text }: LineMessage): string {
  switch (kind) {
    case 'picture':
    case 'sticker':
      return '[image]';
    case 'voice':
      return '[voice]';
    case 'video':
      return '[video]';
    default:
      return text;
  }
}

function seconds(ms: number): number {
  return Math.floor(ms / 1000);
}
