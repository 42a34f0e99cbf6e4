import type { Outcome } from '../../exchange';
import { answers, refuse } from '../answers';
import { hrefOf, type CrmRequest } from './request';

/** Where nothing else is said (libraries assume it, kommo-platform.md §9.6). */
const PAGE_SIZE = 50;

export interface Listed {
  readonly path: string;
  /** The name of the list in `_embedded`. */
  readonly name: string;
  readonly items: readonly object[];
}

/** All of a list that has no pages. */
export function whole(request: CrmRequest, { path, name, items }: Listed): Outcome {
  if (items.length === 0) return answers.nothing();
  return answers.found({
    _total_items: items.length,
    _links: { self: { href: hrefOf(request, path) } },
    _embedded: { [name]: items },
  });
}

/** One page of a list; 204 beyond its end (kommo-platform.md §9.6). */
export function page(request: CrmRequest, { path, name, items }: Listed, mostOnPage: number): Outcome {
  const limit = wholeNumber(request, 'limit') ?? Math.min(PAGE_SIZE, mostOnPage);
  const number = wholeNumber(request, 'page') ?? 1;
  if (limit > mostOnPage) refuse(answers.unprocessable(`The limit of a page is ${String(mostOnPage)}`));
  const start = (number - 1) * limit;
  const shown = items.slice(start, start + limit);
  if (shown.length === 0) return answers.nothing();
  const link = (wanted: number) => {
    const query = new URLSearchParams(request.query);
    query.set('page', String(wanted));
    return { href: `${hrefOf(request, path)}?${query.toString()}` };
  };
  const more = start + limit < items.length;
  return answers.found({
    _page: number,
    _links: {
      self: link(number),
      ...(more ? { next: link(number + 1) } : {}),
      ...(number > 1 ? { prev: link(number - 1) } : {}),
    },
    _embedded: { [name]: shown },
  });
}

/** What was written, as it is answered. */
export function written(request: CrmRequest, { path, name, items }: Listed): Outcome {
  return {
    ...answers.found({
      _total_items: items.length,
      _links: { self: { href: hrefOf(request, path) } },
      _embedded: { [name]: items },
    }),
    stored: true,
  };
}

function wholeNumber({ query }: CrmRequest, name: string): number | undefined {
  const given = query.get(name);
  if (given === null) return undefined;
  return /^[1-9]\d{0,8}$/.test(given)
    ? Number(given)
    : refuse(answers.unprocessable(`${name} must be a whole number from 1`));
}

/** The values of a filter in PHP's spelling: `filter[id]=1`, `filter[id][]=1`, `filter[id][0]=1`. */
export function filterValues({ query }: CrmRequest, name: string): string[] | undefined {
  const spelling = new RegExp(`^${name.replace(/[[\]]/g, '\\$&')}(\\[\\d*\\])?$`);
  const values = [...query].filter(([key]) => spelling.test(key)).map(([, value]) => value);
  return values.length === 0 ? undefined : values;
}

/** The names in `with`. */
export function withNames({ query }: CrmRequest): ReadonlySet<string> {
  return new Set((query.get('with') ?? '').split(',').map((name) => name.trim()));
}
