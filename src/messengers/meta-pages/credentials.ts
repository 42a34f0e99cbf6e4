import { z } from 'zod';
import type { GraphAccess } from '../graph/access';
import { fieldWords } from '../form-field';
import { API_FIELDS, APP_FIELDS, idField, tokenField } from '../graph/credential-fields';
import { sayPages as say } from './guide-phrases';
import type { Product } from './product';

/** What an administrator enters, for a Page and for the Instagram account that hangs on one (facebook.md §1, §11 route A). */
export const PageCredentials = z.object({
  ...APP_FIELDS,
  pageId: idField(say('meta-pages.field.page'), say('meta-pages.field.page.help')),
  pageAccessToken: tokenField(say('meta-pages.field.token'), say('meta-pages.field.token.help')),
  humanAgent: z
    .preprocess(
      (entered) => {
        const word = typeof entered === 'string' ? entered.trim().toLowerCase() : entered;
        return word === '' || word === undefined || word === null ? 'no' : word;
      },
      z.enum(['no', 'yes'], say('meta-pages.wrong.human-agent').text),
    )
    .default('no')
    .meta({
      ...fieldWords(say('meta-pages.field.human-agent'), say('meta-pages.field.human-agent.help')),
      choices: [say('meta-pages.field.human-agent.no'), say('meta-pages.field.human-agent.yes')],
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
