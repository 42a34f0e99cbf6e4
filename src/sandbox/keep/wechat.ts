import { z } from 'zod';
import { MEDIA_TYPES, type WeChatState } from '../wechat/state';

export const wechatKept = z.object({
  tokens: z.array(
    z.object({
      value: z.string(),
      lineId: z.string(),
      by: z.enum(['stable', 'plain']),
      expiresAt: z.number(),
      replacedAt: z.number().nullable(),
    }),
  ),
  media: z.array(
    z.object({ id: z.string(), lineId: z.string(), type: z.enum(MEDIA_TYPES), fileId: z.string(), at: z.number() }),
  ),
  calls: z.array(z.tuple([z.string(), z.number()])),
});
type WeChatKept = z.infer<typeof wechatKept>;

export function keepWeChat({ tokens, media, calls }: WeChatState): WeChatKept {
  return { tokens: [...tokens], media: [...media.values()], calls: [...calls] };
}

export function restoreWeChat(state: WeChatState, kept: WeChatKept): void {
  state.tokens = kept.tokens;
  for (const each of kept.media) state.media.set(each.id, each);
  for (const [name, count] of kept.calls) state.calls.set(name, count);
}
