import { isObject } from '../../body';
import type { Core } from '../../core';
import type { Refused } from '../../lines/emulator';
import { addLineMessage, type Handset, type Line, type LineMessage } from '../../lines/records';
import { digitsOf, newWamid } from '../ids';
import { newPersonId } from '../people/person';

const DAY_MS = 24 * 60 * 60 * 1000;
const KINDS = ['picture', 'video', 'voice', 'audio', 'file', 'sticker'] as const;

interface OldMessage {
  readonly from: 'customer' | 'business';
  readonly text: string;
  readonly file: string | undefined;
  readonly as: (typeof KINDS)[number];
  readonly at: number;
  /** Which one of the thread it answers. */
  readonly answers: number | undefined;
}

interface Thread {
  readonly phone: string;
  readonly name: string;
  readonly messages: readonly OldMessage[];
}

/**
 * The business brings a number that is on its phone to the platform, with all that the phone has kept: `threads`, each with
 * `phone`, `name` and `messages` of `from`, `daysAgo`, `text`, `file` with `as`, and `answers`, the place of an earlier one.
 * `shares`: whether it lets the platform have that (whatsapp.md §2, Coexistence echoes).
 */
export function onboard(
  core: Core,
  line: Line,
  { threads = [], shares = true }: Readonly<Record<string, unknown>>,
): Refused | undefined {
  if (!Array.isArray(threads)) return { refused: 'threads: a list' };
  const read = threads.map((each) => threadIn(core, each));
  const wrong = read.find((each) => typeof each === 'string');
  if (typeof wrong === 'string') return { refused: wrong };
  for (const thread of read) if (typeof thread !== 'string') keep(core, line, thread);
  Object.assign(line.facts, {
    coexistence: true,
    onboardedAt: core.clock.now(),
    sharesHistory: shares !== false,
    historyAsked: false,
  });
  return undefined;
}

function keep(core: Core, line: Line, { phone, name, messages }: Thread): void {
  const handset = handsetOf(core, line, phone, name);
  const kept: LineMessage[] = [];
  for (const { from, text, file, as, at, answers } of messages) {
    const message = addLineMessage(handset, {
      id: newWamid(core.lines, phone, from === 'business' ? 'out' : 'in'),
      from,
      at,
      text,
      ...(file === undefined ? {} : { kind: as, files: [file] }),
      replyTo: answers === undefined ? null : (kept[answers]?.id ?? null),
      handed: true,
    });
    kept.push(message);
  }
  handset.messages.sort((one, other) => one.at - other.at);
}

function handsetOf(core: Core, line: Line, phone: string, name: string): Handset {
  const there = [...line.handsets.values()].find((each) => each.phone !== null && digitsOf(each.phone) === phone);
  return there ?? core.lines.addHandset(line, { id: newPersonId(core, line, phone, ''), name, phone: `+${phone}` });
}

/** @returns what is wrong, in words */
function threadIn(core: Core, raw: unknown): Thread | string {
  if (!isObject(raw)) return 'threads: objects';
  const { phone, name = '', messages } = raw;
  if (typeof phone !== 'string' || !/^\+?\d{5,15}$/.test(phone)) return 'phone: digits';
  if (typeof name !== 'string') return 'name: text';
  if (!Array.isArray(messages)) return 'messages: a list';
  const read = messages.map((each) => messageIn(core, each));
  const wrong = read.find((each) => typeof each === 'string');
  if (typeof wrong === 'string') return wrong;
  return { phone: digitsOf(phone), name, messages: read.filter((each) => typeof each !== 'string') };
}

function messageIn(core: Core, raw: unknown): OldMessage | string {
  if (!isObject(raw)) return 'messages: objects';
  const { from, text = '', daysAgo, file, as = 'file', answers } = raw;
  if (from !== 'customer' && from !== 'business') return 'from: customer or business';
  if (typeof text !== 'string') return 'text: text';
  if (typeof daysAgo !== 'number' || daysAgo < 0) return 'daysAgo: a number';
  if (file !== undefined && (typeof file !== 'string' || !core.files.get(file))) return 'file: there is no such file';
  if (answers !== undefined && typeof answers !== 'number') return 'answers: a number';
  const kind = KINDS.find((each) => each === as);
  if (kind === undefined) return `as: one of ${KINDS.join(', ')}`;
  // Phones know seconds only.
  const at = Math.floor((core.clock.now() - daysAgo * DAY_MS) / 1000) * 1000;
  return { from, text, file, as: kind, at, answers };
}
