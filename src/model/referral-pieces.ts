import type { Referral } from './content';

/** What of a referral can be written into a field of the lead. */
export const REFERRAL_PIECES = [
  'title',
  'text',
  'url',
  'ad_id',
  'ref',
  'utm_source',
  'utm_medium',
  'utm_campaign',
  'utm_term',
  'utm_content',
] as const;
export type ReferralPiece = (typeof REFERRAL_PIECES)[number];
export type ReferralPieces = Readonly<Partial<Record<ReferralPiece, string>>>;

/** Ids of custom fields of leads, by what is written into them. */
export type ReferralFields = Readonly<Partial<Record<ReferralPiece, number>>>;

const UTM = ['utm_source', 'utm_medium', 'utm_campaign', 'utm_term', 'utm_content'] as const;

/** What is known of a referral; UTM marks are told by the messenger or stand in the address. */
export function piecesOf({ source, id, url, title, text, utm = {} }: Referral): ReferralPieces {
  const inAddress = marksIn(url);
  const marks = UTM.map((name) => [name, utm[name] ?? inAddress.get(name) ?? undefined] as const);
  const pieces: readonly (readonly [ReferralPiece, string | undefined])[] = [
    ['title', title],
    ['text', text],
    ['url', url],
    [source === 'link' ? 'ref' : 'ad_id', id],
    ...marks,
  ];
  return Object.fromEntries(
    pieces.flatMap(([name, value]) => {
      const said = value?.trim() ?? '';
      return said === '' ? [] : [[name, said]];
    }),
  );
}

function marksIn(url: string | undefined): URLSearchParams {
  return url !== undefined && URL.canParse(url) ? new URL(url).searchParams : new URLSearchParams();
}
