import { z } from 'zod';
import type { GraphAccess } from '../graph/access';
import { API_FIELDS, APP_FIELDS, idField, tokenField } from '../graph/credential-fields';
import type { Product } from './product';

/** What an administrator enters, for a Page and for the Instagram account that hangs on one (facebook.md §1, §11 route A). */
export const PageCredentials = z.object({
  ...APP_FIELDS,
  pageId: idField('Page id', 'The id of the Facebook Page, from its page About → Page transparency.'),
  pageAccessToken: tokenField(
    'Page access token',
    'A token of the Page itself, made from a system user or a long-lived token of a person, so that it does not end.',
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
  ...API_FIELDS,
});

export type PageCredentials = z.infer<typeof PageCredentials>;

export function accessOf(
  { title }: Pick<Product, 'title'>,
  { apiBaseUrl, apiVersion, pageAccessToken, appSecret }: PageCredentials,
): GraphAccess {
  return { product: title, apiBaseUrl, apiVersion, token: pageAccessToken, secrets: [appSecret] };
}
