import { z } from 'zod';
import type { Words } from '../../model/words';
import { fieldWords } from '../form-field';
import { sayMeta } from './guide-phrases';

/** Fields that every product of Meta's asks an administrator for, in one form (whatsapp.md §1, facebook.md §1). */
export const idField = (label: Words, help: Words) =>
  z
    .string()
    .trim()
    .regex(/^\d{5,30}$/, sayMeta('meta.wrong.id').text)
    .meta(fieldWords(label, help));

export const secretField = (label: Words, help: Words, wrong: Words) =>
  z
    .string()
    .trim()
    .regex(/^\S{10,1000}$/, wrong.text)
    .meta({ ...fieldWords(label, help), writeOnly: true });

export const tokenField = (label: Words, help: Words) => secretField(label, help, sayMeta('meta.wrong.token'));

/** The app, which comes first in a form. */
export const APP_FIELDS = {
  appId: idField(sayMeta('meta.field.app-id'), sayMeta('meta.field.app-id.help')),
  appSecret: secretField(
    sayMeta('meta.field.app-secret'),
    sayMeta('meta.field.app-secret.help'),
    sayMeta('meta.wrong.secret'),
  ),
};

/** Where the API answers, which comes last. */
export const API_FIELDS = {
  apiBaseUrl: z
    .url({ protocol: /^https?$/ })
    .default('https://graph.facebook.com')
    .meta(fieldWords(sayMeta('meta.field.api'), sayMeta('meta.field.api.help'))),
  apiVersion: z
    .string()
    .trim()
    .regex(/^v\d{1,3}\.\d{1,2}$/, sayMeta('meta.wrong.version').text)
    .default('v26.0')
    .meta(fieldWords(sayMeta('meta.field.version'), sayMeta('meta.field.version.help'))),
};
