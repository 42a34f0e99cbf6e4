import type { z } from 'zod';
import { repeatable } from '../delivery-error';
import { askGraph, type GraphRequest } from '../graph/call';
import { accessOf } from './credentials';
import { refusedBy } from './errors';
import type { Context, Product } from './product';

/** Asks for what changes nothing, so without an answer it may be asked once more. @throws DeliveryError */
export async function ask<Result>(
  product: Product,
  context: Context,
  request: Omit<GraphRequest, 'method'>,
  shape: z.ZodType<Result>,
): Promise<Result> {
  const access = accessOf(product, context.credentials);
  const answer = await askGraph(context, access, { ...request, method: 'GET' }, shape).catch((error: unknown) => {
    throw repeatable(error);
  });
  if (answer.kind === 'refused') throw repeatable(refusedBy(answer.refusal, product.title));
  return answer.result;
}
