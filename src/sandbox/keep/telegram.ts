import { z } from 'zod';
import { PHONE_KINDS } from '../control/contract';
import { FILE_KINDS } from '../control/telegram-schemas';
import type { Bot, Phone, TelegramState } from '../telegram/state';
import { found } from './found';

const webhook = z.object({
  url: z.string(),
  secretToken: z.string(),
  maxConnections: z.number(),
  ipAddress: z.string().nullable(),
  hasCertificate: z.boolean(),
});

const file = z.object({
  fileId: z.string(),
  uniqueId: z.string(),
  storedId: z.string(),
  kind: z.enum(FILE_KINDS),
  name: z.string(),
  mimeType: z.string(),
  size: z.number(),
  path: z.string(),
});

const reaction = z.union([
  z.object({ type: z.literal('emoji'), emoji: z.string() }),
  z.object({ type: z.literal('custom_emoji'), custom_emoji_id: z.string() }),
]);

const message = z.object({
  id: z.number(),
  from: z.enum(['customer', 'bot']),
  kind: z.enum(PHONE_KINDS),
  text: z.string(),
  /** By its id. */
  file: z.string().nullable(),
  durationS: z.number().nullable(),
  location: z
    .object({
      latitude: z.number(),
      longitude: z.number(),
      title: z.string().nullable(),
      address: z.string().nullable(),
      livePeriodS: z.number().nullable(),
    })
    .nullable(),
  contact: z
    .object({ firstName: z.string(), lastName: z.string().nullable(), phone: z.string(), own: z.boolean() })
    .nullable(),
  poll: z.object({ question: z.string(), options: z.array(z.string()) }).nullable(),
  albumId: z.string().nullable(),
  replyTo: z.number().nullable(),
  quote: z.string().nullable(),
  forwardFrom: z.object({ name: z.string(), hidden: z.boolean() }).nullable(),
  buttons: z.array(z.array(z.object({ text: z.string(), url: z.string().nullable(), data: z.string().nullable() }))),
  pressing: z.object({ row: z.number(), column: z.number(), queryId: z.string() }).nullable(),
  reactions: z.array(z.tuple([z.enum(['customer', 'bot']), reaction])),
  editedAt: z.number().nullable(),
  at: z.number(),
  handed: z.boolean(),
});

const phone = z.object({
  customer: z.object({
    id: z.number(),
    firstName: z.string(),
    lastName: z.string().optional(),
    username: z.string().optional(),
    language: z.string().optional(),
  }),
  state: z.enum(['new', 'started', 'blocked', 'deactivated']),
  nextMessageId: z.number(),
  messages: z.array(message),
});

const group = z.object({
  chatId: z.string(),
  title: z.string(),
  type: z.enum(['group', 'supergroup']),
  migratedTo: z.string().nullable(),
  nextMessageId: z.number(),
  messages: z.array(z.object({ id: z.number(), author: z.string(), text: z.string() })),
});

const query = z.object({
  id: z.string(),
  chatId: z.string(),
  messageId: z.number(),
  at: z.number(),
  answered: z.boolean(),
});

const update = z.object({
  id: z.number(),
  kind: z.string(),
  body: z.record(z.string(), z.unknown()),
  chatId: z.string(),
  /** The id of the customer's message in it. */
  message: z.number().nullable(),
  expiresAt: z.number(),
});

const bot = z.object({
  token: z.string(),
  name: z.string(),
  username: z.string(),
  webhook: webhook.nullable(),
  allowedUpdates: z.array(z.string()).nullable(),
  lastError: z.object({ at: z.number(), message: z.string() }).nullable(),
  goneSince: z.number().nullable(),
  nextUpdateId: z.number(),
  files: z.array(file),
  phones: z.array(phone),
  groups: z.array(group),
  queries: z.array(query),
  /** What waits, by queue. */
  waiting: z.record(z.string(), z.array(update)),
});

export const telegramKept = z.object({ nextCustomerId: z.number(), bots: z.array(bot) });
type TelegramKept = z.infer<typeof telegramKept>;
type BotKept = z.infer<typeof bot>;

export function keepTelegram(state: TelegramState): TelegramKept {
  return { nextCustomerId: state.nextCustomerId, bots: [...state.bots.values()].map(keepBot) };
}

function keepBot(bot: Bot): BotKept {
  const { token, name, username, webhook, allowedUpdates, lastError, goneSince, nextUpdateId } = bot;
  const waiting = [...bot.queues].filter(([, { updates }]) => updates.length > 0);
  return {
    token,
    name,
    username,
    webhook,
    allowedUpdates: allowedUpdates && [...allowedUpdates],
    lastError,
    goneSince,
    nextUpdateId,
    files: [...bot.files.values()],
    phones: [...bot.phones.values()].map(keepPhone),
    groups: [...bot.groups.values()].map((each) => ({ ...each, messages: [...each.messages] })),
    queries: [...bot.queries.values()],
    waiting: Object.fromEntries(
      waiting.map(([queue, { updates }]) => [
        queue,
        updates.map((update) => ({ ...update, message: update.message?.id ?? null })),
      ]),
    ),
  };
}

function keepPhone({ customer, state, nextMessageId, messages }: Phone): z.infer<typeof phone> {
  return {
    customer,
    state,
    nextMessageId,
    messages: messages.map((each) => ({
      ...each,
      file: each.file?.fileId ?? null,
      poll: each.poll && { ...each.poll, options: [...each.poll.options] },
      buttons: each.buttons.map((row) => [...row]),
      reactions: [...each.reactions],
    })),
  };
}

/** Nothing is sent yet. @throws Error when something is named that is not there. */
export function restoreTelegram(state: TelegramState, kept: TelegramKept): void {
  state.clear();
  state.nextCustomerId = kept.nextCustomerId;
  for (const fields of kept.bots) restoreBot(state, fields);
}

function restoreBot(state: TelegramState, kept: BotKept): void {
  const { phones, groups, files, queries, waiting, token, name, username, ...live } = kept;
  const bot = Object.assign(state.addBot({ token, name, username }), live);
  for (const each of files) bot.files.set(each.fileId, each);
  for (const each of groups) bot.groups.set(each.chatId, each);
  for (const each of queries) bot.queries.set(each.id, each);
  for (const each of phones) bot.phones.set(String(each.customer.id), restorePhone(bot, each));
  for (const [queue, updates] of Object.entries(waiting)) {
    const restored = updates.map((update) => {
      // What waits from a group has no message of a phone.
      const messages = bot.groups.has(update.chatId) ? [] : found(bot.phones, update.chatId).messages;
      return { ...update, message: messages.find(({ id }) => id === update.message) ?? null };
    });
    bot.queues.set(queue, { updates: restored, busy: false, failures: 0, timer: undefined });
  }
}

function restorePhone(bot: Bot, kept: z.infer<typeof phone>): Phone {
  return {
    ...kept,
    typingUntil: null,
    messages: kept.messages.map((each) => ({
      ...each,
      file: each.file === null ? null : found(bot.files, each.file),
      reactions: new Map(each.reactions),
    })),
  };
}
