import type { Raw } from '../../http/json';
import type { Around, ContentType, Quote, Referral } from '../../model/content';
import * as shapes from './shapes';

/** What surrounds a message: what it answers, that it is passed on, what brought the customer (whatsapp.md §2). */
export function aroundOf(message: Raw, type: ContentType): Around {
  const context = shapes.Context.safeParse(message.context).data;
  // A press says by itself what it belongs to.
  const replyTo = type === 'press' ? undefined : quoteOf(context);
  const isForwarded = context?.forwarded === true || context?.frequently_forwarded === true;
  const referral = referralOf(message.referral);
  return {
    ...(replyTo === undefined ? {} : { replyTo }),
    ...(isForwarded ? { forwarded: {} } : {}),
    ...(referral === undefined ? {} : { referral }),
  };
}

/** A question about a product of the catalogue quotes nothing but that. */
function quoteOf(context: ReturnType<typeof shapes.Context.parse> | undefined): Quote | undefined {
  const product = context?.referred_product?.product_retailer_id;
  const text = product === undefined ? {} : { text: `[product ${product}]` };
  if (context?.id !== undefined) return { remoteId: context.id, ...text };
  return product === undefined ? undefined : text;
}

function referralOf(block: unknown): Referral | undefined {
  const read = shapes.Referral.safeParse(block).data;
  if (read === undefined) return undefined;
  const { source_type, source_id, source_url, headline, body } = read;
  if (source_id === undefined && source_url === undefined && headline === undefined) return undefined;
  return {
    source: source_type === 'ad' || source_type === 'post' ? source_type : 'link',
    ...(source_id === undefined ? {} : { id: source_id }),
    ...(source_url === undefined ? {} : { url: source_url }),
    ...(headline === undefined ? {} : { title: headline }),
    ...(body === undefined ? {} : { text: body }),
  };
}
