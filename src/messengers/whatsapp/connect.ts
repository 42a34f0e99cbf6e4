import type { ConnectedContext, ConnectOptions } from '../contract';
import { DeliveryError } from '../delivery-error';
import { askGraph, callGraph, Success } from '../graph/call';
import { subscribeApp } from '../graph/subscriptions';
import { askForHistory } from './ask-history';
import { addressRefused, addressTaken } from './connect-errors';
import { accessOf, type WhatsAppCredentials } from './credentials';
import { RULES } from './errors';
import { hostOf } from '../host-of';
import { addressIn, FIELDS, readSubscription, type Subscription } from './webhook';

/**
 * Subscribes the app to the account, with this connection's address for it (whatsapp.md §1). Meta asks the address before
 * it answers. Other accounts of the app keep theirs; an address of somebody else is left alone until a person says otherwise.
 */
export async function connect(
  context: ConnectedContext<WhatsAppCredentials>,
  { takeOver = false }: ConnectOptions = {},
): Promise<void> {
  const { credentials, webhook } = context;
  const subscription = await readSubscription(context);
  const address = addressIn(subscription);
  if (address !== undefined && address !== webhook.url && !takeOver) throw addressTaken(hostOf(address));
  await giveAppWebhook(context, subscription);
  const json = { override_callback_uri: webhook.url, verify_token: webhook.secret };
  const request = { method: 'POST', path: [credentials.wabaId, 'subscribed_apps'], json } as const;
  const answer = await askGraph(context, accessOf(credentials), request, Success);
  if (answer.kind === 'refused') throw addressRefused(answer.refusal);
  await askForHistory(context);
}

/**
 * Meta tells an app without a webhook of its own nothing at all, so it gets one; one that is ours learns the fields that a
 * later version reads. That of another service stays as it is: it is for the other accounts.
 */
async function giveAppWebhook(
  context: ConnectedContext<WhatsAppCredentials>,
  { app, isAppKnown }: Subscription,
): Promise<void> {
  const { credentials, webhook } = context;
  if (!isAppKnown) return;
  const isOurs = app === undefined || app.callbackUrl === '' || app.callbackUrl === webhook.url;
  if (!isOurs || (app?.isActive === true && FIELDS.every((field) => app.fields.includes(field)))) return;
  await subscribeApp(context, accessOf(credentials), credentials, {
    object: 'whatsapp_business_account',
    callbackUrl: webhook.url,
    verifyToken: webhook.secret,
    fields: FIELDS,
  });
}

/** Takes the app off the account only while the address is ours; a dead token leaves nothing to take away. */
export async function disconnect(context: ConnectedContext<WhatsAppCredentials>): Promise<void> {
  const { credentials, webhook } = context;
  try {
    const subscription = await readSubscription(context);
    if (addressIn(subscription) !== webhook.url) return;
    const request = { method: 'DELETE', path: [credentials.wabaId, 'subscribed_apps'] } as const;
    await callGraph(context, accessOf(credentials), request, Success, RULES);
  } catch (error) {
    if (error instanceof DeliveryError && error.code === 902) return;
    throw error;
  }
}
