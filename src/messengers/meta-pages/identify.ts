import { z } from 'zod';
import type { Identity } from '../contract';
import { DeliveryError } from '../delivery-error';
import { callGraph } from '../graph/call';
import { GraphId } from '../graph/graph-id';
import { inspectToken, type TokenFacts } from '../graph/token';
import { accessOf } from './credentials';
import { otherApp, otherPage, setupRules, wrongApp } from './errors';
import type { Context, Product } from './product';

const Me = z.object({ id: GraphId, name: z.string().min(1).optional().catch(undefined) });

/** Whose token it is: of a Page, `me` is that (facebook.md §1, Health). @throws DeliveryError */
export async function askPage(
  product: Pick<Product, 'title'>,
  context: Context,
): Promise<{ readonly id: string; readonly name?: string | undefined }> {
  const request = { method: 'GET', path: ['me'], query: { fields: 'id,name' } } as const;
  return callGraph(context, accessOf(product, context.credentials), request, Me, setupRules(product.title));
}

/** Whose the credentials are, and that they belong together: else it would be connected and hear nothing. */
export async function identify(product: Product, context: Context): Promise<Identity> {
  const { pageId, appId } = context.credentials;
  const page = await askPage(product, context);
  if (page.id !== pageId) throw otherPage();
  const token = await tokenOf(product, context);
  if (token?.appId !== undefined && token.appId !== appId) {
    throw otherApp();
  }
  return { ...(await product.identify(context)), app: appId };
}

/** @returns undefined where Meta does not tell. @throws DeliveryError 902 where the app's id and secret do not fit */
export async function tokenOf(product: Product, context: Context): Promise<TokenFacts | undefined> {
  const { credentials } = context;
  try {
    return await inspectToken(context, accessOf(product, credentials), credentials);
  } catch (error) {
    if (!(error instanceof DeliveryError) || (error.code !== 902 && error.retry !== 'no')) throw error;
    if (error.code === 902) throw wrongApp();
    return undefined;
  }
}
