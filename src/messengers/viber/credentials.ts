import { z } from 'zod';
import { fieldWords } from '../form-field';
import { sayGuide as say } from './guide-phrases';
import { SENDER_NAME_LIMIT, TEXT_LIMIT } from './limits';

/** What an administrator enters (viber.md §1). */
export const ViberCredentials = z.object({
  authToken: z
    .string()
    .trim()
    .regex(/^[\x21-\x7e]{10,200}$/, say('viber.wrong.token').text)
    .meta({ ...fieldWords(say('viber.field.token'), say('viber.field.token.help')), writeOnly: true }),
  senderName: z
    .string()
    .trim()
    .min(1, say('viber.wrong.no-sender').text)
    .max(SENDER_NAME_LIMIT, say('viber.wrong.sender').text)
    .meta(fieldWords(say('viber.field.sender'), say('viber.field.sender.help'))),
  welcome: z
    .string()
    .trim()
    .max(TEXT_LIMIT, say('viber.wrong.welcome').text)
    .default('')
    .meta({ ...fieldWords(say('viber.field.welcome'), say('viber.field.welcome.help')), multiline: true }),
  apiBaseUrl: z
    .url({ protocol: /^https?$/ })
    .default('https://chatapi.viber.com/pa')
    .meta(fieldWords(say('viber.field.api'), say('viber.field.api.help'))),
});

export type ViberCredentials = z.infer<typeof ViberCredentials>;
