import { z } from 'zod';
import type { ConnectOptions } from '../contract';
import { DeliveryError } from '../delivery-error';
import { hostOf } from '../host-of';
import { askGraph, callGraph, Success } from '../graph/call';
import { GraphId } from '../graph/graph-id';
import { listGraph } from '../graph/pages';
import { readAppSubscription, subscribeApp, type AppSubscription } from '../graph/subscriptions';
import { accessOf } from './credentials';
import { addressRefused, addressTaken, isAboutForm, refusedBy, rulesOf, setupRules, wrongApp } from './errors';
import { PAGE_FIELDS } from './fields';
import type { Connected, Context, Product } from './product';

const Field = z.union([z.string(), z.object({ name: z.string() }).transform(({ name }) => name)]);
const SubscribedApp = z.object({ id: GraphId, subscribed_fields: z.array(Field).catch([]) });

/** What the Page tells our app; undefined: nothing. @throws DeliveryError */
export async function readPageFields(product: Product, context: Context): Promise<readonly string[] | undefined> {
  const { credentials } = context;
  const request = { path: [credentials.pageId, 'subscribed_apps'] };
  const access = accessOf(product, credentials);
  const apps = await listGraph(context, access, request, SubscribedApp, setupRules(product.title));
  return apps.find(({ id }) => id === credentials.appId)?.subscribed_fields;
}

/** @throws DeliveryError 902 where the app's id and secret are not accepted */
export async function readCallback(product: Product, context: Context): Promise<AppSubscription | undefined> {
  const { credentials } = context;
  try {
    return await readAppSubscription(context, accessOf(product, credentials), credentials, product.object);
  } catch (error) {
    if (error instanceof DeliveryError && error.code === 902) throw wrongApp();
    throw error;
  }
}

/**
 * Gives the app this connection's address, and has the Page tell the app what happens (facebook.md §1). An app has one address
 * for all its Pages; one of somebody else is left alone until a person says otherwise.
 */
export async function connect(
  product: Product,
  context: Connected,
  { takeOver = false }: ConnectOptions = {},
): Promise<void> {
  const { webhook } = context;
  const app = await readCallback(product, context);
  const address = app?.callbackUrl ?? '';
  if (address !== '' && address !== webhook.url && !takeOver) {
    throw addressTaken(hostOf(address));
  }
  const { needed, more } = product.fields;
  const ofApp = { present: app?.fields ?? [], needed, more };
  await withFields(ofApp, (fields) => giveAddress(product, context, fields));
  const ofPage = { present: (await readPageFields(product, context)) ?? [], needed, more: PAGE_FIELDS };
  await withFields(ofPage, (fields) => subscribePage(product, context, fields));
}

/**
 * Asks for all that is read and what there is already, which another product may live on. Meta refuses the whole list for
 * one word that it does not know (any more): then for those that are there and the needed ones, or for the needed ones alone,
 * and for each of the others on top.
 */
async function withFields(
  { present, needed, more }: Product['fields'] & { readonly present: readonly string[] },
  subscribe: (fields: readonly string[]) => Promise<void>,
): Promise<void> {
  const wanted = [...new Set([...present, ...needed, ...more])];
  if (await isTaken(subscribe(wanted))) return;
  let taken = [...new Set([...present, ...needed])];
  if (present.length === 0 || !(await isTaken(subscribe(taken)))) {
    taken = [...needed];
    await subscribe(needed).catch((error: unknown) => {
      throw error instanceof UnknownField ? error.refusal : error;
    });
  }
  for (const field of wanted.filter((each) => !taken.includes(each))) {
    if (await isTaken(subscribe([...taken, field]))) taken = [...taken, field];
  }
}

async function isTaken(subscribing: Promise<void>): Promise<boolean> {
  try {
    await subscribing;
    return true;
  } catch (error) {
    if (error instanceof UnknownField) return false;
    throw error;
  }
}

/** Refused for its form: perhaps for a field. */
class UnknownField extends Error {
  constructor(readonly refusal: DeliveryError) {
    super(refusal.text);
  }
}

async function giveAddress(product: Product, context: Connected, fields: readonly string[]): Promise<void> {
  const { credentials, webhook } = context;
  try {
    await subscribeApp(context, accessOf(product, credentials), credentials, {
      object: product.object,
      callbackUrl: webhook.url,
      verifyToken: webhook.secret,
      fields,
    });
  } catch (error) {
    if (error instanceof DeliveryError && error.code === 905 && error.retry === 'no') {
      throw new UnknownField(addressRefused(error));
    }
    throw error;
  }
}

async function subscribePage(product: Product, context: Connected, fields: readonly string[]): Promise<void> {
  const { credentials } = context;
  const query = { subscribed_fields: fields.join(',') };
  const request = { method: 'POST', path: [credentials.pageId, 'subscribed_apps'], query } as const;
  const answer = await askGraph(context, accessOf(product, credentials), request, Success);
  if (answer.kind === 'done') return;
  const error = refusedBy(answer.refusal, product.title);
  throw isAboutForm(answer.refusal) ? new UnknownField(error) : error;
}

/**
 * Has the Page tell the app nothing more, only while the address is ours. A Page that has Messenger and Instagram tells of both
 * by the one subscription, which stays for the other. A dead token leaves nothing to take away.
 */
export async function disconnect(product: Product, context: Connected): Promise<void> {
  const { credentials, webhook } = context;
  const access = accessOf(product, credentials);
  try {
    const app = await readCallback(product, context);
    if (app?.callbackUrl !== webhook.url) return;
    const other = product.object === 'page' ? 'instagram' : 'page';
    const beside = await readAppSubscription(context, access, credentials, other);
    if (beside?.isActive === true && beside.callbackUrl !== '') return;
    const request = { method: 'DELETE', path: [credentials.pageId, 'subscribed_apps'] } as const;
    await callGraph(context, access, request, Success, rulesOf(product.title));
  } catch (error) {
    if (error instanceof DeliveryError && error.code === 902) return;
    throw error;
  }
}
