import { z } from 'zod';
import { HANDSET_KINDS, LINE_MESSENGERS } from '../control/lines-contract';
import { place } from '../control/shared-views';
import { listMessage } from '../control/kommo-views';
import type { Line, LineMessage, LinesState } from '../lines/records';

const facts = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

const times = z.object({
  title: z.string(),
  slots: z.array(z.object({ startsAt: z.number(), durationS: z.number() })),
});

const message = z.object({
  id: z.string(),
  from: z.enum(['customer', 'line', 'business']),
  kind: z.enum(HANDSET_KINDS),
  text: z.string(),
  files: z.array(z.string()),
  durationS: z.number().nullable(),
  location: place.nullable(),
  contact: z.object({ name: z.string(), phone: z.string() }).nullable(),
  buttons: z.array(z.array(z.object({ text: z.string(), url: z.string().nullable(), payload: z.string().nullable() }))),
  list: listMessage.nullable(),
  times: times.nullable().default(null),
  template: z.string().nullable(),
  // Files of before do not have them.
  header: z.string().nullable().default(null),
  footer: z.string().nullable().default(null),
  replyTo: z.string().nullable(),
  forwarded: z.boolean(),
  reactions: z.array(z.tuple([z.enum(['customer', 'line']), z.string()])),
  edits: z.number(),
  removed: z.boolean(),
  at: z.number(),
  handed: z.boolean(),
  status: z.enum(['accepted', 'sent', 'delivered', 'read', 'failed']).nullable(),
  facts,
});

const handset = z.object({
  id: z.string(),
  name: z.string(),
  phone: z.string().nullable(),
  username: z.string().nullable(),
  state: z.enum(['new', 'open', 'blocked', 'gone']),
  wroteAt: z.number().nullable(),
  facts,
  messages: z.array(message),
});

const line = z.object({
  messenger: z.enum(LINE_MESSENGERS),
  id: z.string(),
  name: z.string(),
  address: z.string(),
  credentials: z.record(z.string(), z.string()),
  webhook: z.object({ url: z.string(), lastError: z.string().nullable() }).nullable(),
  facts,
  handsets: z.array(handset),
});

export const linesKept = z.object({ nextId: z.number(), lines: z.array(line) });
type LinesKept = z.infer<typeof linesKept>;

/** Webhooks that wait are not kept: what was said is, and a person can say it again. */
export function keepLines(state: LinesState): LinesKept {
  return { nextId: state.nextId, lines: state.all().map(keepLine) };
}

function keepLine({ handsets, ...fields }: Line): z.infer<typeof line> {
  return {
    ...fields,
    handsets: [...handsets.values()].map(({ id, name, phone, username, state, wroteAt, facts: own, messages }) => ({
      id,
      name,
      phone,
      username,
      state,
      wroteAt,
      facts: own,
      messages: messages.map(keepMessage),
    })),
  };
}

function keepMessage(said: LineMessage): z.infer<typeof message> {
  return {
    ...said,
    files: [...said.files],
    buttons: said.buttons.map((row) => [...row]),
    list: said.list && listMessage.parse(said.list),
    times: said.times && times.parse(said.times),
    reactions: [...said.reactions],
  };
}

/** Lines of a fresh sandbox that the file has not stay: their messenger is newer than the file. */
export function restoreLines(state: LinesState, kept: LinesKept): void {
  state.nextId = kept.nextId;
  for (const { handsets, webhook, ...fields } of kept.lines) {
    const restored = state.add(fields);
    restored.webhook = webhook;
    for (const { messages, state: standing, wroteAt, ...rest } of handsets) {
      const back = state.addHandset(restored, rest);
      Object.assign(back, { state: standing, wroteAt });
      for (const { reactions, ...said } of messages) back.messages.push({ ...said, reactions: new Map(reactions) });
    }
  }
}
