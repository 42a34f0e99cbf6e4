import { z } from 'zod';
import type { Bot, TelegramState } from '../telegram/state';
import { found } from './found';

const webhook = z.object({
  url: z.string(),
  secretToken: z.string(),
  maxConnections: z.number(),
  ipAddress: z.string().nullable(),
  hasCertificate: z.boolean(),
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
  messages: z.array(
    z.object({
      id: z.number(),
      from: z.enum(['customer', 'bot']),
      text: z.string(),
      at: z.number(),
      replyTo: z.number().nullable(),
      handed: z.boolean(),
    }),
  ),
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
  phones: z.array(phone),
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
    phones: [...bot.phones.values()],
    waiting: Object.fromEntries(
      waiting.map(([queue, { updates }]) => [
        queue,
        updates.map((update) => ({ ...update, message: update.message?.id ?? null })),
      ]),
    ),
  };
}

/** Nothing is sent yet. @throws Error when something is named that is not there. */
export function restoreTelegram(state: TelegramState, kept: TelegramKept): void {
  state.clear();
  state.nextCustomerId = kept.nextCustomerId;
  for (const fields of kept.bots) restoreBot(state, fields);
}

function restoreBot(state: TelegramState, { phones, waiting, token, name, username, ...live }: BotKept): void {
  const bot = Object.assign(state.addBot({ token, name, username }), live);
  for (const phone of phones) bot.phones.set(String(phone.customer.id), phone);
  for (const [queue, kept] of Object.entries(waiting)) {
    const updates = kept.map((update) => {
      const { messages } = found(bot.phones, update.chatId);
      return { ...update, message: messages.find(({ id }) => id === update.message) ?? null };
    });
    bot.queues.set(queue, { updates, busy: false, failures: 0, timer: undefined });
  }
}
