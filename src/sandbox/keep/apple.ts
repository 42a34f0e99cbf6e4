import { z } from 'zod';
import type { AppleState } from '../apple/state';

const held = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('encrypted'), fileId: z.string() }),
  z.object({ kind: z.literal('plain'), fileId: z.string(), key: z.string() }),
]);

export const appleKept = z.object({
  files: z.array(
    z.object({
      url: z.string(),
      owner: z.string(),
      lineId: z.string(),
      checksum: z.string(),
      size: z.number(),
      holds: held,
    }),
  ),
});
type AppleKept = z.infer<typeof appleKept>;

/** Places, addresses of downloads and answers end in seconds anyway. */
export function keepApple({ files }: AppleState): AppleKept {
  return {
    files: [...files.values()].flatMap(({ holds, ...file }) => (holds.kind === 'answer' ? [] : [{ ...file, holds }])),
  };
}

export function restoreApple(state: AppleState, kept: AppleKept): void {
  for (const file of kept.files) state.files.set(file.url, file);
}
