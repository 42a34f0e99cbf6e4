import { z } from 'zod';
import type { DriverContext } from '../contract';
import { DeliveryError } from '../delivery-error';
import { GraphId } from '../graph/graph-id';
import { listGraph } from '../graph/pages';
import { readAppSubscription, type AppSubscription } from '../graph/subscriptions';
import { UNKNOWN_ACCOUNT } from './connect-errors';
import { accessOf, type WhatsAppCredentials } from './credentials';

/** Without these, something that matters is not heard of (whatsapp.md §1, Registration steps). */
export const NEEDED_FIELDS = [
  'messages',
  'message_template_status_update',
  'account_update',
  'user_id_update',
] as const;

/** All that is read. */
export const FIELDS = [
  ...NEEDED_FIELDS,
  'message_template_quality_update',
  'message_template_components_update',
  'template_category_update',
  'phone_number_quality_update',
  'phone_number_name_update',
  'account_alerts',
  'account_review_update',
  'user_preferences',
  'smb_message_echoes',
  'history',
] as const;

/** Where Meta sends what happens to the account. */
export interface Subscription {
  /** Whether the app is told of this account at all. */
  readonly isSubscribed: boolean;
  /** An address for this account alone. */
  readonly override?: string;
  /** The app's own webhook, for all accounts without such an address; undefined: it has none, or Meta does not say. */
  readonly app?: AppSubscription;
  readonly isAppKnown: boolean;
}

const SubscribedApp = z.object({
  whatsapp_business_api_data: z.object({ id: GraphId }),
  override_callback_uri: z.string().min(1).optional().catch(undefined),
});

/** @throws DeliveryError */
export async function readSubscription(context: DriverContext<WhatsAppCredentials>): Promise<Subscription> {
  const { credentials } = context;
  const request = { path: [credentials.wabaId, 'subscribed_apps'] };
  const apps = await listGraph(context, accessOf(credentials), request, SubscribedApp, UNKNOWN_ACCOUNT);
  const ours = apps.find(({ whatsapp_business_api_data: app }) => app.id === credentials.appId);
  const override = ours?.override_callback_uri;
  return {
    isSubscribed: ours !== undefined,
    ...(override === undefined ? {} : { override }),
    ...(await appSubscription(context)),
  };
}

/** The address that counts. @returns undefined: nothing is sent anywhere. */
export function addressIn({ isSubscribed, override, app }: Subscription): string | undefined {
  if (!isSubscribed) return undefined;
  return override ?? (app === undefined || app.callbackUrl === '' ? undefined : app.callbackUrl);
}

/** It takes the app's secret; a token alone connects without it. */
async function appSubscription(
  context: DriverContext<WhatsAppCredentials>,
): Promise<Pick<Subscription, 'app' | 'isAppKnown'>> {
  const { credentials } = context;
  const object = 'whatsapp_business_account';
  try {
    const app = await readAppSubscription(context, accessOf(credentials), credentials, object);
    return { isAppKnown: true, ...(app === undefined ? {} : { app }) };
  } catch (error) {
    if (error instanceof DeliveryError && error.retry === 'no') return { isAppKnown: false };
    throw error;
  }
}
