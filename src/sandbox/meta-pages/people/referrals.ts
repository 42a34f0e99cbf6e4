import type { NewHandsetMessage } from '../../control/lines-contract';
import type { Core } from '../../core';
import type { OnHandset } from '../../lines/emulator';
import { pictureUrl } from '../media/pictures';

/** facebook.md §9 */
export const LONGEST_REF = 2083;
const AD_ID = '120210000000000001';

/** By `m.me/shop?ref=…` or `ig.me/m/shop?ref=…` (facebook.md §2). */
export function linkReferral(ref: string): object {
  return { ref, source: 'SHORTLINK', type: 'OPEN_THREAD' };
}

/** By an advertisement that opens the chat. */
export function adReferral(
  core: Core,
  { line }: OnHandset,
  { title = 'Sale', ref }: { readonly title?: string | undefined; readonly ref?: string | undefined },
): object {
  return {
    ...(ref === undefined ? {} : { ref }),
    source: 'ADS',
    type: 'OPEN_THREAD',
    ad_id: AD_ID,
    ads_context_data: {
      ad_title: title,
      photo_url: pictureUrl(core, line.messenger === 'instagram' ? 'instagram' : 'messenger', 'ad'),
      post_id: `${line.id}_1`,
    },
  };
}

/** How the customer came, kept until the first message or press tells of it. */
export function keepReferral({ handset }: OnHandset, referral: object): void {
  handset.facts.referral = JSON.stringify(referral);
}

/** How the customer came: told with this message, or kept from before. */
export function takeReferral(core: Core, on: OnHandset, told?: NewHandsetMessage['referral']): object | undefined {
  const { facts } = on.handset;
  const kept = typeof facts.referral === 'string' ? (JSON.parse(facts.referral) as object) : undefined;
  facts.referral = null;
  if (!told) return kept;
  return told.title === undefined && told.url === undefined && told.ref !== undefined
    ? linkReferral(told.ref)
    : adReferral(core, on, told);
}
