import { z } from 'zod';
import { parseJson } from '../../http/json';
import type { HistoryPage, HistoryPages, PastRecord } from '../history';
import { ask } from './ask';
import type { PageCredentials } from './credentials';
import { FIELDS, saidIn, type Parties } from './past-messages';
import { afterOf, Conversation, Conversations, Message, Messages } from './past-shapes';
import type { Context, Product } from './product';

/** Two calls a second for each Page (facebook.md §9), with some room for files. */
const EVERY_MS = 600;
/** Meta refuses what would be too much at once, and does not say how much that is. */
const MESSAGES = 50;
/** Meta's clock and ours. */
const CLOCKS_APART_MS = 5 * 60_000;

/** Where it has come to. */
const Cursor = z.object({
  /** The Page or the Instagram account. */
  own: z.string(),
  /** When it began, milliseconds since 1970. */
  since: z.int(),
  /** Conversations stand by when they were last written in, so one that is written in meanwhile is passed by: looked for at the end. */
  pass: z.enum(['all', 'moved']),
  /** Of the list of conversations; left out: its beginning. */
  list: z.string().optional(),
  /** The conversation that has more messages. */
  open: z.object({ id: z.string(), chat: z.string(), customer: z.string(), after: z.string() }).optional(),
  /** After that one there is none. */
  isLast: z.boolean().optional(),
});
type Cursor = z.infer<typeof Cursor>;

/**
 * Old conversations of a Page or of an Instagram account, newest first, one at a time (facebook.md §2, Missed events). Of a
 * conversation of Instagram Meta gives the 20 newest messages, of older ones no more than their ids; of requests that nobody
 * answered for 30 days nothing.
 */
export function historyOf(product: Product): HistoryPages<PageCredentials> {
  return { comes: 'pages', everyMs: EVERY_MS, page: (context, cursor) => page(product, context, cursor) };
}

async function page(product: Product, context: Context, given: string | undefined): Promise<HistoryPage> {
  const cursor = readCursor(given) ?? (await beginning(product, context));
  return cursor.open === undefined
    ? nextConversation(product, context, cursor)
    : moreOf(product, context, { ...cursor, open: cursor.open });
}

async function beginning(product: Product, context: Context): Promise<Cursor> {
  const { remoteId } = await product.identify(context);
  return { own: remoteId, since: context.clock.now() - CLOCKS_APART_MS, pass: 'all' };
}

/** One of another version begins anew, as nothing is kept twice. */
function readCursor(given: string | undefined): Cursor | undefined {
  return given === undefined ? undefined : Cursor.safeParse(parseJson(Buffer.from(given))).data;
}

async function nextConversation(product: Product, context: Context, cursor: Cursor): Promise<HistoryPage> {
  const { pageId } = context.credentials;
  const query = {
    platform: product.kind,
    fields: `id,updated_time,participants,messages.limit(${String(MESSAGES)}){${FIELDS}}`,
    limit: '1',
    after: cursor.list,
  };
  const list = await ask(product, context, { path: [pageId, 'conversations'], query }, Conversations);
  const after = afterOf(list);
  const [found] = list.data.flatMap((each) => Conversation.safeParse(each).data ?? []);
  // What was not written in since then was read before.
  const isOld = cursor.pass === 'moved' && (found?.updated_time ?? 0) < cursor.since;
  const next: Cursor | undefined =
    after !== undefined && !isOld
      ? { ...cursor, list: after }
      : cursor.pass === 'all' && found !== undefined
        ? { own: cursor.own, since: cursor.since, pass: 'moved' }
        : undefined;
  if (found === undefined || isOld) return pageOf([], next);
  const person = found.participants.find(({ id }) => id !== cursor.own);
  if (person === undefined) return pageOf([], next);
  const customer = person.name ?? person.username ?? '';
  const parties = { chat: person.id, customer, own: cursor.own };
  const chat: PastRecord = { kind: 'chat', chat: person.id, title: customer };
  const more = afterOf(found.messages);
  const records = [chat, ...recordsOf(found.messages, parties)];
  if (more === undefined || records.length === 1) return pageOf(records, next);
  return pageOf(records, {
    ...(next ?? { ...cursor, isLast: true }),
    open: { id: found.id, chat: person.id, customer, after: more },
  });
}

/** More messages of the one that is open. A page of which Meta tells nothing is the last one that matters. */
async function moreOf(
  product: Product,
  context: Context,
  { open, ...cursor }: Cursor & { readonly open: NonNullable<Cursor['open']> },
): Promise<HistoryPage> {
  const query = { fields: FIELDS, limit: String(MESSAGES), after: open.after };
  const messages = await ask(product, context, { path: [open.id, 'messages'], query }, Messages);
  const records = recordsOf(messages, { chat: open.chat, customer: open.customer, own: cursor.own });
  const after = afterOf(messages);
  if (after !== undefined && after !== open.after && records.length > 0) {
    return pageOf(records, { ...cursor, open: { ...open, after } });
  }
  return pageOf(records, cursor.isLast === true ? undefined : cursor);
}

function recordsOf({ data }: Messages, parties: Parties): readonly PastRecord[] {
  const messages = data.flatMap((each) => Message.safeParse(each).data ?? []);
  return apart(messages).flatMap((message) => saidIn(message, parties));
}

/** Meta tells whole seconds, and of one second the newest first: each gets a time after the one before it. */
function apart(newestFirst: readonly Message[]): readonly Message[] {
  let second: number | undefined;
  let before = 0;
  return newestFirst
    .toReversed()
    .map((message) => {
      const { created_time: at } = message;
      before = at === second ? before + 1 : 0;
      second = at;
      return at === undefined ? message : { ...message, created_time: at + Math.min(before, 999) };
    })
    .toReversed();
}

function pageOf(records: readonly PastRecord[], next: Cursor | undefined): HistoryPage {
  return next === undefined ? { records } : { records, next: JSON.stringify(next) };
}
