import type { Asked } from '../access/crm-access';
import { inDetail, type Problem } from './problem';

/** Kommo could not be asked what has to be known. */
export function kommoProblem(asked: Exclude<Asked<unknown>, { readonly kind: 'accepted' }>): Problem {
  switch (asked.kind) {
    case 'no-access':
      return { status: 409, type: 'not-authorised', ...inDetail(asked) };
    case 'refused':
      return { status: 409, type: 'kommo-refused', ...inDetail(asked) };
    case 'later':
    case 'unknown':
      return { status: 503, type: 'kommo-silent', ...inDetail(asked) };
  }
}
