import { z } from 'zod';
import { fieldWords } from '../form-field';
import { sayGuide } from './guide-phrases';
import { say } from './phrases';

/** What an administrator enters (telegram.md §1). */
export const TelegramCredentials = z.object({
  token: z
    .string()
    .trim()
    .max(80)
    .regex(/^[1-9]\d*:[A-Za-z0-9_-]{10,}$/, say('telegram.no-token').text)
    .meta({
      ...fieldWords(sayGuide('telegram.field.token'), sayGuide('telegram.field.token.help')),
      writeOnly: true,
    }),
  apiBaseUrl: z
    .url({ protocol: /^https?$/ })
    .default('https://api.telegram.org')
    .meta(fieldWords(sayGuide('telegram.field.api'), sayGuide('telegram.field.api.help'))),
});

export type TelegramCredentials = z.infer<typeof TelegramCredentials>;

/** The bot's id is the part of its token before the colon (telegram.md §1). */
export function botIdOf(credentials: TelegramCredentials): string {
  return credentials.token.slice(0, credentials.token.indexOf(':'));
}
