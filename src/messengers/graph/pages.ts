import { z } from 'zod';
import type { GraphAccess, GraphCaller } from './access';
import { callGraph, type GraphRequest } from './call';
import type { RefusalRule } from './classify';

/** Far above what anybody has; against a list that never ends. */
const MOST_PAGES = 200;

/**
 * Reads a list of the Graph API to its end, by the cursors (whatsapp.md §6). What does not fit `item` is left out.
 *
 * @throws DeliveryError as `callGraph`
 */
export async function listGraph<Item>(
  caller: GraphCaller,
  access: GraphAccess,
  request: Omit<GraphRequest, 'method'>,
  item: z.ZodType<Item>,
  rules: readonly RefusalRule[] = [],
): Promise<Item[]> {
  const found: Item[] = [];
  let after: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const query = { ...request.query, after };
    const { data, paging } = await callGraph(caller, access, { ...request, method: 'GET', query }, Page, rules);
    for (const each of data) {
      const read = item.safeParse(each);
      if (read.success) found.push(read.data);
    }
    const next = paging?.cursors?.after;
    // The last page has a cursor too, and no address of a next one.
    if (paging?.next === undefined || next === undefined || next === after) return found;
    after = next;
  }
  return found;
}

const Page = z.object({
  data: z.array(z.unknown()),
  paging: z
    .object({
      cursors: z.object({ after: z.string().optional() }).optional().catch(undefined),
      next: z.string().optional(),
    })
    .optional()
    .catch(undefined),
});
