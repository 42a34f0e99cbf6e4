import { z } from 'zod';
import type { Identity } from '../contract';
import { callGraph } from '../graph/call';
import { GraphId } from '../graph/graph-id';
import { accessOf } from '../meta-pages/credentials';
import { noInstagram, setupRules } from '../meta-pages/errors';
import type { Context } from '../meta-pages/product';

const TITLE = { title: 'Instagram' };
const word = z.string().min(1).optional().catch(undefined);
const Page = z.object({
  instagram_business_account: z.object({ id: GraphId, name: word, username: word }).optional().catch(undefined),
});

/** The account that the Page is linked with; webhooks are told by its id. */
export async function identify(context: Context): Promise<Pick<Identity, 'remoteId' | 'name' | 'address'>> {
  const { pageId } = context.credentials;
  const fields = 'instagram_business_account{id,name,username}';
  const request = { method: 'GET', path: [pageId], query: { fields } } as const;
  const access = accessOf(TITLE, context.credentials);
  const page = await callGraph(context, access, request, Page, setupRules(TITLE.title));
  const account = page.instagram_business_account;
  if (account === undefined) throw noInstagram();
  const { id, name, username } = account;
  return {
    remoteId: id,
    name: name ?? username ?? 'Instagram',
    ...(username === undefined ? {} : { address: `@${username}` }),
  };
}

/** (facebook.md §11, Referral) */
export function linkTo({ address = '' }: Pick<Identity, 'address'>): string | undefined {
  return /^@[\w.]{1,30}$/.test(address) ? `https://ig.me/m/${address.slice(1)}` : undefined;
}
