import { z } from 'zod';
import type { GraphAccess, MetaApp } from '../graph/access';

const id = (title: string, description: string) =>
  z
    .string()
    .trim()
    .regex(/^\d{5,30}$/, 'This is not an id of Meta: it has digits only')
    .meta({ title, description });

const secret = (title: string, description: string, wrong: string) =>
  z
    .string()
    .trim()
    .regex(/^\S{10,1000}$/, wrong)
    .meta({ title, description, writeOnly: true });

/** A number in a form is a text, and one that is left empty is its default. */
const number = (standard: number, least: number, most: number, title: string, description: string) =>
  z
    .preprocess(
      (entered) => (typeof entered === 'string' && entered.trim() === '' ? standard : entered),
      z.coerce
        .number(`This has to be a number from ${least} to ${most}`)
        .min(least, `This has to be a number from ${least} to ${most}`)
        .max(most, `This has to be a number from ${least} to ${most}`),
    )
    .default(standard)
    .meta({ title, description });

/** What an administrator enters (whatsapp.md §1). */
export const WhatsAppCredentials = z.object({
  appId: id('App id', 'The id of your Meta app, from its page App settings → Basic.'),
  appSecret: secret(
    'App secret',
    'The secret of the same page. It proves that messages come from Meta.',
    'This is not an app secret: it looks like 0a1b2c…',
  ),
  wabaId: id('WhatsApp Business account id', 'From WhatsApp → API Setup in your app, below the phone number.'),
  phoneNumberId: id('Phone number id', 'From the same page. It is not the phone number itself.'),
  accessToken: secret(
    'Access token',
    'A token of a system user that does not end, with whatsapp_business_messaging and whatsapp_business_management.',
    'This is not an access token: it looks like EAAG…',
  ),
  messagesPerSecond: number(
    80,
    1,
    1_000,
    'Messages per second',
    'How many the number may send: 80, or 20 where it is used in the WhatsApp Business app too, or up to 1000.',
  ),
  secondsPerPerson: number(
    6,
    0.1,
    600,
    'Seconds between messages to one person',
    'Meta takes one every 6 seconds for long, and 45 at once after a rest.',
  ),
  apiBaseUrl: z
    .url({ protocol: /^https?$/ })
    .default('https://graph.facebook.com')
    .meta({ title: 'Graph API address', description: 'Leave as it is.' }),
  apiVersion: z
    .string()
    .trim()
    .regex(/^v\d{1,3}\.\d{1,2}$/, 'This is not a version: it looks like v26.0')
    .default('v26.0')
    .meta({ title: 'Graph API version', description: 'Leave as it is, unless Meta has ended it.' }),
});

export type WhatsAppCredentials = z.infer<typeof WhatsAppCredentials>;

export const PRODUCT = 'WhatsApp';

export function accessOf({ apiBaseUrl, apiVersion, accessToken, appSecret }: WhatsAppCredentials): GraphAccess {
  return { product: PRODUCT, apiBaseUrl, apiVersion, token: accessToken, secrets: [appSecret] };
}

export function appOf({ appId, appSecret }: WhatsAppCredentials): MetaApp {
  return { appId, appSecret };
}
