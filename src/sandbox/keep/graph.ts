import { z } from 'zod';
import type { GraphState } from '../graph/state';

const subscription = z.object({ callbackUrl: z.string(), verifyToken: z.string(), fields: z.array(z.string()) });

export const graphKept = z.object({
  apps: z.array(
    z.object({
      id: z.string(),
      secret: z.string(),
      name: z.string(),
      needsProof: z.boolean(),
      subscriptions: z.array(z.tuple([z.enum(['whatsapp_business_account', 'page', 'instagram']), subscription])),
    }),
  ),
  tokens: z.array(
    z.object({
      value: z.string(),
      appId: z.string(),
      type: z.enum(['APP', 'SYSTEM_USER', 'USER', 'PAGE']),
      subjectId: z.string(),
      scopes: z.array(z.string()),
      targets: z.array(z.string()),
      state: z.enum(['valid', 'expired', 'invalidated', 'revoked']),
    }),
  ),
});
type GraphKept = z.infer<typeof graphKept>;

export function keepGraph({ apps, tokens }: GraphState): GraphKept {
  return {
    apps: [...apps.values()].map(({ subscriptions, ...app }) => ({
      ...app,
      subscriptions: [...subscriptions].map(([object, each]) => [object, { ...each, fields: [...each.fields] }]),
    })),
    tokens: [...tokens.values()].map((token) => ({
      ...token,
      scopes: [...token.scopes],
      targets: [...token.targets],
    })),
  };
}

/** What a fresh sandbox has and the file has not stays: it is newer than the file. */
export function restoreGraph(state: GraphState, kept: GraphKept): void {
  for (const { subscriptions, ...app } of kept.apps) {
    state.apps.set(app.id, { ...app, subscriptions: new Map(subscriptions) });
  }
  for (const { targets, ...token } of kept.tokens) {
    state.tokens.set(token.value, { ...token, targets: new Set(targets) });
  }
}
