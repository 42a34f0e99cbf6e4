import { z } from 'zod';
import { fieldWords } from '../form-field';
import { say } from './phrases';

/** What an administrator enters (apple.md §1): the provider's id and secret, and one of the businesses it writes for. */
export const AppleCredentials = z.object({
  mspId: z
    .string()
    .trim()
    .regex(/^[\x21-\x7e]{1,100}$/, say('apple.wrong.provider').text)
    .meta(fieldWords(say('apple.field.provider'), say('apple.field.provider.help'))),
  apiSecret: z
    .string()
    .trim()
    .regex(/^(?:[A-Za-z0-9+/]{4}){2,200}(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/, say('apple.wrong.secret').text)
    .meta({ ...fieldWords(say('apple.field.secret'), say('apple.field.secret.help')), writeOnly: true }),
  businessId: z
    .string()
    .trim()
    // As it stands in links.
    .transform((entered) => entered.replace(/^urn:biz:/i, ''))
    .pipe(z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, say('apple.wrong.business').text))
    .meta(fieldWords(say('apple.field.business'), say('apple.field.business.help'))),
  apiBaseUrl: z
    .url({ protocol: /^https?$/ })
    .default('https://mspgw.push.apple.com/v1')
    .meta(fieldWords(say('apple.field.api'), say('apple.field.api.help'))),
});

export type AppleCredentials = z.infer<typeof AppleCredentials>;
