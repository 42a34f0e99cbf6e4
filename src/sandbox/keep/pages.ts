import { z } from 'zod';
import type { PagesState } from '../meta-pages/state';

const named = z.record(z.string(), z.unknown());

export const pagesKept = z.object({
  pages: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      username: z.string(),
      subscribed: z.array(z.tuple([z.string(), z.array(z.string())])),
      refusedFields: z.array(z.string()),
      profiles: z.array(z.tuple([z.string(), named])),
    }),
  ),
  uploads: z.array(
    z.object({ id: z.string(), pageId: z.string(), kind: z.string(), fileId: z.string(), until: z.number() }),
  ),
});
type PagesKept = z.infer<typeof pagesKept>;

export function keepPages({ pages, uploads }: PagesState): PagesKept {
  return {
    pages: [...pages.values()].map(({ subscribed, refusedFields, profiles, ...page }) => ({
      ...page,
      subscribed: [...subscribed].map(([appId, fields]) => [appId, [...fields]]),
      refusedFields: [...refusedFields],
      profiles: [...profiles],
    })),
    uploads: [...uploads.values()],
  };
}

/** What a fresh sandbox has and the file has not stays: it is newer than the file. */
export function restorePages(state: PagesState, kept: PagesKept): void {
  for (const { subscribed, profiles, ...page } of kept.pages) {
    state.pages.set(page.id, { ...page, subscribed: new Map(subscribed), profiles: new Map(profiles) });
  }
  for (const each of kept.uploads) state.uploads.set(each.id, each);
}
