import { z } from 'zod';
import type { GraphAccess } from '../graph/access';
import { fieldWords } from '../form-field';
import { API_FIELDS, APP_FIELDS, idField, tokenField } from '../graph/credential-fields';
import { sayGuide as say } from './guide-phrases';

/** A number in a form is a text, and one that is left empty is its default. */
const numberField = (standard: number, least: number, most: number, field: 'rate' | 'pace') => {
  const wrong = say(`whatsapp.wrong.${field}`).text;
  return z
    .preprocess(
      (entered) => (typeof entered === 'string' && entered.trim() === '' ? standard : entered),
      z.coerce.number(wrong).min(least, wrong).max(most, wrong),
    )
    .default(standard)
    .meta(fieldWords(say(`whatsapp.field.${field}`), say(`whatsapp.field.${field}.help`)));
};

/** What an administrator enters (whatsapp.md §1). */
export const WhatsAppCredentials = z.object({
  ...APP_FIELDS,
  wabaId: idField(say('whatsapp.field.account'), say('whatsapp.field.account.help')),
  phoneNumberId: idField(say('whatsapp.field.phone'), say('whatsapp.field.phone.help')),
  accessToken: tokenField(say('whatsapp.field.token'), say('whatsapp.field.token.help')),
  messagesPerSecond: numberField(80, 1, 1_000, 'rate'),
  secondsPerPerson: numberField(6, 0.1, 600, 'pace'),
  ...API_FIELDS,
});

export type WhatsAppCredentials = z.infer<typeof WhatsAppCredentials>;

/** What Meta tells of an account counts for every number in it (whatsapp.md §1). */
export function ownerOf({ wabaId }: WhatsAppCredentials): string {
  return wabaId;
}

export const PRODUCT = 'WhatsApp';

export function accessOf({ apiBaseUrl, apiVersion, accessToken, appSecret }: WhatsAppCredentials): GraphAccess {
  return { product: PRODUCT, apiBaseUrl, apiVersion, token: accessToken, secrets: [appSecret] };
}
