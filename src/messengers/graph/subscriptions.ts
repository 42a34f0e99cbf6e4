import { z } from 'zod';
import { asApp, type GraphAccess, type GraphCaller, type MetaApp } from './access';
import { callGraph, Success } from './call';

/** Where Meta sends what happens to objects of one kind, for all who use the app (facebook.md §1). */
export interface AppSubscription {
  readonly callbackUrl: string;
  readonly isActive: boolean;
  readonly fields: readonly string[];
}

/** Kinds of objects that have webhooks. */
export type MetaObject = 'whatsapp_business_account' | 'page' | 'instagram';

const Field = z.union([z.string(), z.object({ name: z.string() }).transform(({ name }) => name)]);
const Subscriptions = z.object({
  data: z.array(
    z.object({
      object: z.string(),
      callback_url: z.string().catch(''),
      active: z.boolean().catch(true),
      fields: z.array(Field).catch([]),
    }),
  ),
});

/** @returns undefined where the app has no webhook for such objects. @throws DeliveryError */
export async function readAppSubscription(
  caller: GraphCaller,
  access: GraphAccess,
  app: MetaApp,
  object: MetaObject,
): Promise<AppSubscription | undefined> {
  const request = { method: 'GET', path: [app.appId, 'subscriptions'] } as const;
  const { data } = await callGraph(caller, asApp(access, app), request, Subscriptions);
  const found = data.find((each) => each.object === object);
  return found && { callbackUrl: found.callback_url, isActive: found.active, fields: found.fields };
}

/**
 * Gives the app a webhook for such objects, or changes the one it has: Meta asks the address (`answerChallenge`) before it
 * answers. An app has one for each kind of object, so look first whose it is. @throws DeliveryError
 */
export async function subscribeApp(
  caller: GraphCaller,
  access: GraphAccess,
  app: MetaApp,
  to: {
    readonly object: MetaObject;
    readonly callbackUrl: string;
    readonly verifyToken: string;
    readonly fields: readonly string[];
  },
): Promise<void> {
  const json = {
    object: to.object,
    callback_url: to.callbackUrl,
    verify_token: to.verifyToken,
    fields: to.fields.join(','),
    include_values: true,
  };
  await callGraph(caller, asApp(access, app), { method: 'POST', path: [app.appId, 'subscriptions'], json }, Success);
}
