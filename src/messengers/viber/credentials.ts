import { z } from 'zod';
import { SENDER_NAME_LIMIT, TEXT_LIMIT } from './limits';

/** What an administrator enters (viber.md §1). */
export const ViberCredentials = z.object({
  authToken: z
    .string()
    .trim()
    .regex(/^[\x21-\x7e]{10,200}$/, 'This is not a bot token: it looks like 445da6az1s345z78-dazcczb2542zv51a-…')
    .meta({
      title: 'Bot token',
      description: 'From the page “Edit info” of your bot at Viber. It also proves that messages come from Viber.',
      writeOnly: true,
    }),
  senderName: z
    .string()
    .trim()
    .min(1, 'Customers have to see a name')
    .max(SENDER_NAME_LIMIT, `Viber takes names of up to ${SENDER_NAME_LIMIT} characters`)
    .meta({ title: 'Name of the sender', description: 'What customers see above each message from you.' }),
  welcome: z.string().trim().max(TEXT_LIMIT, `Viber takes texts of up to ${TEXT_LIMIT} characters`).default('').meta({
    title: 'Welcome',
    description: 'Shown to people who open the chat and have not subscribed yet. Leave it empty for none.',
  }),
  apiBaseUrl: z
    .url({ protocol: /^https?$/ })
    .default('https://chatapi.viber.com/pa')
    .meta({ title: 'Bot API address', description: 'Leave as it is.' }),
});

export type ViberCredentials = z.infer<typeof ViberCredentials>;
