import { z } from 'zod';
import { say } from './phrases';

/** What an administrator enters (telegram.md §1). */
export const TelegramCredentials = z.object({
  token: z
    .string()
    .trim()
    .max(80)
    .regex(/^[1-9]\d*:[A-Za-z0-9_-]{10,}$/, say('telegram.no-token').text)
    .meta({
      title: 'Bot token',
      description: 'The token that @BotFather gave you for the bot, for example 123456789:AAH….',
      writeOnly: true,
    }),
  apiBaseUrl: z
    .url({ protocol: /^https?$/ })
    .default('https://api.telegram.org')
    .meta({
      title: 'Bot API address',
      description: "Leave as it is, unless you run Telegram's Local Bot API server yourself.",
    }),
});

export type TelegramCredentials = z.infer<typeof TelegramCredentials>;

/** The bot's id is the part of its token before the colon (telegram.md §1). */
export function botIdOf(credentials: TelegramCredentials): string {
  return credentials.token.slice(0, credentials.token.indexOf(':'));
}
