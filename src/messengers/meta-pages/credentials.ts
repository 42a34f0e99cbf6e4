import { z } from 'zod';
import type { GraphAccess, MetaApp } from '../graph/access';
import type { Product } from './product';

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

/** What an administrator enters, for a Page and for the Instagram account that hangs on one (facebook.md §1, §11 route A). */
export const PageCredentials = z.object({
  appId: id('App id', 'The id of your Meta app, from its page App settings → Basic.'),
  appSecret: secret(
    'App secret',
    'The secret of the same page. It proves that messages come from Meta.',
    'This is not an app secret: it looks like 0a1b2c…',
  ),
  pageId: id('Page id', 'The id of the Facebook Page, from its page About → Page transparency.'),
  pageAccessToken: secret(
    'Page access token',
    'A token of the Page itself, made from a system user or a long-lived token of a person, so that it does not end.',
    'This is not an access token: it looks like EAAG…',
  ),
  humanAgent: z
    .preprocess(
      (entered) => {
        const word = typeof entered === 'string' ? entered.trim().toLowerCase() : entered;
        return word === '' || word === undefined || word === null ? 'no' : word;
      },
      z.enum(['yes', 'no'], 'This has to be yes or no'),
    )
    .default('no')
    .meta({
      title: 'Human agent',
      description: '“yes” where App Review has given the app Human Agent: then managers may answer for seven days.',
    }),
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

export type PageCredentials = z.infer<typeof PageCredentials>;

export function accessOf(
  { title }: Pick<Product, 'title'>,
  { apiBaseUrl, apiVersion, pageAccessToken, appSecret }: PageCredentials,
): GraphAccess {
  return { product: title, apiBaseUrl, apiVersion, token: pageAccessToken, secrets: [appSecret] };
}

export function appOf({ appId, appSecret }: PageCredentials): MetaApp {
  return { appId, appSecret };
}
