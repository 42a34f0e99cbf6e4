import { z } from 'zod';
import type { GraphAccess } from '../graph/access';
import { API_FIELDS, APP_FIELDS, idField, tokenField } from '../graph/credential-fields';

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
  ...APP_FIELDS,
  wabaId: idField('WhatsApp Business account id', 'From WhatsApp → API Setup in your app, below the phone number.'),
  phoneNumberId: idField('Phone number id', 'From the same page. It is not the phone number itself.'),
  accessToken: tokenField(
    'Access token',
    'A token of a system user that does not end, with whatsapp_business_messaging and whatsapp_business_management.',
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
  ...API_FIELDS,
});

export type WhatsAppCredentials = z.infer<typeof WhatsAppCredentials>;

export const PRODUCT = 'WhatsApp';

export function accessOf({ apiBaseUrl, apiVersion, accessToken, appSecret }: WhatsAppCredentials): GraphAccess {
  return { product: PRODUCT, apiBaseUrl, apiVersion, token: accessToken, secrets: [appSecret] };
}
