import { z } from 'zod';

/** Fields that every product of Meta's asks an administrator for, in one form (whatsapp.md §1, facebook.md §1). */
export const idField = (title: string, description: string) =>
  z
    .string()
    .trim()
    .regex(/^\d{5,30}$/, 'This is not an id of Meta: it has digits only')
    .meta({ title, description });

export const secretField = (title: string, description: string, wrong: string) =>
  z
    .string()
    .trim()
    .regex(/^\S{10,1000}$/, wrong)
    .meta({ title, description, writeOnly: true });

export const tokenField = (title: string, description: string) =>
  secretField(title, description, 'This is not an access token: it looks like EAAG…');

/** The app, which comes first in a form. */
export const APP_FIELDS = {
  appId: idField('App id', 'The id of your Meta app, from its page App settings → Basic.'),
  appSecret: secretField(
    'App secret',
    'The secret of the same page. It proves that messages come from Meta.',
    'This is not an app secret: it looks like 0a1b2c…',
  ),
};

/** Where the API answers, which comes last. */
export const API_FIELDS = {
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
};
