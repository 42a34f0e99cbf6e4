import { z } from 'zod';
import type { Identity } from '../contract';
import { callGraph } from '../graph/call';
import { accessOf } from '../meta-pages/credentials';
import { setupRules } from '../meta-pages/errors';
import type { Context } from '../meta-pages/product';

const TITLE = { title: 'Facebook Messenger' };
const word = z.string().min(1).optional().catch(undefined);
const Page = z.object({ name: word, username: word });

/** A Page, as customers find it. */
export async function identify(context: Context): Promise<Pick<Identity, 'remoteId' | 'name' | 'address'>> {
  const { pageId } = context.credentials;
  const request = { method: 'GET', path: [pageId], query: { fields: 'name,username' } } as const;
  const access = accessOf(TITLE, context.credentials);
  const { name, username } = await callGraph(context, access, request, Page, setupRules(TITLE.title));
  return {
    remoteId: pageId,
    name: name ?? 'Facebook Page',
    ...(username === undefined ? {} : { address: `m.me/${username}` }),
  };
}

/** A Page without a user name is found by its id (facebook.md §2). */
export function linkTo({ remoteId, address = '' }: Pick<Identity, 'remoteId' | 'address'>): string | undefined {
  const name = /^m\.me\/([\w.]{1,64})$/.exec(address)?.[1] ?? remoteId;
  return /^[\w.]+$/.test(name) ? `https://m.me/${name}` : undefined;
}
